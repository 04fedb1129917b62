// When sources last changed. A folder's own time counts where nothing is built into it: it tells of files that were removed.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const NOT_SOURCES = new Set(['node_modules', 'out', 'dist', '.tsbuild', 'coverage', 'test-results', 'e2e']);

/**
 * The time of the newest change in these files and folders, in milliseconds; 0 when none exists. Tests and built files do not count.
 * @param {readonly string[]} paths
 * @returns {number}
 */
export function newestChangeMs(paths) {
  return Math.max(0, ...paths.map(changeMs));
}

/**
 * @param {string} path
 * @returns {number}
 */
function changeMs(path) {
  const info = statSync(path, { throwIfNoEntry: false });
  if (info === undefined) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  const names = readdirSync(path);
  const sources = names.filter((name) => !NOT_SOURCES.has(name) && !/\.test\.\w+$/.test(name));
  const ownMs = names.includes('package.json') ? 0 : info.mtimeMs;
  return Math.max(ownMs, newestChangeMs(sources.map((name) => join(path, name))));
}
