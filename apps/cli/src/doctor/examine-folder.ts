/** The folder for downloads: can it be written to, is there room, and what lies there unfinished that no job knows. */
import { accessSync, constants, readdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './code-of.ts';
import type { Finding } from './finding.ts';

const LOW_BYTES = 1024 ** 3;
const MOST_NAMES = 5;

/** `known`: the part files that jobs have; null: the list can't be read, so nothing is said of leftovers. */
export function examineFolder(path: string, known: ReadonlySet<string> | null): readonly Finding[] {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    const { bavail, bsize } = statfsSync(path);
    const freeBytes = bavail * bsize;
    return [{ kind: freeBytes < LOW_BYTES ? 'space-low' : 'space', path, freeBytes }, ...leftovers(path, known)];
  } catch (error) {
    return [{ kind: 'folder-refused', path, code: codeOf(error) }];
  }
}

function leftovers(path: string, known: ReadonlySet<string> | null): readonly Finding[] {
  if (known === null) return [];
  const names = readdirSync(path).filter((name) => name.endsWith('.part') && !known.has(join(path, name)));
  return names.length === 0 ? [] : [{ kind: 'leftovers', names: names.slice(0, MOST_NAMES), count: names.length, path }];
}
