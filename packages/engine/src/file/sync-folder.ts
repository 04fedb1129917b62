/** Makes names durable: on POSIX systems a new or renamed file survives power loss only once its folder was synced. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { platform } from 'node:process';
import type { DiskFailure } from '@sluice/model';
import { diskFailure, errnoOf } from './disk-failure.ts';

/** What systems answer that can't sync a folder, or may not open it for reading; there is nothing better to be done there. */
const CANT_SYNC: ReadonlySet<string> = new Set(['EINVAL', 'EPERM', 'EACCES', 'EISDIR', 'ENOTSUP', 'ENOSYS']);

export async function syncFolder(directory: string): Promise<DiskFailure | null> {
  if (platform === 'win32') return null;
  try {
    const handle = await open(directory, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return null;
  } catch (error) {
    return CANT_SYNC.has(errnoOf(error)) ? null : (await diskFailure(error, 'sync', directory)).failure;
  }
}
