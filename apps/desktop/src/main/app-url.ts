/** The page's addresses: which are the window's own, and which file each of them names. */
import { join, sep } from 'node:path';

export const APP_SCHEME = 'sluice-app';
const APP_ORIGIN = `${APP_SCHEME}://window`;
export const START_URL = `${APP_ORIGIN}/index.html`;
export const BASKET_URL = `${APP_ORIGIN}/basket.html`;

/** Whether the address is a page of this program. */
export function isOwnUrl(url: string): boolean {
  return url.startsWith(`${APP_ORIGIN}/`);
}

/** The file that the address names inside `folder`, or null for anything that is not plainly in it. */
export function assetPath(folder: string, url: string): string | null {
  if (!isOwnUrl(url)) return null;
  const name = decoded(url.slice(APP_ORIGIN.length).replace(/[?#].*$/s, ''));
  if (name === null || /[\\\0]/.test(name)) return null;
  const path = join(folder, name);
  return path.startsWith(folder + sep) && !path.endsWith(sep) ? path : null;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
