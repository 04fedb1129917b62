/** Where a redirect may lead (spec B8). Whether credentials go along is decided by origin, never by the server. */
import { type HttpFailure, withoutOws } from '@sluice/model';
import { MAX_ADDRESS_LENGTH } from './address.ts';
import { parseUrl } from './parse-url.ts';
import { utf8FromLatin1 } from './utf8-from-latin1.ts';

export const MAX_REDIRECTS = 10;

export interface RedirectClues {
  /** The absolute http(s) URL that answered, as it was resolved: with the user's userinfo where it still applies. */
  readonly from: string;
  readonly status: number;
  /** The header's value; null when it was absent or ambiguous. */
  readonly location: string | null;
  /** How many redirects were followed already. */
  readonly hops: number;
  /** Whether the user allowed https to lead to http. */
  readonly allowInsecure: boolean;
}

export type NextHop =
  /**
   * `sameOrigin` is relative to `from`. Once it was false on a chain, it stays false for the caller: a detour over another origin
   * must not bring credentials back.
   */
  | { readonly kind: 'follow'; readonly url: string; readonly sameOrigin: boolean }
  | { readonly kind: 'refused'; readonly failure: HttpFailure };

/** Whether the status is one that a GET follows: 301, 302, 303, 307, 308 (RFC 9110 §15.4). */
export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/** Decides on one redirect. The URL to follow has no fragment, and only the userinfo that `from` had, and that on the same origin only. */
export function nextHop({ from, status, location, hops, allowInsecure }: RedirectClues): NextHop {
  if (!isRedirect(status)) return refused({ kind: 'protocol', fault: 'status' });
  if (hops >= MAX_REDIRECTS) return refused({ kind: 'redirect', fault: 'too-many' });
  const reference = utf8FromLatin1(withoutOws((location ?? '').slice(0, MAX_ADDRESS_LENGTH + 1)));
  if (reference === '') return refused({ kind: 'redirect', fault: 'no-location' });
  const odd = (location ?? '').length > MAX_ADDRESS_LENGTH || /\p{Cc}/u.test(reference);
  const origin = new URL(from);
  const url = odd ? null : parseUrl(reference, origin);
  if (url === null) return refused({ kind: 'redirect', fault: 'bad-location' });
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refused({ kind: 'redirect', fault: 'scheme' });
  if (origin.protocol === 'https:' && url.protocol === 'http:' && !allowInsecure) return refused({ kind: 'redirect', fault: 'insecure' });
  const sameOrigin = url.origin === origin.origin;
  url.username = sameOrigin ? origin.username : '';
  url.password = sameOrigin ? origin.password : '';
  url.hash = '';
  if (url.href.length > MAX_ADDRESS_LENGTH) return refused({ kind: 'redirect', fault: 'bad-location' });
  return { kind: 'follow', url: url.href, sameOrigin };
}

function refused(failure: HttpFailure): NextHop {
  return { kind: 'refused', failure };
}
