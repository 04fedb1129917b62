/**
 * Where an object below a prefix goes on the disk. Keys are hostile: every segment becomes one safe name, so that no key leaves the
 * folder, and a name that had to be changed carries a mark of what it was, so that two keys never share a path by accident. The mark
 * depends on the segment alone: the same object has the same path in every run, and no list of names is held.
 */
import { createHash } from 'node:crypto';
import { sanitizeName } from '@sluice/engine';

export interface LocalPath {
  /** One safe name for each level. */
  readonly folders: readonly string[];
  readonly name: string;
}

const MARK_LENGTH = 8;
/** What names may take; see `sanitizeName`. */
const MAX_NAME_BYTES = 239;

/** Null for what is no file: the mark of a folder, which ends with a slash. `base` is cut off where the key begins with it. */
export function localPath(key: string, base: string): LocalPath | null {
  const segments = (key.startsWith(base) ? key.slice(base.length) : key).split('/');
  const last = segments.at(-1);
  if (last === undefined || last === '') return null;
  return { folders: segments.slice(0, -1).map(safeSegment), name: safeSegment(last) };
}

/** The part of a prefix that stays out of local paths, so that `a/b/` brings a folder `b`, and the midst of a name, `a/b`, whole names. */
export function baseOf(prefix: string): string {
  return prefix.slice(0, prefix.lastIndexOf('/', prefix.length - 2) + 1);
}

/** The segment itself where it is safe. */
export function safeSegment(segment: string): string {
  const safe = segment === '' ? '_' : sanitizeName(segment);
  return safe === segment ? segment : marked(safe, segment);
}

function marked(safe: string, segment: string): string {
  const mark = `~${createHash('sha256').update(segment, 'utf8').digest('hex').slice(0, MARK_LENGTH)}`;
  const extension = /\.[^.\s]{1,16}$/u.exec(safe)?.[0] ?? '';
  let room = MAX_NAME_BYTES - Buffer.byteLength(mark + extension);
  let stem = '';
  for (const character of safe.slice(0, safe.length - extension.length)) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    stem += character;
  }
  return stem + mark + extension;
}
