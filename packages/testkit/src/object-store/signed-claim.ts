/** What a signed request says of itself, whichever signature it has: enough to check it without knowing which. */
import type { RequestHead } from '../read-request.ts';
import type { Address } from './address.ts';
import type { StoreError } from './store-error.ts';

export interface SignedClaim {
  readonly accessKeyId: string;
  readonly token: string | null;
  readonly signature: string;
  /** Null when the signature says nothing of it: a V1 link. */
  readonly signedAtMs: number | null;
  /** When a link stops to be good; null for a signature in the headers. */
  readonly expiresAtMs: number | null;
  /** The region in the signature's scope; null in V1. */
  readonly region: string | null;
  readonly stringToSign: string;
  /** What the store shows when the signature is wrong; null in V1. */
  readonly canonicalRequest: string | null;
  /** The signature that the owner of the secret makes. */
  expected(secret: string): string;
}

/** Reads one kind of signature: null when the request has none of that kind, an error when what it has makes no sense. */
export type ClaimReader = (request: RequestHead, address: Address) => SignedClaim | StoreError | null;

/** Milliseconds of `20231216T162057Z`; null for anything else. */
export function parseBasicDate(text: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? null : time;
}

/** `name:value` lines of headers, sorted by name, values trimmed. */
export function headerLines(headers: RequestHead['headers'], names: readonly string[]): string {
  return [...names]
    .sort()
    .map((name) => `${name}:${utf8(headers[name] ?? '').trim()}\n`)
    .join('');
}

/** Header values arrive as Latin-1; signatures are made over UTF-8. */
function utf8(value: string): string {
  return Buffer.from(value, 'latin1').toString('utf8');
}
