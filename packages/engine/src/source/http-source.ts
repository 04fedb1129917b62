/** Plain http(s) addresses: which headers a range request carries, and which stay behind (spec A2, B1, B2, B8). */
import { assertNever, byteRange, isHeader, type Failure, type Validator } from '@sluice/model';
import type { TransportRequest } from '../transfer/transport.ts';
import { parseHttpDate } from './http-date.ts';
import { isPresigned } from './presigned.ts';
import { headerValue, type ResponseHead } from './response-head.ts';
import { retryAfterMs } from './retry-after.ts';
import type { RangeAsk, Source } from './source.ts';
import { USER_AGENT } from './user-agent.ts';

type Header = readonly [name: string, value: string];

/** What the engine alone decides: framing, the connection, and what the checks of responses rest on. */
const OURS: ReadonlySet<string> = new Set([
  'range',
  'if-range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'accept-encoding',
  'host',
  'connection',
  'proxy-connection',
  'keep-alive',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'content-length',
  'transfer-encoding',
]);

/**
 * The source of http: and https: addresses. `userAgent` is asked for every request that names no program of its own; null: this one.
 * `request` reads nothing else but its argument.
 */
export function openHttpSource(userAgent: () => string | null) {
  return {
    serves: (scheme: string) => scheme === 'http:' || scheme === 'https:',
    request: (ask: RangeAsk): Promise<TransportRequest> =>
      Promise.resolve(ask).then((given) => httpRequest(given, userAgent() ?? USER_AGENT)),
    explain,
  } satisfies Source;
}

/** The one that says what this program is. */
export const httpSource = openHttpSource(() => null);

function explain(head: ResponseHead): Failure {
  if (head.status < 400 || head.status > 599) return { kind: 'protocol', fault: 'status' };
  // The server's own clock: its Retry-After date is meant by it, however wrong ours is.
  const nowMs = parseHttpDate(headerValue(head, 'date')?.trim() ?? '');
  const value = headerValue(head, 'retry-after');
  const waitMs = nowMs === null && parseHttpDate(value?.trim() ?? '') !== null ? null : retryAfterMs(value, nowMs ?? 0);
  return { kind: 'http-status', status: head.status, retryAfterMs: waitMs };
}

/** The GET for a range. Throws on a fault of the caller: a URL that `parseAddress` would refuse, or an impossible range. */
function httpRequest(ask: RangeAsk, userAgent: string): TransportRequest {
  const url = new URL(ask.url);
  const personal = ask.sameOrigin && !isPresigned(ask.url) ? personalHeaders(url, ask.secrets.headers) : [];
  url.username = '';
  url.password = '';
  url.hash = '';
  if (ask.bare === true) return { url: url.href, headers: ask.plain === true ? [] : [rangeHeader(ask)] };
  return { url: url.href, headers: [...withDefaults(personal, userAgent), ...rangeHeaders(ask)] };
}

/** The user's headers, and the URL's credentials where the user gave no others. */
function personalHeaders(url: URL, given: readonly Header[]): readonly Header[] {
  const sendable = given.filter(isSendable);
  return names(sendable).has('authorization') ? sendable : [...basicAuthorization(url), ...sendable];
}

function rangeHeaders(ask: RangeAsk): readonly Header[] {
  if (ask.plain === true) return [['Accept-Encoding', 'identity']];
  const conditions: readonly Header[] = ask.validator === null ? [] : [['If-Range', ifRange(ask.validator)]];
  return [rangeHeader(ask), ...conditions, ['Accept-Encoding', 'identity']];
}

function rangeHeader({ start, end }: RangeAsk): Header {
  const range = byteRange(start, end ?? Number.MAX_SAFE_INTEGER);
  if (range.start === range.end) throw new RangeError(`an empty range has no HTTP form: [${start}, ${end})`);
  return ['Range', `bytes=${start}-${end === null ? '' : end - 1}`];
}

function ifRange(validator: Validator): string {
  switch (validator.kind) {
    case 'strong-etag':
      return validator.etag;
    case 'strong-date':
      return validator.lastModified;
    default:
      return assertNever(validator);
  }
}

/** Where the user names a header, ours stays away; the user's own repeated names stay repeated. */
function withDefaults(personal: readonly Header[], userAgent: string): readonly Header[] {
  return names(personal).has('user-agent') ? personal : [['User-Agent', userAgent], ...personal];
}

function names(headers: readonly Header[]): ReadonlySet<string> {
  return new Set(headers.map(([name]) => name.toLowerCase()));
}

/** Whether a header of the user's may go into a request: the engine's own may not, nor what can't be a header. */
export function isSendable([name, value]: Header): boolean {
  return !OURS.has(name.toLowerCase()) && isHeader(name, value);
}

/** RFC 7617, in UTF-8. */
function basicAuthorization({ username, password }: URL): readonly Header[] {
  if (username === '' && password === '') return [];
  const credentials = Buffer.from(`${decoded(username)}:${decoded(password)}`, 'utf8').toString('base64');
  return [['Authorization', `Basic ${credentials}`]];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
