/**
 * `sluice:add?url=…&url=…`, which any web page may send: hostile input. It fills the Add dialog and never does anything by itself.
 * Only whole addresses of schemes that Sluice fetches are taken; anything else makes the link none.
 */
import { parseAddress } from '@sluice/engine';

const LINK_SCHEME = 'sluice';
/** Beside http and https. */
const OBJECT_SCHEMES: readonly string[] = ['oss:', 's3:'];
const MAX_LENGTH = 64 * 1024;
const MAX_ADDRESSES = 100;

export function isDeepLink(text: string): boolean {
  return text.slice(0, LINK_SCHEME.length + 1).toLowerCase() === `${LINK_SCHEME}:`;
}

/** The addresses, in order and without duplicates; null when this is not such a link, or any part of it is not as it must be. */
export function readDeepLink(text: string): readonly string[] | null {
  const query = text.length > MAX_LENGTH ? undefined : /^sluice:(?:\/\/)?add\/?\?([^#]*)$/i.exec(text)?.[1];
  if (query === undefined) return null;
  const pairs = [...new URLSearchParams(query)];
  if (pairs.length === 0 || pairs.length > MAX_ADDRESSES || pairs.some(([key]) => key !== 'url')) return null;
  const addresses = pairs.map(([, value]) => parseAddress(value, OBJECT_SCHEMES));
  const urls = addresses.flatMap((address) => (address.kind === 'ok' ? [address.url] : []));
  return urls.length === addresses.length ? [...new Set(urls)] : null;
}
