/** Removes a job's part file, and never anything else that has its name. */
import { unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PartFileIdentity } from '@sluice/model';
import { diskFailure, errnoOf, type DiskFailed } from './disk-failure.ts';
import { lookAt } from './file-identity.ts';
import { syncFolder } from './sync-folder.ts';

export type DeleteOutcome = { readonly kind: 'deleted' } | { readonly kind: 'missing' } | { readonly kind: 'not-ours' } | DiskFailed;

/** A part file that was deleted stays so after a power loss: its folder is synced. Again is harmless. */
export async function deletePartFile(identity: PartFileIdentity): Promise<DeleteOutcome> {
  const seen = await lookAt(identity.path, identity);
  switch (seen.kind) {
    case 'missing':
    case 'failed':
      return seen;
    case 'other':
      return { kind: 'not-ours' };
    case 'ours':
      break;
  }
  try {
    await unlink(identity.path);
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? { kind: 'missing' } : diskFailure(error, 'delete', identity.path);
  }
  const unsynced = await syncFolder(dirname(identity.path));
  return unsynced === null ? { kind: 'deleted' } : { kind: 'failed', failure: unsynced };
}
