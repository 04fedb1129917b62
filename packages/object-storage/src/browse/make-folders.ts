/** Makes the folders of a key below the download folder. A file that has a folder's name is left alone. */
import { lstat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '@sluice/model';
import { BESIDE_FILE } from './local-path.ts';

export type MadeFolder = { readonly kind: 'made'; readonly path: string } | { readonly kind: 'failed'; readonly failure: Failure };

/** Remembers the last one: keys come in order, so that most of them are in the folder of the one before. */
export class FolderMaker {
  readonly #root: string;
  #last: { readonly key: string; readonly made: MadeFolder } | null = null;

  constructor(root: string) {
    this.#root = root;
  }

  /** `folders` are safe names; the root itself must be there. */
  async make(folders: readonly string[]): Promise<MadeFolder> {
    const key = folders.join('/');
    if (this.#last?.key === key) return this.#last.made;
    const made = await makeBelow(this.#root, folders);
    this.#last = { key, made };
    return made;
  }
}

async function makeBelow(root: string, folders: readonly string[]): Promise<MadeFolder> {
  let path = root;
  for (const folder of folders) {
    const made = await makeOne(join(path, folder));
    if (made.kind === 'failed') return made;
    path = made.path;
  }
  return { kind: 'made', path };
}

async function makeOne(path: string): Promise<MadeFolder> {
  for (const candidate of [path, `${path}${BESIDE_FILE}`]) {
    try {
      await mkdir(candidate);
      return { kind: 'made', path: candidate };
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'EEXIST') return { kind: 'failed', failure: { kind: 'disk', operation: 'open', path: candidate, code } };
    }
    // A link that the user has put there leads where the user wants.
    const isFile = await lstat(candidate).then((stats) => !stats.isDirectory() && !stats.isSymbolicLink());
    if (!isFile) return { kind: 'made', path: candidate };
  }
  return { kind: 'failed', failure: { kind: 'folder-not-a-folder', path } };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EIO';
}
