/** Asks for whole jobs, a few at a time. */
import type { Client } from '@sluice/ipc';
import type { JobId, JobSnapshot } from '@sluice/model';
import { SNAPSHOTS_ASKED } from './list-sizes.ts';

/** Those that exist; rejects when the main process does not answer. */
export async function readSnapshots(client: Client, ids: readonly JobId[]): Promise<readonly JobSnapshot[]> {
  const found: JobSnapshot[] = [];
  for (let at = 0; at < ids.length; at += SNAPSHOTS_ASKED) {
    const { snapshots } = await client.invoke('jobs:snapshots', { ids: ids.slice(at, at + SNAPSHOTS_ASKED) });
    found.push(...snapshots);
  }
  return found;
}
