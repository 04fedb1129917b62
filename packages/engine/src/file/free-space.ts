/** Finds out before the first byte whether the rest of a file fits on its volume (spec A6). */
import { statfs } from 'node:fs/promises';
import { diskFailure, failed, type DiskFailed } from './disk-failure.ts';

/**
 * Whether `neededBytes`, which is what is still to be written, fit beside the `reservedBytes` that other jobs on this volume have
 * yet to write. The shortfall is told in the failure: `availableBytes` is what is left for this job.
 */
export async function checkSpace(
  directory: string,
  neededBytes: number,
  reservedBytes: number,
): Promise<{ readonly kind: 'ok' } | DiskFailed> {
  try {
    const { blocks, bavail, bsize } = await statfs(directory);
    // A volume that says it has no blocks at all does not count them (some network and user-space file systems).
    if (blocks === 0) return { kind: 'ok' };
    const availableBytes = Math.max(0, bavail * bsize - reservedBytes);
    if (neededBytes <= availableBytes) return { kind: 'ok' };
    return failed({ kind: 'disk-space', path: directory, neededBytes, availableBytes });
  } catch (error) {
    return diskFailure(error, 'inspect', directory);
  }
}
