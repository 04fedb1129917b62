/** What a user typed, pasted or dropped, read as addresses. The first border that hostile text meets. */
import { OBJECT_SCHEMES, parseObjectAddress, type InputFailure } from '@sluice/model';
import { boundedText } from './bounded-text.ts';
import { parseUrl } from './parse-url.ts';
import { redactText } from './redact-url.ts';

export type Address =
  | { readonly kind: 'ok'; readonly url: string; /** With its colon, such as `https:`. */ readonly scheme: string }
  | { readonly kind: 'refused'; readonly failure: InputFailure };

/** The longest address that is taken, as given and once encoded. */
export const MAX_ADDRESS_LENGTH = 64 * 1024;
const MAX_PASTE_LENGTH = 4 * 1024 * 1024;
const MAX_ADDRESSES = 10_000;
const SHOWN_LENGTH = 200;

/**
 * Reads one address: http, https, and the schemes given in addition (such as `oss:`). An http(s) address comes back as the
 * WHATWG URL parser writes it, userinfo and fragment included; others exactly as given, because their keys must survive
 * unnormalised (spec G1). No host, control characters, or more than 64 KiB: `invalid-url`, its text bounded and free of secrets.
 */
export function parseAddress(text: string, schemes: readonly string[] = []): Address {
  const given = text.slice(0, MAX_ADDRESS_LENGTH + 1024).trim();
  const scheme = schemeOf(given);
  if (scheme === null || given.length > MAX_ADDRESS_LENGTH || /\p{Cc}/u.test(given)) return invalid(given);
  if (scheme === 'http:' || scheme === 'https:') return parseHttp(given, scheme);
  if (!schemes.includes(scheme)) return { kind: 'refused', failure: { kind: 'unsupported-scheme', scheme: boundedText(scheme, 32) } };
  if (OBJECT_SCHEMES.includes(scheme) && parseObjectAddress(given) === null) return invalid(given);
  return /^[^:]+:\/\/[^/?#\s]/.test(given) ? { kind: 'ok', url: given, scheme } : invalid(given);
}

/**
 * All http(s) addresses (and those of the given schemes) in any pasted text: in order, without duplicates, without the brackets,
 * quotes and punctuation around them. Looks at the first 4 Mi characters and finds at most 10,000.
 */
export function addressesIn(text: string, schemes: readonly string[] = []): readonly string[] {
  const names = ['https?', ...schemes.map((scheme) => scheme.replace(/:$/, '').replace(/[^a-z0-9]/gi, '\\$&'))];
  const start = new RegExp(`(?<![a-z0-9])(?:${names.join('|')})://`, 'gi');
  const pasted = text.slice(0, MAX_PASTE_LENGTH);
  const found = new Set<string>();
  for (let match = start.exec(pasted); match !== null && found.size < MAX_ADDRESSES; match = start.exec(pasted)) {
    const candidate = candidateAt(pasted, match.index);
    const address = parseAddress(candidate, schemes);
    if (address.kind === 'ok') found.add(address.url);
    start.lastIndex = match.index + Math.max(candidate.length, match[0].length);
  }
  return [...found];
}

/**
 * Those of some addresses, as `parseAddress` gives them, that lead to different places, in order. What differs only behind `#` is the
 * same: an http(s) fragment is never sent (RFC 9110 §7.1). In an object's key it is a character like any other.
 */
export function withoutRepeats(urls: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return urls.filter((url) => {
    const asked = /^https?:/.test(url) ? url.replace(/#.*$/s, '') : url;
    return !seen.has(asked) && seen.add(asked);
  });
}

function parseHttp(given: string, scheme: string): Address {
  // The WHATWG parser would repair `https:host` and `https:///host`; what was meant is then a guess.
  const url = /^https?:\/\/[^/?#\\\s]/i.test(given) ? parseUrl(given) : null;
  return url === null || url.href.length > MAX_ADDRESS_LENGTH ? invalid(given) : { kind: 'ok', url: url.href, scheme };
}

function schemeOf(text: string): string | null {
  const found = /^([a-z][a-z0-9+.-]{0,63}:)(\d{1,5}(?![^/?#]))?/i.exec(text);
  // `host:8080/path` has a port, not a scheme.
  return found?.[1] === undefined || found[2] !== undefined ? null : found[1].toLowerCase();
}

function invalid(text: string): Address {
  return { kind: 'refused', failure: { kind: 'invalid-url', text: boundedText(redactText(text), SHOWN_LENGTH) } };
}

/** What can't be part of a pasted address: space, quotes, angle brackets, and the full-width punctuation that ends one in Chinese and Japanese text; nor the next address of a list without spaces. */
const END = /[\s\p{Cc}"<>`{}|^“”‘’«»，。；、！？「」『』【】《》（）]|[,;][a-z][a-z0-9+.-]{0,31}:\/\//iu;
/** The same for an address that began behind an apostrophe. */
const END_OR_APOSTROPHE = new RegExp(`'|${END.source}`, 'iu');
const TRAILING = ".,;:!?'*…";
const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[' };

function candidateAt(text: string, start: number): string {
  const window = text.slice(start, start + MAX_ADDRESS_LENGTH + 1);
  const end = window.search(text[start - 1] === "'" ? END_OR_APOSTROPHE : END);
  return withoutTrailing(end < 0 ? window : window.slice(0, end));
}

/** Drops punctuation that belongs to the sentence, and closing brackets that were opened before the address. */
function withoutTrailing(text: string): string {
  const surplus: Record<string, number> = {};
  for (const [closer, opener] of Object.entries(CLOSERS)) surplus[closer] = text.split(closer).length - text.split(opener).length;
  let end = text.length;
  for (; end > 0; end -= 1) {
    const last = text.charAt(end - 1);
    if ((surplus[last] ?? 0) > 0) surplus[last] = (surplus[last] ?? 0) - 1;
    else if (!TRAILING.includes(last)) break;
  }
  return text.slice(0, end);
}
