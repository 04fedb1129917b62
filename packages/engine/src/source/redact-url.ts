/** What may be shown, logged or stored in the clear: addresses without what opens them (spec D4). Works on any text and never throws. */
import { parseUrl } from './parse-url.ts';

const HIDDEN = '…';
const SECRET_NAME = /^x-(?:amz|oss|goog)-|token|key|sig|auth|secret|pass|pwd|credential|cookie|session|policy|jwt|hmac/i;
/** Whole names: too short or too common to be looked for inside others. Akamai's and nginx's signed links, OAuth's code. */
const SECRET_NAMES: ReadonlySet<string> = new Set(['code', 'hdnea', 'hdnts', 'hdntl', 'md5', 'sid', 'hash', 'verify']);
/** An Azure signature's companions; harmless words elsewhere, so only beside a `sig`. */
const AZURE_NAMES: ReadonlySet<string> = new Set('se sp sv sr st ss srt spr sip skt ske sks skv skoid sktid'.split(' '));
const MAX_TEXT = 8192;

/**
 * The URL without userinfo and fragment, the values of secret-looking query parameters replaced by `…`; the rest stays as given,
 * `Expires` included. Never longer than the input.
 */
export function redactUrl(url: string): string {
  // A URL parser passes over these, so they must not hide a name from the patterns here.
  const plain = url.replace(/[\t\r\n]/g, '');
  const [beforeFragment = ''] = plain.split('#', 1);
  const queryAt = beforeFragment.indexOf('?');
  if (queryAt < 0) return withoutUserinfo(beforeFragment, plain);
  return `${withoutUserinfo(beforeFragment.slice(0, queryAt), plain)}?${redactQuery(beforeFragment.slice(queryAt + 1))}`;
}

/** A text that may hold addresses, `name=value` pairs or header lines, with their secrets hidden. At most 8,192 characters of it. */
export function redactText(text: string): string {
  return text
    .slice(0, MAX_TEXT)
    .replace(/\b(authorization|cookie2?)([ \t]{0,8}[:=])[^\r\n]*/gi, `$1$2 ${HIDDEN}`)
    .replace(/\b(bearer|basic)[ \t]{1,8}[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`)
    .split(/([\s"'<>`]+)/)
    .map((word) => redactWord(word))
    .join('');
}

function redactWord(word: string): string {
  if (word.includes('://')) return redactUrl(word);
  // `user:password@host` without a scheme.
  const at = word.lastIndexOf('@');
  const bare = at > 0 && word.slice(0, at).includes(':') ? `${HIDDEN}${word.slice(at)}` : word;
  return bare.includes('=') ? redactPairs(bare, /([?&;,])/) : bare;
}

function withoutUserinfo(head: string, url: string): string {
  const schemeEnd = head.indexOf('://');
  const start = schemeEnd < 0 ? head.indexOf(':') + 1 : schemeEnd + 3;
  // Where the text is no valid URL, a password may hold the very character that would end the authority.
  const authorityEnd = parseUrl(url) !== null ? head.slice(start).search(/(?<=[^/\\])[/\\]/) : -1;
  const end = authorityEnd < 0 ? head.length : start + authorityEnd;
  const at = head.lastIndexOf('@', end - 1);
  const bare = at < start ? head : head.slice(0, start) + head.slice(at + 1);
  return withoutPathSecrets(bare);
}

/** Addresses inside the path (`http://a,http://user:password@b`), and path parameters such as `;jsessionid=…`. */
function withoutPathSecrets(head: string): string {
  return head
    .replace(/:\/\/[^/\\]*@/g, '://')
    .replace(/;([^;=/]{1,64})=[^;/]+/g, (pair, name: string) => (isSecretName(decoded(name)) ? `;${name}=${HIDDEN}` : pair));
}

function redactQuery(query: string): string {
  return redactPairs(query, /([&;])/);
}

function redactPairs(text: string, separators: RegExp): string {
  const pieces = text.split(separators);
  const azure = pieces.some((piece) => /^sig=/i.test(piece));
  return pieces.map((piece) => redactPair(piece, azure)).join('');
}

function redactPair(pair: string, azure: boolean): string {
  const equals = pair.indexOf('=');
  if (equals < 0 || equals === pair.length - 1) return pair;
  const name = decoded(pair.slice(0, equals));
  if (tellsExpiry(name, decoded(pair.slice(equals + 1)))) return pair;
  const hide =
    isSecretName(name) || (azure && AZURE_NAMES.has(name.toLowerCase())) || holdsSecret(decoded(decoded(pair.slice(equals + 1))));
  return hide ? `${pair.slice(0, equals + 1)}${HIDDEN}` : pair;
}

/** When a link ends to work is shown, and read again from what is stored (spec D3); only in a form that can carry nothing else. */
function tellsExpiry(name: string, value: string): boolean {
  if (/^x-(?:amz|oss|goog)-(?:date|expires)$/i.test(name)) return /^(?:\d{1,12}|\d{8}T\d{6}Z)$/.test(value);
  return /^se$/i.test(name) && /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?$/.test(value);
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) || SECRET_NAMES.has(name.toLowerCase());
}

/** Whether a parameter's value is itself an address with a secret, as in `?redirect=https%3A%2F%2F…%3Ftoken%3D…`. */
function holdsSecret(value: string): boolean {
  if (value.includes('://') && value.includes('@')) return true;
  return value.split(/[?&;#]/).some((piece) => piece.includes('=') && isSecretName(decoded(piece.slice(0, piece.indexOf('=')))));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
