/** What can be wrong with a server, as plain data. `select-faults.ts` says when a fault strikes, `respond-with-faults.ts` what it does. */
import type { ByteRange } from '@sluice/model';

/** Which requests for the file a fault strikes; all of them when empty. */
export interface FaultSelection {
  /** Strikes so often and then heals. */
  readonly times?: number;
  /** Leaves this many requests for the file alone before it strikes. */
  readonly onlyAfterFirst?: number;
  /** Strikes only a request whose first byte lies in this range; a request without Range starts at 0. */
  readonly forRange?: ByteRange;
}

/** Strikes before the file is looked at. */
export type AccessFault = { readonly strikes: 'access' } & (
  | { readonly kind: 'stall-head' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter: string | null }
  | { readonly kind: 'head-refused'; readonly status: number }
  | { readonly kind: 'expire-after'; readonly requests: number; readonly status: number }
  | { readonly kind: 'expire-each-after'; readonly requests: number; readonly status: number }
  | { readonly kind: 'cookie-bound'; readonly name: string }
  | { readonly kind: 'range-header-only'; readonly status: number }
  | { readonly kind: 'condition-refused'; readonly status: number }
  | { readonly kind: 'max-connections'; readonly connections: number; readonly then: number | 'reset' | 'refuse' }
  | { readonly kind: 'redirect'; readonly to: string; readonly status: number }
  | { readonly kind: 'redirect-loop' }
  | { readonly kind: 'html-login' }
);

/** Makes the file, or what is said of it, another. */
export type FileFault = { readonly strikes: 'file' } & (
  | { readonly kind: 'change-etag-after'; readonly requests: number }
  | { readonly kind: 'same-size-swap-after'; readonly requests: number }
  | { readonly kind: 'weak-etag' }
  | { readonly kind: 'no-etag' }
  | { readonly kind: 'no-validators' }
  | { readonly kind: 'per-node-etag' }
  | { readonly kind: 'ignore-range' }
  | { readonly kind: 'refuse-if-range' }
);

/** Distorts a 206; leaves other responses alone. */
export type RangeFault = { readonly strikes: 'range' } & (
  | { readonly kind: 'wrong-start'; readonly delta: number }
  | { readonly kind: 'wrong-end'; readonly delta: number }
  | { readonly kind: 'wrong-total'; readonly total: string }
  | { readonly kind: 'shorter-range'; readonly bytes: number }
  | { readonly kind: 'whole-body-as-206' }
  | { readonly kind: 'content-range-missing' }
  | { readonly kind: 'multipart-byteranges' }
);

/** Distorts any response with the file. */
export type ResponseFault = { readonly strikes: 'response' } & (
  | { readonly kind: 'drop-after'; readonly bytes: number }
  | { readonly kind: 'reset-after'; readonly bytes: number }
  | { readonly kind: 'stall-after'; readonly bytes: number }
  | { readonly kind: 'slow-drip'; readonly bytesPerSecond: number }
  | { readonly kind: 'short-body'; readonly bytes: number }
  | { readonly kind: 'long-body'; readonly bytes: number }
  | { readonly kind: 'bit-flip'; readonly at: number }
  | { readonly kind: 'gzip' }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'no-length' }
  | { readonly kind: 'bad-chunk' }
  | { readonly kind: 'two-content-lengths' }
  | { readonly kind: 'header-bomb'; readonly bytes: number }
  | { readonly kind: 'interim'; readonly status: number }
  | { readonly kind: 'malformed-head' }
  | { readonly kind: 'http10' }
  | { readonly kind: 'keep-alive-lie' }
  | { readonly kind: 'wrong-crc64' }
);

export type Fault = (AccessFault | FileFault | RangeFault | ResponseFault) & FaultSelection;

/** Closes the connection in the middle of the body, with a clean FIN. */
export function dropAfter(bytes: number, when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'drop-after', bytes, ...when };
}

/** Resets the connection (RST) in the middle of the body; the last bytes may be lost on the way. */
export function resetAfter(bytes: number, when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'reset-after', bytes, ...when };
}

/** Sends no more, and keeps the connection open. */
export function stallAfter(bytes: number, when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'stall-after', bytes, ...when };
}

/** Takes the request and never answers. */
export function stallHead(when: FaultSelection = {}): Fault {
  return { strikes: 'access', kind: 'stall-head', ...when };
}

/** Sends the body in drips of real time. */
export function slowDrip(bytesPerSecond: number, when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'slow-drip', bytesPerSecond, ...when };
}

/** Answers with another status, with `retryAfter` as seconds or as an HTTP-date. */
export function status(code: number, when: FaultSelection & { readonly retryAfter?: number | string } = {}): Fault {
  const { retryAfter, ...selection } = when;
  return {
    strikes: 'access',
    kind: 'status',
    status: code,
    retryAfter: retryAfter === undefined ? null : String(retryAfter),
    ...selection,
  };
}

/** After so many requests the file is another one, of the same size, and its validators say so. */
export function changeETagAfter(requests: number, when: FaultSelection = {}): Fault {
  return { strikes: 'file', kind: 'change-etag-after', requests, ...when };
}

/** After so many requests the bytes are others, while size and validators stay. */
export function sameSizeSwapAfter(requests: number, when: FaultSelection = {}): Fault {
  return { strikes: 'file', kind: 'same-size-swap-after', requests, ...when };
}

/** After so many GETs the link is dead. */
export function expireAfter(requests: number, code: number, when: FaultSelection = {}): Fault {
  return { strikes: 'access', kind: 'expire-after', requests, status: code, ...when };
}

/** Each address, its query included, serves so many GETs and is dead then: what a redirect with a short signature leads to. */
export function expireEachAfter(requests: number, code: number, when: FaultSelection = {}): Fault {
  return { strikes: 'access', kind: 'expire-each-after', requests, status: code, ...when };
}

/** Refuses a request with any header but Range, as a signature does that knows no other. */
export function rangeHeaderOnly(code: number, when: FaultSelection = {}): Fault {
  return { strikes: 'access', kind: 'range-header-only', status: code, ...when };
}

/** Refuses a request with If-Range, though the validator is unchanged. */
export function conditionRefused(code: number, when: FaultSelection = {}): Fault {
  return { strikes: 'access', kind: 'condition-refused', status: code, ...when };
}

/** Only the first GET gets the file; afterwards the link is unknown. */
export function oneTimeUrl(when: FaultSelection = {}): Fault {
  return expireAfter(1, 404, when);
}

/** Answers 200 with the whole file to a range request. */
export function ignoreRange(when: FaultSelection = {}): Fault {
  return { strikes: 'file', kind: 'ignore-range', ...when };
}

/** Answers 200 to every request with If-Range, though the validator is unchanged. */
export function refuseIfRange(when: FaultSelection = {}): Fault {
  return { strikes: 'file', kind: 'refuse-if-range', ...when };
}

/** A 206 whose range and body begin elsewhere than asked. */
export function wrongStart(delta: number, when: FaultSelection = {}): Fault {
  return { strikes: 'range', kind: 'wrong-start', delta, ...when };
}

/** A 206 whose Content-Range ends elsewhere than its body. */
export function wrongEnd(delta: number, when: FaultSelection = {}): Fault {
  return { strikes: 'range', kind: 'wrong-end', delta, ...when };
}

/** A 206 with another total; a text may be no number, or larger than numbers go. */
export function wrongTotal(total: number | string, when: FaultSelection = {}): Fault {
  return { strikes: 'range', kind: 'wrong-total', total: String(total), ...when };
}

/** A 206 that keeps its total to itself (`bytes 0-9/*`). */
export function starTotal(when: FaultSelection = {}): Fault {
  return wrongTotal('*', when);
}

/** An honest 206 for at most the first `bytes` of what was asked. */
export function shorterRange(bytes: number, when: FaultSelection = {}): Fault {
  return { strikes: 'range', kind: 'shorter-range', bytes, ...when };
}

/** A 206 with the Content-Range that was asked for, and the whole file as its body. */
export function wholeBodyAs206(when: FaultSelection = {}): Fault {
  return { strikes: 'range', kind: 'whole-body-as-206', ...when };
}

/** A 206 without Content-Range. */
export function contentRangeMissing(when: FaultSelection = {}): Fault {
  return { strikes: 'range', kind: 'content-range-missing', ...when };
}

/** A 206 that wraps its single range in multipart/byteranges. */
export function multipartByteranges(when: FaultSelection = {}): Fault {
  return { strikes: 'range', kind: 'multipart-byteranges', ...when };
}

/** So many bytes fewer than announced, then a clean end of the connection. */
export function shortBody(bytes: number, when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'short-body', bytes, ...when };
}

/** So many bytes more than announced. */
export function longBody(bytes: number, when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'long-body', bytes, ...when };
}

/** One wrong bit in the byte at file offset `at`. */
export function bitFlip(at: number, when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'bit-flip', at, ...when };
}

/** The ETag is marked weak. */
export function weakETag(when: FaultSelection = {}): Fault {
  return { strikes: 'file', kind: 'weak-etag', ...when };
}

/** Only Last-Modified is sent. */
export function noETag(when: FaultSelection = {}): Fault {
  return { strikes: 'file', kind: 'no-etag', ...when };
}

/** Neither ETag nor Last-Modified is sent. */
export function noValidators(when: FaultSelection = {}): Fault {
  return { strikes: 'file', kind: 'no-validators', ...when };
}

/** Two nodes take turns; they serve the same bytes under different ETags. */
export function perNodeETag(when: FaultSelection = {}): Fault {
  return { strikes: 'file', kind: 'per-node-etag', ...when };
}

/** The whole file compressed, though identity was asked for. The file must be small: it is compressed in memory. */
export function gzip(when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'gzip', ...when };
}

/** The body comes chunked, without Content-Length. */
export function chunked(when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'chunked', ...when };
}

/** The body ends with the connection, without Content-Length. */
export function noLength(when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'no-length', ...when };
}

/** A chunked body that ends in a chunk size that is none. */
export function badChunk(when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'bad-chunk', ...when };
}

/** A second Content-Length that contradicts the first. */
export function twoContentLengths(when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'two-content-lengths', ...when };
}

/** A response head with at least so many bytes of headers. */
export function headerBomb(bytes: number, when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'header-bomb', bytes, ...when };
}

/** An interim response (1xx) comes before the real one. */
export function interim(code: number, when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'interim', status: code, ...when };
}

/** The response begins with a line that is not HTTP. */
export function malformedHead(when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'malformed-head', ...when };
}

/** Speaks HTTP/1.0: closes after each response. */
export function http10(when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'http10', ...when };
}

/** Announces keep-alive and closes. */
export function keepAliveLie(when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'keep-alive-lie', ...when };
}

/** An object store's checksum header (`x-oss-hash-crc64ecma`, `x-amz-checksum-crc64nvme`) that its bytes don't have. */
export function wrongCrc64(when: FaultSelection = {}): Fault {
  return { strikes: 'response', kind: 'wrong-crc64', ...when };
}

/** Leads elsewhere; `to` may be relative, and `{n}` in it is the number of the request. */
export function redirect(to: string, code = 302, when: FaultSelection = {}): Fault {
  return { strikes: 'access', kind: 'redirect', to, status: code, ...when };
}

/** Leads to itself for ever. */
export function redirectLoop(when: FaultSelection = {}): Fault {
  return { strikes: 'access', kind: 'redirect-loop', ...when };
}

/** 403 for who does not bring the cookie. */
export function cookieBound(name: string, when: FaultSelection = {}): Fault {
  return { strikes: 'access', kind: 'cookie-bound', name, ...when };
}

/** A login page (200, text/html) instead of the file. */
export function htmlLogin(when: FaultSelection = {}): Fault {
  return { strikes: 'access', kind: 'html-login', ...when };
}

/** HEAD is not allowed, or not understood. */
export function headRefused(code: number, when: FaultSelection = {}): Fault {
  return { strikes: 'access', kind: 'head-refused', status: code, ...when };
}

/**
 * More than so many at a time are turned away: with a status or a reset, counting requests for the file under way; or
 * with `refuse` already at the door (ECONNREFUSED), counting the open connections of the whole origin.
 */
export function maxConnections(connections: number, then: number | 'reset' | 'refuse', when: FaultSelection = {}): Fault {
  return { strikes: 'access', kind: 'max-connections', connections, then, ...when };
}
