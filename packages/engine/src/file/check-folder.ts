/** Finds out before the first byte whether files can be made in a folder (spec A6). */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, stat, unlink } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { platform } from 'node:process';
import { creationFailure, diskFailure, errnoOf, failed, type DiskFailed } from './disk-failure.ts';

export type FolderCheck =
  { readonly kind: 'ok'; /** Tells which folders share a volume, and so its free space. */ readonly device: string } | DiskFailed;

/** open(2); Node.js has no name for it. */
const O_TMPFILE = 0o20000000 | constants.O_DIRECTORY;
/** How file systems say that they don't know files without a name; ENOENT comes from some folders of the system. */
const CANT_BE_NAMELESS: ReadonlySet<string> = new Set(['EOPNOTSUPP', 'ENOTSUP', 'EISDIR', 'EINVAL', 'ENOENT']);

/**
 * Whether `directory`, an absolute path, is a folder in which a file can be made and deleted. It is tried out, because permission
 * bits say nothing to an administrator, on a network share, or on a read-only volume.
 */
export async function checkFolder(directory: string): Promise<FolderCheck> {
  if (!isAbsolute(directory)) throw new RangeError(`not an absolute path: ${directory}`);
  const device = await folderDevice(directory);
  if (device.kind === 'failed') return device;
  const refusal = await tryOut(directory);
  if (refusal === null) return device;
  if (refusal.failure.kind !== 'folder-missing') return failed({ ...refusal.failure, path: directory });
  // Some folders of the system answer a new name with "not there", although they are there.
  const again = await folderDevice(directory);
  return again.kind === 'ok' ? failed({ kind: 'folder-read-only', path: directory }) : again;
}

/** Linux can make a file without a name, which no crash leaves behind; not every file system can. */
async function tryOut(directory: string): Promise<DiskFailed | null> {
  if (platform === 'linux') {
    try {
      const handle = await open(directory, O_TMPFILE | constants.O_RDWR, 0o600);
      await handle.close();
      return null;
    } catch (error) {
      if (!CANT_BE_NAMELESS.has(errnoOf(error))) return creationFailure(error, directory);
    }
  }
  return tryToCreate(join(directory, `.sluice-${randomUUID()}.tmp`));
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
