/** The one place where the system's errors become values. What is no error of the system is a bug, and goes on being thrown. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DiskFailure, DiskOperation } from '@sluice/model';

export interface DiskFailed {
  readonly kind: 'failed';
  readonly failure: DiskFailure;
}

/** The errno name that a file-system call was refused with, such as ENOENT. Throws `error` again when it is a bug of ours. */
export function errnoOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error) || typeof error.code !== 'string') throw error;
  // EBADF means that a closed handle was used; ERR_… that a call was made wrongly.
  if (error.code === 'EBADF' || error.code.startsWith('ERR_')) throw error;
  return error.code;
}

/**
 * What the refusal of `operation` on the file `path` means. `neededBytes` is what the operation would have added to the disk.
 * A full disk is told with what is available; a used-up quota counts as nothing available, as the volume may have plenty.
 */
export async function diskFailure(error: unknown, operation: DiskOperation, path: string, neededBytes = 0): Promise<DiskFailed> {
  const code = errnoOf(error);
  switch (code) {
    case 'ENOSPC':
      return failed({ kind: 'disk-space', path, neededBytes, availableBytes: await availableBytesAt(dirname(path)) });
    case 'EDQUOT':
      return failed({ kind: 'disk-space', path, neededBytes, availableBytes: 0 });
    case 'EROFS':
      return failed({ kind: 'folder-read-only', path: dirname(path) });
    default:
      return failed({ kind: 'disk', operation, path, code });
  }
}

/** What it means that a new file `path` could not be made: most often it is the folder's fault. */
export async function creationFailure(error: unknown, path: string): Promise<DiskFailed> {
  switch (errnoOf(error)) {
    case 'ENOENT':
      return failed({ kind: 'folder-missing', path: dirname(path) });
    case 'ENOTDIR':
      return failed({ kind: 'folder-not-a-folder', path: dirname(path) });
    case 'EACCES':
    case 'EPERM':
      return failed({ kind: 'folder-read-only', path: dirname(path) });
    default:
      return diskFailure(error, 'open', path);
  }
}

export function failed(failure: DiskFailure): DiskFailed {
  return { kind: 'failed', failure };
}

async function availableBytesAt(directory: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  } catch (error) {
    errnoOf(error);
    return 0;
  }
}
