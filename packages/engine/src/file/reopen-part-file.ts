/** Finds the part file of an earlier run again, and tells what became of it (spec C4, C5). */
import { constants } from 'node:fs';
import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PartFileIdentity } from '@sluice/model';
import { diskFailure, errnoOf, failed, type DiskFailed } from './disk-failure.ts';
import { identityOf, isSameFile, lookAt } from './file-identity.ts';

export type Reopened<File> =
  /** The file carries its present identity: the device number may be another than before. */
  | { readonly kind: 'ok'; readonly file: File }
  | { readonly kind: 'missing' }
  /** Something else is there now, or a link. It is left alone. */
  | { readonly kind: 'replaced' }
  /**
   * The file ends before what was claimed. It is not made longer here: first the claims past `lengthBytes` must be dropped from the
   * store, then `truncate(sizeBytes)`; the other way round a crash would leave zeros that count as data.
   */
  | { readonly kind: 'shorter'; readonly file: File; readonly lengthBytes: number }
  | DiskFailed;

/**
 * Opens the file of `identity`, of which bytes up to `claimedEnd` are claimed to be durable. What is not claimed may be missing:
 * the file is brought to `sizeBytes` when that is known. A folder or volume that is gone is a failure, not a missing file.
 */
export async function reopenPartFile<File>(
  identity: PartFileIdentity,
  claimedEnd: number,
  sizeBytes: number | null,
  wrap: (handle: FileHandle, current: PartFileIdentity) => File,
): Promise<Reopened<File>> {
  const seen = await lookAt(identity.path, identity);
  if (seen.kind === 'missing') return (await volumeGone(identity)) ?? seen;
  if (seen.kind === 'other') return { kind: 'replaced' };
  if (seen.kind === 'failed') return seen;
  const handle = await openSame(identity);
  if ('kind' in handle) return handle;
  const outcome = await settleLength(handle, identity, claimedEnd, sizeBytes, wrap);
  if (outcome.kind !== 'ok' && outcome.kind !== 'shorter') await handle.close();
  return outcome;
}

async function openSame(
  identity: PartFileIdentity,
): Promise<FileHandle | { readonly kind: 'missing' } | { readonly kind: 'replaced' } | DiskFailed> {
  try {
    // O_NOFOLLOW is undefined on Windows, which is as good as 0.
    return await open(identity.path, constants.O_RDWR | constants.O_NOFOLLOW);
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'ENOENT') return { kind: 'missing' };
    return code === 'ELOOP' ? { kind: 'replaced' } : diskFailure(error, 'open', identity.path);
  }
}

async function settleLength<File>(
  handle: FileHandle,
  identity: PartFileIdentity,
  claimedEnd: number,
  sizeBytes: number | null,
  wrap: (handle: FileHandle, current: PartFileIdentity) => File,
): Promise<Reopened<File>> {
  try {
    const stats = await handle.stat({ bigint: true });
    if (!isSameFile(identity, stats)) return { kind: 'replaced' };
    const lengthBytes = Number(stats.size);
    const file = wrap(handle, identityOf(identity.path, stats));
    if (lengthBytes < claimedEnd) return { kind: 'shorter', file, lengthBytes };
    if (sizeBytes !== null && lengthBytes !== sizeBytes) await handle.truncate(sizeBytes);
    return { kind: 'ok', file };
  } catch (error) {
    return diskFailure(error, 'open', identity.path);
  }
}

/**
 * Why the file can't be seen although it may well exist: its folder is gone, or is now a bare mount point (an empty folder on another
 * device). Null when the folder is as it was, so that the file itself is missing.
 */
async function volumeGone(identity: PartFileIdentity): Promise<DiskFailed | null> {
  const directory = dirname(identity.path);
  try {
    const { dev } = await stat(directory, { bigint: true });
    if (String(dev) === identity.device || (await readdir(directory)).length > 0) return null;
    return failed({ kind: 'disk', operation: 'open', path: identity.path, code: 'ENODEV' });
  } catch (error) {
    const code = errnoOf(error);
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? failed({ kind: 'folder-missing', path: directory })
      : diskFailure(error, 'inspect', directory);
  }
}
