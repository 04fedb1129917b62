/** Finds out before the first byte whether files can be made in a folder (spec A6). */
import { randomUUID } from 'node:crypto';
import { open, stat, unlink } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { creationFailure, diskFailure, errnoOf, failed, type DiskFailed } from './disk-failure.ts';

export type FolderCheck =
  { readonly kind: 'ok'; /** Tells which folders share a volume, and so its free space. */ readonly device: string } | DiskFailed;

/**
 * Whether `directory`, an absolute path, is a folder in which a file can be made and deleted. It is tried out, because permission
 * bits say nothing to an administrator, on a network share, or on a read-only volume.
 */
export async function checkFolder(directory: string): Promise<FolderCheck> {
  if (!isAbsolute(directory)) throw new RangeError(`not an absolute path: ${directory}`);
  const device = await folderDevice(directory);
  if (device.kind === 'failed') return device;
  const probePath = join(directory, `.sluice-${randomUUID()}.tmp`);
  const refusal = await tryToCreate(probePath);
  if (refusal === null) return device;
  if (refusal.failure.kind !== 'folder-missing') return failed({ ...refusal.failure, path: directory });
  // Some folders of the system answer a new name with "not there", although they are there.
  const again = await folderDevice(directory);
  return again.kind === 'ok' ? failed({ kind: 'folder-read-only', path: directory }) : again;
}

async function tryToCreate(path: string): Promise<DiskFailed | null> {
  try {
    const handle = await open(path, 'wx');
    await handle.close();
  } catch (error) {
    return creationFailure(error, path);
  }
  try {
    await unlink(path);
    return null;
  } catch (error) {
    return diskFailure(error, 'delete', path);
  }
}

async function folderDevice(directory: string): Promise<FolderCheck> {
  try {
    const stats = await stat(directory, { bigint: true });
    return stats.isDirectory() ? { kind: 'ok', device: String(stats.dev) } : failed({ kind: 'folder-not-a-folder', path: directory });
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
