/** Changing the order of the queue: shown at once, then asked of the main process, which comes to the same ranks. */
import type { Client } from '@sluice/ipc';
import { displayName, ranksAfterMove, type JobId } from '@sluice/model';
import type { WindowWords } from '@sluice/words';
import { MOVES, type JobAction, type MoveAction } from '../jobs/job-actions.ts';
import { dropTarget, moveTarget, queueOrder } from '../jobs/move-jobs.ts';
import { takeJobs } from './change-jobs.ts';
import type { WindowStore } from './window-store.ts';

export interface Moving {
  readonly move: (action: MoveAction, ids: readonly JobId[]) => void;
  /** Puts jobs into the gap before a row of the list. */
  readonly moveToGap: (ids: readonly JobId[], gap: number) => void;
}

interface MovingParts {
  readonly store: WindowStore;
  readonly client: Client;
  readonly words: () => WindowWords;
  readonly background: <T>(task: Promise<T>) => void;
}

export function isMove(action: JobAction): action is MoveAction {
  return MOVES.some((move) => move === action);
}

export function createMoving({ store, client, words, background }: MovingParts): Moving {
  function moveBefore(ids: readonly JobId[], before: JobId | null): void {
    const { snapshots } = store.getState();
    const order = queueOrder(snapshots.values());
    const ranks = ranksAfterMove(
      order.map(({ job }) => job),
      ids,
      before,
    );
    if (ranks.size === 0) return;
    const moved = order.flatMap(({ job, progress }) => {
      const rank = ranks.get(job.id);
      return rank === undefined ? [] : [{ job: { ...job, rank }, progress }];
    });
    store.setState((state) => takeJobs(state, { snapshots: moved, removed: [] }));
    store.setState({ announcement: told(ids) });
    // The main process needs what moved, not what gave way.
    background(client.invoke('jobs:move', { ids, before }));
  }

  /** Where it is now, for those who can't see it. */
  function told(ids: readonly JobId[]): string {
    const { snapshots } = store.getState();
    const [id, another] = ids;
    const snapshot = id === undefined ? undefined : snapshots.get(id);
    if (snapshot === undefined || another !== undefined) return words().order.movedSeveral(ids.length);
    const queue = queueOrder(snapshots.values());
    return words().order.moved(displayName(snapshot.job), String(queue.indexOf(snapshot) + 1), String(queue.length));
  }

  return {
    move: (action, ids) => {
      const { snapshots, listed } = store.getState();
      const queue = queueOrder(snapshots.values()).map(({ job }) => job.id);
      const before = moveTarget(action, new Set(ids), queue, listed);
      if (before !== undefined) moveBefore(ids, before);
    },
    moveToGap: (ids, gap) => {
      const { snapshots, listed } = store.getState();
      const queue = queueOrder(snapshots.values()).map(({ job }) => job.id);
      moveBefore(ids, dropTarget(gap, queue, listed));
    },
  };
}
