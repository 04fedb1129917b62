/** Gives another program's file the name of a part file, or copies it there; until then it is only read. */
import { constants } from 'node:fs';
import { copyFile, link, lstat, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DiskFailure, PartFileIdentity } from '@sluice/model';
import { creationFailure, diskFailure, errnoOf, failed, type DiskFailed } from './disk-failure.ts';
import { identityOf, isMissing } from './file-identity.ts';
import { syncFolder } from './sync-folder.ts';

export interface TakenOver {
  readonly kind: 'taken';
  /** The part file, whose bytes are durable. */
  readonly identity: PartFileIdentity;
  /** The original is there as it was. */
  readonly copied: boolean;
  /** Brings everything back to how it was. */
  undo(): Promise<void>;
}

/** How volumes say that a file can't get a second name there. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'EINVAL', 'EMLINK']);

/**
 * `move`: the file gets the part file's name and loses its own. By a second link where there are links, so that nothing that appears
 * under that name at the last moment is replaced, and so that a crash leaves one file under either name. `copy`: the original stays;
 * where the volume can share blocks, a copy costs no room. Whatever is at `partPath` already is not ours: `part-file-foreign`.
 */
export async function takeOver(dataPath: string, partPath: string, how: 'move' | 'copy'): Promise<TakenOver | DiskFailed> {
  const placed = dataPath === partPath ? MOVED : how === 'copy' ? await copy(dataPath, partPath) : await move(dataPath, partPath);
  if (placed.kind === 'failed') return placed;
  const { copied } = placed;
  const undo = (): Promise<void> => putBack(dataPath, partPath, copied);
  const synced = await syncFile(partPath);
  if ('kind' in synced) {
    await undo();
    return synced;
  }
  return { kind: 'taken', identity: synced, copied, undo };
}

type Placed = { readonly kind: 'placed'; readonly copied: boolean } | DiskFailed;

const MOVED: Placed = { kind: 'placed', copied: false };

async function copy(dataPath: string, partPath: string): Promise<Placed> {
  try {
    await copyFile(dataPath, partPath, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    return { kind: 'placed', copied: true };
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return failed({ kind: 'part-file-foreign', path: partPath });
    const failure = await diskFailure(error, 'write', partPath);
    await unlink(partPath).catch(errnoOf);
    return failure;
  }
}

async function move(dataPath: string, partPath: string): Promise<Placed> {
  try {
    await link(dataPath, partPath);
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'EEXIST') return failed({ kind: 'part-file-foreign', path: partPath });
    // Another volume: there it can only be a copy, and the original stays.
    if (code === 'EXDEV') return copy(dataPath, partPath);
    return NO_LINKS.has(code) ? renameToFree(dataPath, partPath) : creationFailure(error, partPath);
  }
  try {
    await unlink(dataPath);
    return MOVED;
  } catch (error) {
    const failure = await diskFailure(error, 'rename', dataPath);
    await unlink(partPath).catch(errnoOf);
    return failure;
  }
}

async function renameToFree(dataPath: string, partPath: string): Promise<Placed> {
  try {
    await lstat(partPath);
    return failed({ kind: 'part-file-foreign', path: partPath });
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') return diskFailure(error, 'inspect', partPath);
  }
  try {
    await rename(dataPath, partPath);
    return MOVED;
  } catch (error) {
    return diskFailure(error, 'rename', dataPath);
  }
}

/** Law 1: the other program may never have synced what it claims. */
async function syncFile(path: string): Promise<PartFileIdentity | DiskFailed> {
  try {
    const handle = await open(path, constants.O_RDWR | constants.O_NOFOLLOW);
    try {
      await handle.sync();
      const identity = identityOf(path, await handle.stat({ bigint: true }));
      const unsynced: DiskFailure | null = await syncFolder(dirname(path));
      return unsynced === null ? identity : failed(unsynced);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return diskFailure(error, 'open', path);
  }
}

async function putBack(dataPath: string, partPath: string, copied: boolean): Promise<void> {
  if (dataPath === partPath) return;
  try {
    if (!copied && (await isMissing(dataPath))) await rename(partPath, dataPath);
    else await unlink(partPath);
  } catch (error) {
    errnoOf(error);
  }
}
