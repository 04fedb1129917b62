/** Folders for one test, and a disk small enough to fill. */
import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface TempFolder {
  /** Absolute, symbolic links resolved. */
  readonly path: string;
  /** Deletes it with all that is in it; again is no error. */
  remove(): Promise<void>;
}

/** Half as much again stays free for whoever else uses the volume. */
const SPARE_FACTOR = 1.5;

/** Makes an empty folder. For `onTestFinished(() => folder.remove())`. */
export async function tempFolder(within: string = tmpdir()): Promise<TempFolder> {
  const path = await realpath(await mkdtemp(join(within, 'sluice-test-')));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** A folder with room for so many bytes: in memory where that is large enough, else on disk; null where neither is. */
export async function roomyFolder(neededBytes: number): Promise<TempFolder | null> {
  for (const volume of ['/dev/shm', tmpdir()]) {
    if ((await freeBytes(volume)) >= neededBytes * SPARE_FACTOR) return tempFolder(volume);
  }
  return null;
}

async function freeBytes(volume: string): Promise<number> {
  const stats = await statfs(volume).catch(() => null);
  return stats === null ? 0 : stats.bavail * stats.bsize;
}

/** A folder on a volume of its own with `sizeMiB` of room (tmpfs); null where mounting is not possible. */
export async function smallDisk(sizeMiB: number): Promise<TempFolder | null> {
  const folder = await tempFolder();
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeMiB}m`, 'sluice-small-disk', folder.path]);
  } catch {
    await folder.remove();
    return null;
  }
  return { path: folder.path, remove: () => unmount(folder) };
}

async function unmount(folder: TempFolder): Promise<void> {
  await run('umount', ['-l', folder.path]).catch(() => undefined);
  await folder.remove();
}
