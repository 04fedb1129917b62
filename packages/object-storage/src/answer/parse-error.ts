/** An error as a store tells it: XML in the body, or base64 of it in `x-oss-err` where there is no body (spec G6). Hostile until parsed. */
import { boundedText, headerValue, parseUrl, type ResponseHead } from '@sluice/engine';
import { readXml, textIn } from './read-xml.ts';

/** Empty or null where the answer does not say. */
export interface ErrorFacts {
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly hostId: string | null;
  readonly ec: string | null;
  /** The store's page about the case; null as well where it is no address that can be shown. */
  readonly recommendDoc: string | null;
  /** The endpoint and the region that the store names as the right ones. */
  readonly endpoint: string | null;
  readonly region: string | null;
  readonly storageClass: string | null;
}

export const MAX_ERROR_BYTES = 64 * 1024;
const MAX_MESSAGE = 512;
const MAX_FIELD = 256;

/** Never throws; what can't be read is missing. Texts are bounded, and free of control characters. */
export function parseError(head: ResponseHead, body: Uint8Array): ErrorFacts {
  const inHeader = headerValue(head, 'x-oss-err');
  const text = body.byteLength > 0 || inHeader === null ? decode(body) : decode(Buffer.from(inHeader.slice(0, MAX_ERROR_BYTES), 'base64'));
  const error = readXml(text)?.['Error'];
  const field = (...names: readonly string[]): string | null => {
    const value = names.map((name) => textIn(error, name)).find((found) => found !== null && found !== '');
    return value === undefined || value === null ? null : boundedText(value, MAX_FIELD);
  };
  const header = (name: string): string | null => {
    const value = headerValue(head, name)?.trim() ?? '';
    return value === '' ? null : boundedText(value, MAX_FIELD);
  };
  return {
    code: field('Code') ?? '',
    message: boundedText(textIn(error, 'Message') ?? '', MAX_MESSAGE),
    requestId: field('RequestId') ?? header('x-oss-request-id') ?? header('x-amz-request-id'),
    hostId: field('HostId') ?? header('x-amz-id-2'),
    ec: field('EC') ?? header('x-oss-ec'),
    recommendDoc: pageAddress(textIn(error, 'RecommendDoc') ?? ''),
    endpoint: field('Endpoint'),
    region: field('Region') ?? header('x-amz-bucket-region'),
    storageClass: field('StorageClass') ?? header('x-oss-storage-class') ?? header('x-amz-storage-class'),
  };
}

/** An https address of a named host, in characters that mean themselves wherever they are shown; nothing else is taken. */
function pageAddress(text: string): string | null {
  if (text.length > MAX_FIELD || !/^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*(?:[/?][\w.~:/?&=%+,;!*'@$-]*)?$/i.test(text))
    return null;
  return parseUrl(text) === null ? null : text;
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, MAX_ERROR_BYTES)).toString('utf8');
}
