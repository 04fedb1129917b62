/** Unfinished jobs take another place in the queue. */
import { ranksAfterMove, type JobId, type JobStateKind } from '@sluice/model';
import type { JobRows } from './job-rows.ts';
import type { JobRun } from './job-run.ts';
import type { JobStore } from './job-store.ts';

export interface MoveContext {
  readonly store: Pick<JobStore, 'ranks' | 'save'>;
  readonly rows: JobRows;
  readonly runs: ReadonlyMap<JobId, JobRun>;
  /** What is moved among: the rest is no part of the order. */
  readonly among: readonly JobStateKind[];
}

/** Places jobs, in the order that they have, before another one or at the end (null). What runs goes on. */
export function moveJobs({ store, rows, runs, among }: MoveContext, ids: readonly JobId[], before: JobId | null): void {
  // Only what moves is read whole: most of a long queue stays where it is.
  const ranks = ranksAfterMove(store.ranks(among), ids, before);
  const moved = rows.read([...ranks.keys()]).flatMap((job) => {
    const rank = ranks.get(job.id);
    return rank === undefined ? [] : [{ ...job, rank }];
  });
  // A run writes its row itself; the others are one transaction.
  const resting = moved.filter(({ id }) => !runs.has(id));
  store.save(resting.map((job) => ({ job })));
  for (const job of resting) rows.announce(job);
  for (const { id, rank } of moved) runs.get(id)?.place(rank);
}
