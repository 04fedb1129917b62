/** How many jobs are in each state, for the window's filters. */
import type { JobStateKind } from '@sluice/model';
import { count, object, text } from './reader.ts';

const readRow = object({ state: text, jobs: count });

/** From rows of `state, jobs`; a state that no row names has none. */
export function countsByState(rows: readonly unknown[]): Readonly<Record<JobStateKind, number>> {
  const found = new Map(rows.map(readRow).map(({ state, jobs }) => [state, jobs]));
  const of = (state: JobStateKind): number => found.get(state) ?? 0;
  return {
    queued: of('queued'),
    probing: of('probing'),
    transferring: of('transferring'),
    verifying: of('verifying'),
    committing: of('committing'),
    paused: of('paused'),
    waiting: of('waiting'),
    done: of('done'),
    failed: of('failed'),
    cancelled: of('cancelled'),
  };
}
