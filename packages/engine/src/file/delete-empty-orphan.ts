/** Clears what a crash leaves between making a part file and storing its identity: a file in which nothing was ever written. */
import { lstat, unlink } from 'node:fs/promises';
import { diskFailure, errnoOf, type DiskFailed } from './disk-failure.ts';

/**
 * Deletes the file at `path`, a path that this job alone holds, if it is a plain file without a single allocated block.
 * A file with data in it is left alone, whoever made it.
 */
export async function deleteEmptyOrphan(path: string): Promise<{ readonly kind: 'clear' } | { readonly kind: 'kept' } | DiskFailed> {
  try {
    const stats = await lstat(path);
    if (!stats.isFile() || stats.blocks > 0) return { kind: 'kept' };
    await unlink(path);
    return { kind: 'clear' };
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? { kind: 'clear' } : diskFailure(error, 'delete', path);
  }
}
