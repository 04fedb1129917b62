/** Where callers may have files put: the download folder and what lies inside of it, whatever links say (law 8). */
import { mkdirSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';

/**
 * The real path of the folder, which is made where it is missing; a relative one begins at `root`. Null: it lies outside of `root`, a link
 * leads out, or it can't be made.
 */
export function allowedFolder(asked: string, root: string): string | null {
  if (asked.includes('\0')) return null;
  const wanted = resolve(root, asked);
  try {
    mkdirSync(root, { recursive: true });
    const realRoot = realpathSync(root);
    // Before anything is made: the nearest folder that exists must lie inside already.
    if (!isInside(realAncestor(wanted), realRoot)) return null;
    mkdirSync(wanted, { recursive: true });
    const real = realpathSync(wanted);
    return isInside(real, realRoot) ? real : null;
  } catch {
    return null;
  }
}

function realAncestor(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const parent = dirname(path);
    if (parent === path) throw error;
    return realAncestor(parent);
  }
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
