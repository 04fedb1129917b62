// The tree of files as it will be installed.
import { cpSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Copies everything to its place under `root`.
 * @param {readonly { from: string, to: string }[]} contents
 * @param {string} root
 * @returns {number} the bytes of all files
 */
export function layOut(contents, root) {
  for (const { from, to } of contents) {
    const target = join(root, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  return bytesIn(root);
}

/**
 * @param {string} path
 * @returns {number}
 */
function bytesIn(path) {
  const info = lstatSync(path);
  if (!info.isDirectory()) return info.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0);
}
