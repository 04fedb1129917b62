/** When a signed URL ends to work, as far as it says so itself (spec D3). Neither the times nor the lifetimes are secrets. */
import { parseUrl } from './parse-url.ts';

/** 2000-01-01 and 9999-12-31: a number outside is no time of a link. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(9999, 11, 31);
/** A lifetime that no service grants; also keeps the sum exact. */
const LONGEST_SECONDS = 10 * 366 * 24 * 3600;

/** Start and lifetime in seconds: AWS Signature V4, OSS V4, GCS V4. */
const STARTED: readonly (readonly [date: string, lifetime: string])[] = [
  ['x-amz-date', 'x-amz-expires'],
  ['x-oss-date', 'x-oss-expires'],
  ['x-goog-date', 'x-goog-expires'],
];

/** An absolute end in seconds counts only beside the signature that it belongs to: OSS V1, S3 V2, GCS V2, CloudFront; Tencent, Akamai. */
const BESIDE_EXPIRES: readonly string[] = ['signature', 'key-pair-id', 'ossaccesskeyid', 'awsaccesskeyid', 'googleaccessid', 'sig'];

/**
 * Milliseconds since the epoch, or null when the URL does not say, or says nonsense. Works on a redacted URL, too: `redactUrl` leaves
 * these parameters as they are.
 */
export function expiryOf(url: string): number | null {
  const parsed = parseUrl(url);
  if (parsed === null) return null;
  const parameters = new Map([...parsed.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  for (const [dateName, lifetimeName] of STARTED) {
    const startMs = compactDate(parameters.get(dateName));
    const seconds = digits(parameters.get(lifetimeName));
    if (startMs !== null && seconds !== null && seconds <= LONGEST_SECONDS) return plausible(startMs + seconds * 1000);
  }
  // Azure: an ISO 8601 time beside its signature.
  if (parameters.has('sig') && parameters.has('se')) return isoDate(parameters.get('se'));
  const end = digits(parameters.get('expires'));
  return end !== null && BESIDE_EXPIRES.some((name) => parameters.has(name)) ? plausible(end * 1000) : null;
}

/** `20251122T101500Z` */
function compactDate(text: string | undefined): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '');
  return match === null ? null : isoDate(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`);
}

/** `2025-11-22`, `2025-11-22T10:15Z`, `2025-11-22T10:15:00Z`, with parts of a second or an offset. A time without a zone would be ours. */
function isoDate(text: string | undefined): number | null {
  if (text === undefined || !/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text)) return null;
  return plausible(Date.parse(text));
}

function digits(text: string | undefined): number | null {
  return /^\d{1,12}$/.test(text ?? '') ? Number(text) : null;
}

function plausible(atMs: number): number | null {
  return atMs >= EARLIEST_MS && atMs <= LATEST_MS ? atMs : null;
}
