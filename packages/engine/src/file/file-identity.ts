/** Tells whether a file on disk is the one that a job made (spec C2, C4). */
import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import type { PartFileIdentity } from '@sluice/model';
import { diskFailure, errnoOf, type DiskFailed } from './disk-failure.ts';

export function identityOf(path: string, stats: BigIntStats): PartFileIdentity {
  return { path, device: String(stats.dev), inode: String(stats.ino) };
}

/**
 * Whether `stats` are those of the job's file. The inode decides: many volumes (btrfs, LVM, network, removable ones) get another
 * device number at every boot, and that must not start a download over. Block digests catch what coincidence might let through.
 */
export function isSameFile(identity: PartFileIdentity, stats: BigIntStats): boolean {
  return stats.isFile() && String(stats.ino) === identity.inode;
}

export type Sighting =
  { readonly kind: 'ours'; readonly stats: BigIntStats } | { readonly kind: 'other' } | { readonly kind: 'missing' } | DiskFailed;

/** Looks at `path` without following a link there. */
export async function lookAt(path: string, identity: PartFileIdentity): Promise<Sighting> {
  try {
    const stats = await lstat(path, { bigint: true });
    return isSameFile(identity, stats) ? { kind: 'ours', stats } : { kind: 'other' };
  } catch (error) {
    const code = errnoOf(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'missing' } : diskFailure(error, 'inspect', path);
  }
}

/** Whether nothing has this name, a link that leads nowhere included; where that can't be told, something may. */
export async function isMissing(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return false;
  } catch (error) {
    return errnoOf(error) === 'ENOENT';
  }
}
