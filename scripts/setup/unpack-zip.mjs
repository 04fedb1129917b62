// Unpacks chosen entries of a zip file with their permissions; yauzl reads entry by entry, so a 200 MB archive needs little memory.
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join, relative, isAbsolute } from 'node:path';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';

const FILE_TYPE_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/**
 * Unpacks into `folder` each entry for which `place` returns a path relative to it; null leaves the entry out.
 * Refuses paths that lead outside of the folder and symbolic links.
 * @param {string} zipPath
 * @param {string} folder
 * @param {(entryName: string) => string | null} place
 * @returns {Promise<number>} how many files were written
 */
export async function unpackZip(zipPath, folder, place) {
  const zip = await yauzl.openPromise(zipPath);
  let fileCount = 0;
  for await (const entry of zip.eachEntry()) {
    const target = entry.fileName.endsWith('/') ? null : place(entry.fileName);
    if (target === null) continue;
    const mode = unixMode(entry);
    if ((mode & FILE_TYPE_MASK) === SYMBOLIC_LINK) throw new Error(`${entry.fileName} is a symbolic link`);
    const path = insideOf(folder, target);
    mkdirSync(dirname(path), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { mode: mode & 0o777 || 0o644 }));
    fileCount += 1;
  }
  return fileCount;
}

/** @param {{ externalFileAttributes: number }} entry */
function unixMode(entry) {
  return entry.externalFileAttributes >>> 16;
}

/**
 * @param {string} folder
 * @param {string} target
 */
function insideOf(folder, target) {
  const path = join(folder, target);
  const way = relative(folder, path);
  if (way.startsWith('..') || isAbsolute(way)) throw new Error(`${target} leads outside of the folder`);
  return path;
}
