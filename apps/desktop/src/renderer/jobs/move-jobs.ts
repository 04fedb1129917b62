/** Where jobs go when they are moved in the list. Only unfinished ones have a place in the queue; finished ones follow by time. */
import { isTerminal, type JobId, type JobSnapshot } from '@sluice/model';
import type { MoveAction } from './job-actions.ts';

/** The unfinished jobs as the queue has them, hidden ones included. */
export function queueOrder(snapshots: Iterable<JobSnapshot>): readonly JobSnapshot[] {
  return [...snapshots]
    .filter(({ job }) => !isTerminal(job.state.kind))
    .sort(({ job: a }, { job: b }) => a.rank - b.rank || a.createdAtMs - b.createdAtMs);
}

/**
 * The job before which the chosen ones go, or null for the end of the queue. Up and down pass over what is in sight; top and bottom
 * are those of the whole queue. `undefined`: they are there already.
 */
export function moveTarget(
  move: MoveAction,
  chosen: ReadonlySet<JobId>,
  queue: readonly JobId[],
  listed: readonly JobId[],
): JobId | null | undefined {
  const open = new Set(queue);
  const seen = listed.filter((id) => open.has(id));
  const first = seen.findIndex((id) => chosen.has(id));
  const last = seen.findLastIndex((id) => chosen.has(id));
  switch (move) {
    case 'moveToTop':
      return queue[0];
    case 'moveToBottom':
      return null;
    case 'moveUp':
      return first > 0 ? seen[first - 1] : undefined;
    case 'moveDown': {
      const passed = last < 0 ? undefined : seen[last + 1];
      return passed === undefined ? undefined : (queue[queue.indexOf(passed) + 1] ?? null);
    }
  }
}

/** The job before which a drop between the rows puts others: the one behind the gap, or null behind the last unfinished one. */
export function dropTarget(gap: number, queue: readonly JobId[], listed: readonly JobId[]): JobId | null {
  const open = new Set(queue);
  const below = listed.slice(gap).find((id) => open.has(id));
  if (below !== undefined) return below;
  const above = listed.slice(0, gap).findLast((id) => open.has(id));
  return above === undefined ? null : (queue[queue.indexOf(above) + 1] ?? null);
}
