/** Settles which path a job's file gets, by the user's conflict policy (spec A7). */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assertNever, type ConflictPolicy } from '@sluice/model';
import { diskFailure, errnoOf, failed, type DiskFailed } from './disk-failure.ts';
import { isMissing } from './file-identity.ts';
import { numberedName } from './numbered-name.ts';
import { partPathOf } from './part-path.ts';
import type { SeenFolders } from './seen-folders.ts';

export type TargetChoice =
  | { readonly kind: 'use'; readonly path: string }
  /** The policy is `skip`, and this file is there. */
  | { readonly kind: 'exists'; readonly path: string }
  /** The policy is `ask`, and this file is there. */
  | { readonly kind: 'ask'; readonly path: string }
  | DiskFailed;

const MAX_ATTEMPTS = 9_999;

/**
 * The path for `name` in `directory`. Names that differ only in case, or in the way accents are composed, collide on every system,
 * so that a folder can be copied to any other. `isTaken` tells of paths that other jobs hold, whether or not they are on the disk.
 * Only a look at the folder: the commit decides again, without a race. With `seen`, a name that the folder did not have a moment ago
 * is only looked for by itself.
 */
export async function chooseTarget(
  directory: string,
  name: string,
  policy: ConflictPolicy,
  isTaken: (path: string) => boolean,
  seen: SeenFolders | null = null,
): Promise<TargetChoice> {
  const quick = seen === null ? null : await freeAtAGlance(directory, name, isTaken, seen);
  if (quick !== null) return quick;
  const listing = await listFolder(directory);
  if (listing.kind === 'failed') return listing;
  const { entries } = listing;
  seen?.noteNames(directory, entries.keys());
  if (policy === 'keep-both') return firstFree(directory, name, entries, isTaken);
  const path = join(directory, name);
  const present = entries.get(folded(name));
  if (present !== undefined) {
    const presentPath = join(directory, present.name);
    switch (policy) {
      case 'skip':
        return { kind: 'exists', path: presentPath };
      case 'ask':
        return { kind: 'ask', path: presentPath };
      case 'overwrite':
        if (present.isDirectory) return failed({ kind: 'target-exists', path: presentPath });
        break;
      default:
        return assertNever(policy);
    }
  }
  if (isTaken(path) || isTaken(partPathOf(path))) return failed({ kind: 'target-in-use', path });
  if (entries.has(folded(partPathOf(name)))) return failed({ kind: 'part-file-foreign', path: partPathOf(path) });
  return { kind: 'use', path };
}

/** Null: the folder has to be read, because it was not a moment ago, or because something may have the name. */
async function freeAtAGlance(
  directory: string,
  name: string,
  isTaken: (path: string) => boolean,
  seen: SeenFolders,
): Promise<{ readonly kind: 'use'; readonly path: string } | null> {
  const names = seen.names(directory);
  const path = join(directory, name);
  if (names === null || names.has(folded(name)) || names.has(folded(partPathOf(name)))) return null;
  if (isTaken(path) || isTaken(partPathOf(path))) return null;
  const free = await Promise.all([isMissing(path), isMissing(partPathOf(path))]);
  if (!free.every(Boolean)) return null;
  names.add(folded(name));
  return { kind: 'use', path };
}

/** The first of `name`, `name (1)`, `name (2)`, … that is free in `directory`. */
export async function nextFreePath(
  directory: string,
  name: string,
  isTaken: (path: string) => boolean,
): Promise<{ readonly kind: 'use'; readonly path: string } | DiskFailed> {
  const listing = await listFolder(directory);
  return listing.kind === 'failed' ? listing : firstFree(directory, name, listing.entries, isTaken);
}

interface Entry {
  readonly name: string;
  readonly isDirectory: boolean;
}

/** What the folder holds, by folded name. A link is an entry of its own, wherever it leads. */
type Entries = ReadonlyMap<string, Entry>;

function firstFree(
  directory: string,
  name: string,
  entries: Entries,
  isTaken: (path: string) => boolean,
): { readonly kind: 'use'; readonly path: string } | DiskFailed {
  for (let number = 0; number <= MAX_ATTEMPTS; number++) {
    const candidate = number === 0 ? name : numberedName(name, number);
    const path = join(directory, candidate);
    const onDisk = entries.has(folded(candidate)) || entries.has(folded(partPathOf(candidate)));
    if (!onDisk && !isTaken(path) && !isTaken(partPathOf(path))) return { kind: 'use', path };
  }
  return failed({ kind: 'target-exists', path: join(directory, name) });
}

async function listFolder(directory: string): Promise<{ readonly kind: 'listed'; readonly entries: Entries } | DiskFailed> {
  try {
    const dirents = await readdir(directory, { withFileTypes: true });
    const entries = dirents.map((dirent): [string, Entry] => [
      folded(dirent.name),
      { name: dirent.name, isDirectory: dirent.isDirectory() },
    ]);
    return { kind: 'listed', entries: new Map(entries) };
  } catch (error) {
    switch (errnoOf(error)) {
      case 'ENOENT':
        return failed({ kind: 'folder-missing', path: directory });
      case 'ENOTDIR':
        return failed({ kind: 'folder-not-a-folder', path: directory });
      default:
        return diskFailure(error, 'inspect', directory);
    }
  }
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
