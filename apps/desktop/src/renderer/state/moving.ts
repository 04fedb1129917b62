/** Changing the order of the queue: shown at once, then asked of the main process, which comes to the same ranks. */
import type { Client } from '@sluice/ipc';
import { displayName, ranksAfterMove, type JobId, type Ranked } from '@sluice/model';
import type { WindowWords } from '@sluice/words';
import { MOVES, type JobAction, type MoveAction } from '../jobs/job-actions.ts';
import { dropTarget, moveTarget, queueOrder } from '../jobs/move-jobs.ts';
import { takeJobs } from './change-jobs.ts';
import { MAX_ROWS_ASKED } from './list-sizes.ts';
import { rerankRows } from './long-list.ts';
import type { WindowState } from './window-state.ts';
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
  readonly background: <T>(task: Promise<T>, then?: (value: T) => void) => void;
}

export function isMove(action: JobAction): action is MoveAction {
  return MOVES.some((move) => move === action);
}

export function createMoving({ store, client, words, background }: MovingParts): Moving {
  /** The unfinished jobs as the queue has them: known here, or asked for. */
  function withQueue(then: (queue: readonly Ranked[]) => void): void {
    const { rows, snapshots } = store.getState();
    if (rows === null) then(queueOrder(snapshots.values()).map(({ job }) => job));
    else background(readQueue(client), then);
  }

  function moveBefore(queue: readonly Ranked[], ids: readonly JobId[], before: JobId | null): void {
    const ranks = ranksAfterMove(queue, ids, before);
    if (ranks.size === 0) return;
    store.setState((state) => withRanks(state, ranks));
    store.setState({ announcement: told(queue, ranks, ids) });
    // The main process needs what moved, not what gave way.
    background(client.invoke('jobs:move', { ids, before }));
  }

  /** Where it is now, for those who can't see it. */
  function told(queue: readonly Ranked[], ranks: ReadonlyMap<JobId, number>, ids: readonly JobId[]): string {
    const [id, another] = ids;
    const snapshot = id === undefined ? undefined : store.getState().snapshots.get(id);
    if (snapshot === undefined || another !== undefined) return words().order.movedSeveral(ids.length);
    const { rank } = snapshot.job;
    const place = queue.filter((job) => (ranks.get(job.id) ?? job.rank) < rank).length;
    return words().order.moved(displayName(snapshot.job), String(place + 1), String(queue.length));
  }

  return {
    move: (action, ids) => {
      withQueue((queue) => {
        const order = queue.map(({ id }) => id);
        const before = moveTarget(action, new Set(ids), order, store.getState().listed);
        if (before !== undefined) moveBefore(queue, ids, before);
      });
    },
    moveToGap: (ids, gap) => {
      const { listed } = store.getState();
      withQueue((queue) => {
        const order = queue.map(({ id }) => id);
        moveBefore(queue, ids, dropTarget(gap, order, listed));
      });
    },
  };
}

async function readQueue(client: Client): Promise<readonly Ranked[]> {
  const queue: Ranked[] = [];
  for (;;) {
    const part = { from: queue.length, limit: MAX_ROWS_ASKED, snapshots: 0 };
    const { rows } = await client.invoke('jobs:rows', { filter: 'all', fileKind: null, search: '', ...part });
    for (const [at, id] of rows.ids.slice(0, rows.open).entries()) queue.push({ id, rank: rows.keys[at] ?? 0 });
    if (rows.open < MAX_ROWS_ASKED) return queue;
  }
}

/** The jobs where the main process will have them soon. */
function withRanks(state: WindowState, ranks: ReadonlyMap<JobId, number>): WindowState {
  const moved = [...ranks].flatMap(([id, rank]) => {
    const snapshot = state.snapshots.get(id);
    return snapshot === undefined ? [] : [{ job: { ...snapshot.job, rank }, progress: snapshot.progress }];
  });
  const rows = state.rows === null ? null : rerankRows(state.rows, ranks);
  return takeJobs({ ...state, rows }, { snapshots: moved, removed: [] });
}
