/** What an honest HTTP/1.1 server answers (RFC 9110 §13, §14), as data that faults can still distort. */
import { byteRange, rangeLength, type ByteRange } from '@sluice/model';
import { parseRange, type AskedRange, type RequestHead } from './read-request.ts';
import { sha256OfSeed } from './seeded-bytes.ts';
import type { Header, ServedFile } from './served-file.ts';

export type BodySegment =
  | { readonly kind: 'seeded'; readonly seed: number; readonly range: ByteRange; /** See `ServedFile`. */ readonly periodBytes: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

export interface ResponsePlan {
  readonly status: number;
  /** Sent as it is before the head. */
  readonly prelude: string;
  readonly version: '1.0' | '1.1';
  readonly headers: readonly Header[];
  readonly body: readonly BodySegment[];
  readonly chunked: boolean;
  /** Bytes in place of the last chunk of a chunked body. */
  readonly chunkedEnd: string;
  readonly closeAfter: boolean;
  /** Where the connection breaks within the body, and how. */
  readonly cut: { readonly kind: 'drop' | 'reset' | 'stall'; readonly afterBytes: number } | null;
  readonly bytesPerSecond: number | null;
  /** File offsets of bytes that are sent with one wrong bit. */
  readonly flips: readonly number[];
  /** The range of the file that a 206 carries. */
  readonly range: ByteRange | null;
  /** Whether the body is the file's, and not a page about a refusal. */
  readonly ofFile: boolean;
}

/** The honest answer to a GET or HEAD for the file. */
export function planResponse(file: ServedFile, request: RequestHead): ResponsePlan {
  if (!preconditionsHold(file, request)) return plainResponse(412, 'text/plain', 'precondition failed\n');
  const asked = file.ranges && request.method === 'GET' && ifRangeHolds(file, request) ? parseRange(request.headers['range']) : null;
  if (asked === null) return fileResponse(file, byteRange(0, file.sizeBytes), 200);
  const range = resolveRange(asked, file.sizeBytes);
  if (range !== null) return fileResponse(file, range, 206);
  return withHeader(plainResponse(416, 'text/plain', 'no such range\n'), 'Content-Range', `bytes */${file.sizeBytes}`);
}

/** A response of text that has nothing to do with the file. */
export function plainResponse(status: number, mediaType: string, text: string, headers: readonly Header[] = []): ResponsePlan {
  if (isBodiless(status)) return { ...EMPTY_RESPONSE, status, headers };
  const bytes = Buffer.from(text);
  return {
    ...EMPTY_RESPONSE,
    status,
    headers: [['Content-Type', mediaType], ['Content-Length', String(bytes.length)], ...headers],
    body: [{ kind: 'bytes', bytes }],
  };
}

/** The plan with the header set, in place of all others of that name. */
export function withHeader(plan: ResponsePlan, name: string, value: string): ResponsePlan {
  return { ...plan, headers: [...withoutHeader(plan, name).headers, [name, value]] };
}

/** The plan without the header. */
export function withoutHeader(plan: ResponsePlan, name: string): ResponsePlan {
  return { ...plan, headers: plan.headers.filter(([candidate]) => candidate.toLowerCase() !== name.toLowerCase()) };
}

/** A range of the file's content. */
export function seededSegment({ seed, periodBytes }: ServedFile, range: ByteRange): BodySegment {
  return { kind: 'seeded', seed, range, periodBytes };
}

/** Bytes that the plan's body has. */
export function bodyLength(body: readonly BodySegment[]): number {
  return body.reduce((sum, segment) => sum + (segment.kind === 'bytes' ? segment.bytes.byteLength : rangeLength(segment.range)), 0);
}

/** A 200 with nothing in it, to be filled. */
export const EMPTY_RESPONSE: ResponsePlan = {
  status: 200,
  prelude: '',
  version: '1.1',
  headers: [],
  body: [],
  chunked: false,
  chunkedEnd: '0\r\n\r\n',
  closeAfter: false,
  cut: null,
  bytesPerSecond: null,
  flips: [],
  range: null,
  ofFile: false,
};

function fileResponse(file: ServedFile, range: ByteRange, status: 200 | 206): ResponsePlan {
  const headers: Header[] = [['Content-Type', file.mediaType]];
  if (file.framing === 'content-length') headers.push(['Content-Length', String(rangeLength(range))]);
  if (file.ranges) headers.push(['Accept-Ranges', 'bytes']);
  if (status === 206) headers.push(['Content-Range', `bytes ${range.start}-${range.end - 1}/${file.sizeBytes}`]);
  if (file.etag !== null) headers.push(['ETag', file.etag]);
  if (file.lastModified !== null) headers.push(['Last-Modified', file.lastModified]);
  if (file.digest) headers.push(['Repr-Digest', reprDigest(file)]);
  if (file.disposition !== null) headers.push(['Content-Disposition', file.disposition]);
  return {
    ...EMPTY_RESPONSE,
    status,
    headers: [...headers, ...file.headers],
    body: [seededSegment(file, range)],
    chunked: file.framing === 'chunked',
    closeAfter: file.framing === 'until-close',
    bytesPerSecond: file.bytesPerSecond,
    range: status === 206 ? range : null,
    ofFile: true,
  };
}

const digests = new Map<string, string>();

function reprDigest({ seed, sizeBytes }: ServedFile): string {
  const key = `${seed}:${sizeBytes}`;
  const value = digests.get(key) ?? `sha-256=:${Buffer.from(sha256OfSeed(seed, sizeBytes), 'hex').toString('base64')}:`;
  digests.set(key, value);
  return value;
}

/** RFC 9110 §6.4.1: these responses have no content, whatever their headers say. */
function isBodiless(status: number): boolean {
  return status < 200 || status === 204 || status === 304;
}

function preconditionsHold(file: ServedFile, { headers }: RequestHead): boolean {
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined) return ifMatch === '*' || ifMatch.split(',').some((etag) => stronglyEqual(etag.trim(), file.etag));
  const since = Date.parse(headers['if-unmodified-since'] ?? '');
  return Number.isNaN(since) || file.lastModified === null || Date.parse(file.lastModified) <= since;
}

/** RFC 9110 §13.1.5: an ETag is compared strongly, a date exactly. */
function ifRangeHolds(file: ServedFile, { headers }: RequestHead): boolean {
  const condition = headers['if-range'];
  if (condition === undefined) return true;
  return condition.includes('"') ? stronglyEqual(condition, file.etag) : condition === file.lastModified;
}

/** RFC 9110 §8.8.3.2. */
function stronglyEqual(asked: string, etag: string | null): boolean {
  return asked === etag && !asked.startsWith('W/');
}

/** The bytes that are meant, cut at the end of the file; null when there are none (RFC 9110 §14.1.2). */
export function resolveRange(asked: AskedRange, sizeBytes: number): ByteRange | null {
  const start = asked.kind === 'suffix' ? Math.max(0, sizeBytes - asked.length) : asked.start;
  const end = asked.kind === 'suffix' ? sizeBytes : Math.min(asked.end ?? sizeBytes, sizeBytes);
  return start < end ? byteRange(start, end) : null;
}
