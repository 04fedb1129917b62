/** Content-Type and Content-Encoding as plain values. */
import { boundedText } from './bounded-text.ts';
import { headerValue, headerValues, type ResponseHead } from './response-head.ts';

const MEDIA_TYPE = /^([!#$%&'*+.^_`|~0-9a-z-]{1,127}\/[!#$%&'*+.^_`|~0-9a-z-]{1,127})[ \t]*(?:;|$)/;

/** `type/subtype` in lower case without parameters (RFC 9110 §8.3.1); null when absent or malformed. */
export function mediaTypeOf(head: ResponseHead): string | null {
  const value = headerValue(head, 'content-type')?.slice(0, 1024).trim().toLowerCase() ?? '';
  return MEDIA_TYPE.exec(value)?.[1] ?? null;
}

/** Whether the type is that of a page for people: what a login form or an error page comes as. */
export function isHtml(mediaType: string | null): boolean {
  return mediaType === 'text/html' || mediaType === 'application/xhtml+xml';
}

/** Not codings of the content: words that servers write although the bytes are plain. S3 hands out uploads' `aws-chunked` as stored. */
const PLAIN: ReadonlySet<string> = new Set(['', 'identity', 'none', 'aws-chunked']);

/** The content coding that was applied, such as `gzip`; null for none (RFC 9110 §8.4). */
export function contentCodingOf(head: ResponseHead): string | null {
  const named = headerValues(head, 'content-encoding').join(',').slice(0, 1024).toLowerCase();
  const codings = named.split(',').map((coding) => coding.trim());
  return boundedText(codings.filter((coding) => !PLAIN.has(coding)).join(', '), 64) || null;
}
