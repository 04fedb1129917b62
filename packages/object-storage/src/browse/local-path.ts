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

/** What a folder is called that has the name of a file: a key `a` and a key `a/b` are two objects, but no disk has both. */
export const BESIDE_FILE = '~folder';

/**
 * The local paths of keys in the order of a list. There, a key `a` comes before every `a/…`, and only keys that begin with `a` come in
 * between: so what has to be remembered is never more than the beginnings of one key.
 */
export class LocalPaths {
  readonly #base: string;
  readonly #files: ReadonlySet<string>;
  readonly #before: string[] = [];

  /** `files`: keys that get a file whatever the list says. */
  constructor(base: string, files: ReadonlySet<string> = new Set()) {
    this.#base = base;
    this.#files = files;
  }

  /** As `localPath`, and no folder has the path of a file. */
  place(key: string): LocalPath | null {
    while (this.#before.length > 0 && !key.startsWith(this.#before.at(-1) ?? '')) this.#before.pop();
    const local = localPath(key, this.#base);
    if (local === null) return null;
    let end = key.startsWith(this.#base) ? this.#base.length : 0;
    const folders = local.folders.map((folder) => {
      end = key.indexOf('/', end);
      const above = key.slice(0, end);
      end += 1;
      return this.#files.has(above) || this.#before.includes(above) ? `${folder}${BESIDE_FILE}` : folder;
    });
    this.#before.push(key);
    return { folders, name: local.name };
  }
}

/** The part of a prefix that stays out of local paths, so that `a/b/` brings a folder `b`, and the midst of a name, `a/b`, whole names. */
export function baseOf(prefix: string): string {
  return prefix.slice(0, prefix.lastIndexOf('/', prefix.length - 2) + 1);
}

/** The segment itself where it is safe. */
function safeSegment(segment: string): string {
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
