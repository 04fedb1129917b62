/** What OSS and S3 tell of an object in its head: kept with the job and shown, never decided by (spec G5). Presigned links tell it, too. */
import type { ObjectFacts } from '@sluice/model';
import { boundedText } from './bounded-text.ts';
import { headerValue, type ResponseHead } from './response-head.ts';
import { utf8FromLatin1 } from './utf8-from-latin1.ts';

const MAX_PAIRS = 64;
const MAX_NAME = 128;
const MAX_VALUE = 2048;

/** Null when the head is no object store's. */
export function objectFacts(head: ResponseHead): ObjectFacts | null {
  const prefix = head.headers.map(([name]) => /^x-(?:oss|amz)-(?=request-id$)/.exec(name)?.[0]).find((found) => found !== undefined);
  if (prefix === undefined) return null;
  const meta = `${prefix}meta-`;
  const userMetadata = head.headers
    .filter(([name]) => name.startsWith(meta))
    .slice(0, MAX_PAIRS)
    .map(([name, value]) => [boundedText(name.slice(meta.length), MAX_NAME), boundedText(utf8FromLatin1(value), MAX_VALUE)] as const);
  return {
    storageClass: shown(head, `${prefix}storage-class`),
    versionId: shown(head, `${prefix}version-id`),
    requestId: shown(head, `${prefix}request-id`),
    userMetadata,
  };
}

function shown(head: ResponseHead, name: string): string | null {
  const value = headerValue(head, name)?.trim() ?? '';
  return value === '' ? null : boundedText(value, 1024);
}
