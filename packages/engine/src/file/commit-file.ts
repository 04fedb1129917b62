/** Turns a complete part file into the user's file (spec E4). Whoever calls this has proven that the parts tile the file. */
import { basename, dirname } from 'node:path';
import type { ConflictPolicy } from '@sluice/model';
import { nextFreePath } from './choose-target.ts';
import { failed, type DiskFailed } from './disk-failure.ts';
import { lookAt } from './file-identity.ts';
import type { MarkedFile } from './origin-mark.ts';
import type { OriginMarks } from './origin-marks.ts';
import type { PartFile } from './part-file.ts';
import { placeNew, placeOver } from './place-file.ts';

export interface CommitOrder {
  /** In the part file's folder. */
  readonly targetPath: string;
  readonly conflict: ConflictPolicy;
  readonly sizeBytes: number;
  /** The time of last change that the file gets; null: as it is. */
  readonly mtimeMs: number | null;
  /** Where the file came from, for the system to know: an address without secrets. Absent: the file gets no mark. */
  readonly origin?: Omit<MarkedFile, 'path'> & { readonly marks: OriginMarks };
  /** Called once all of the file is durable, before it gets its name: what is stored then can be believed. What it throws is thrown. */
  readonly onDurable?: () => void;
  /** Whether another job holds a path; asked when both files are kept and another name is needed. */
  readonly isTaken: (path: string) => boolean;
}

export type CommitOutcome =
  /** The file is at `path`, and so it will be after a power loss. */
  | { readonly kind: 'committed'; readonly path: string }
  /** Something is at `path`, and the policy is `skip` or `ask`. The part file is as it was. */
  | { readonly kind: 'exists'; readonly path: string }
  | DiskFailed;

/** Others may take name after name while we look for a free one; nobody does so for long. */
const MAX_ATTEMPTS = 100;

/**
 * Syncs the file and gives it its name. No file of that name is replaced unless the policy is `overwrite`. A failure leaves an older
 * target as it was; should the sync of the folder fail, the file has its name already and `recogniseCommit` will find it. The caller
 * closes `file`, whose part name is gone after success.
 */
export async function commitFile(file: PartFile, order: CommitOrder): Promise<CommitOutcome> {
  const unfit = await checkFitness(file, order.sizeBytes);
  if (unfit !== null) return unfit;
  const { origin } = order;
  await origin?.marks.beforeName({ ...origin, path: file.identity.path });
  // A volume that takes no times is no reason to withhold the file. Set before the sync, so that the time is durable as well.
  if (order.mtimeMs !== null) await file.setTimes(order.mtimeMs);
  const unsynced = await file.fullSync();
  if (unsynced !== null) return failed(unsynced);
  order.onDurable?.();
  const named = await giveName(file, order);
  if (named.kind !== 'committed') return named;
  origin?.marks.afterName({ ...origin, path: named.path });
  return named;
}

/** The name must still lead to the file that was written, and the file must have the right length: a wrong file is never called done. */
async function checkFitness(file: PartFile, sizeBytes: number): Promise<DiskFailed | null> {
  const { identity } = file;
  const seen = await lookAt(identity.path, identity);
  switch (seen.kind) {
    case 'failed':
      return seen;
    case 'missing':
      return failed({ kind: 'disk', operation: 'rename', path: identity.path, code: 'ENOENT' });
    case 'other':
      return failed({ kind: 'part-file-foreign', path: identity.path });
    case 'ours':
      return seen.stats.size === BigInt(sizeBytes) ? null : failed({ kind: 'part-file-foreign', path: identity.path });
  }
}

async function giveName(file: PartFile, { targetPath, conflict, isTaken }: CommitOrder): Promise<CommitOutcome> {
  let path = targetPath;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const placed = conflict === 'overwrite' ? await placeOver(file.identity, path) : await placeNew(file.identity, path);
    if (placed.kind === 'failed') return placed;
    if (placed.kind === 'placed') return { kind: 'committed', path };
    if (conflict !== 'keep-both') return { kind: 'exists', path };
    const next = await nextFreePath(dirname(targetPath), basename(targetPath), isTaken);
    if (next.kind === 'failed') return next;
    path = next.path;
  }
  return failed({ kind: 'target-exists', path: targetPath });
}
