/** Gives the part file its final name: race-free beside other programs, and so that nothing is lost whenever it is cut short. */
import { link, lstat, open, readFile, rename, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { DiskFailure, PartFileIdentity } from '@sluice/model';
import { creationFailure, diskFailure, errnoOf, failed, type DiskFailed } from './disk-failure.ts';
import { deletePartFile } from './delete-part-file.ts';
import { lookAt } from './file-identity.ts';
import { syncFolder } from './sync-folder.ts';

/** `placed`: the name is durable. */
export type Placed = { readonly kind: 'placed' } | { readonly kind: 'exists' } | DiskFailed;

/** How volumes say that they have no hard links (EISDIR: Windows on FAT), or none to spare for this file. */
const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'EACCES',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EXDEV',
  'EISDIR',
  'EINVAL',
  'EMLINK',
]);

/**
 * Names the file `targetPath` unless that name is taken, by anything. A second link and then the removal of the first is the one
 * portable way in which no file that appears at the last moment can be replaced; a crash in between leaves one file with two names,
 * which `recogniseCommit` knows.
 */
export async function placeNew(identity: PartFileIdentity, targetPath: string, makeLink: typeof link = link): Promise<Placed> {
  try {
    await makeLink(identity.path, targetPath);
  } catch (error) {
    const code = errnoOf(error);
    if (NO_LINKS.has(code)) return placeByClaim(identity, targetPath);
    if (code !== 'EEXIST') return diskFailure(error, 'rename', targetPath);
    const seen = await lookAt(targetPath, identity);
    if (seen.kind === 'failed') return seen;
    if (seen.kind !== 'ours') return { kind: 'exists' };
  }
  // A file system that keeps names in no order may else lose both of them, and with them every byte of a complete file.
  const unsynced = await syncFolder(dirname(targetPath));
  return unsynced === null ? dropPartName(identity) : failed(unsynced);
}

/** Names the file `targetPath` in place of the file, or of the link itself, that has the name. A folder there is a failure. */
export async function placeOver(identity: PartFileIdentity, targetPath: string): Promise<Placed> {
  try {
    await rename(identity.path, targetPath);
  } catch (error) {
    const code = errnoOf(error);
    const isFolder = code === 'EISDIR' || code === 'ENOTEMPTY' || code === 'EEXIST';
    return isFolder ? failed({ kind: 'target-exists', path: targetPath }) : diskFailure(error, 'rename', targetPath);
  }
  // Between two names of one file a rename does nothing at all: then the part file's name is still there.
  const dropped = await dropPartName(identity);
  return dropped.kind === 'placed' ? durable(targetPath) : dropped;
}

async function durable(targetPath: string): Promise<Placed> {
  const unsynced = await syncFolder(dirname(targetPath));
  return unsynced === null ? { kind: 'placed' } : failed(unsynced);
}

async function dropPartName(identity: PartFileIdentity): Promise<Placed> {
  const outcome = await deletePartFile(identity);
  return outcome.kind === 'failed' ? outcome : { kind: 'placed' };
}

/**
 * Where there are no hard links: takes the name with a small file made exclusively, and renames over that. "Look, then rename" would
 * have a moment in which another program's file could be lost; this has none. A crash in between leaves the small file, which says
 * whose it is, so that the next attempt knows it and goes on.
 */
async function placeByClaim(identity: PartFileIdentity, targetPath: string): Promise<Placed> {
  const claim = `Sluice is about to move ${basename(identity.path)} here.\n`;
  const claimed = await claimName(targetPath, claim);
  if (claimed.kind !== 'placed') return claimed;
  try {
    await rename(identity.path, targetPath);
  } catch (error) {
    const failure = await diskFailure(error, 'rename', targetPath);
    if (await holdsClaim(targetPath, claim)) await unlink(targetPath).catch(errnoOf);
    return failure;
  }
  return durable(targetPath);
}

async function claimName(targetPath: string, claim: string): Promise<Placed> {
  try {
    const handle = await open(targetPath, 'wx');
    const failure = await handle.writeFile(claim).then(
      () => null,
      async (error: unknown): Promise<DiskFailure> => (await diskFailure(error, 'write', targetPath, Buffer.byteLength(claim))).failure,
    );
    await handle.close();
    if (failure === null) return { kind: 'placed' };
    await unlink(targetPath);
    return failed(failure);
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') return creationFailure(error, targetPath);
    return (await holdsClaim(targetPath, claim)) ? { kind: 'placed' } : { kind: 'exists' };
  }
}

async function holdsClaim(targetPath: string, claim: string): Promise<boolean> {
  try {
    const stats = await lstat(targetPath);
    return stats.isFile() && stats.size === Buffer.byteLength(claim) && (await readFile(targetPath, 'utf8')) === claim;
  } catch (error) {
    errnoOf(error);
    return false;
  }
}
