/** Drops what a job put on the disk, and nothing that it did not. */
import { lstat, unlink } from 'node:fs/promises';
import type { DiskFailure, Job } from '@sluice/model';
import { deletePartFile } from '../file/delete-part-file.ts';
import { diskFailure, errnoOf } from '../file/disk-failure.ts';

/** Deletes the part file, or the finished file if it still is one of the size that was written. What is gone already is fine. */
export async function deleteJobData(job: Job): Promise<DiskFailure | null> {
  if (job.partFile !== null) {
    const deleted = await deletePartFile(job.partFile);
    return deleted.kind === 'failed' ? deleted.failure : null;
  }
  if (job.state.kind !== 'done' || job.state.verdict.kind === 'kept-existing') return null;
  const { path, sizeBytes } = job.state;
  try {
    const stats = await lstat(path);
    if (stats.isFile() && stats.size === sizeBytes) await unlink(path);
    return null;
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? null : (await diskFailure(error, 'delete', path)).failure;
  }
}
