/**
 * Brings the list into the window: what is in sight first, then the rest a little at a time, so that neither side stops for long. Of a
 * long list only the order comes, and whole jobs as they are needed. What is pushed meanwhile is newer than what was asked for.
 */
import type { Client, JobsChanged } from '@sluice/ipc';
import { countOf, type JobId, type JobSnapshot } from '@sluice/model';
import { takeJobs } from './change-jobs.ts';
import { FIRST_ROWS, MAX_ROWS_ASKED, SNAPSHOTS_ASKED } from './list-sizes.ts';
import { KEPT_WHOLE } from './long-list.ts';
import { createRowReader } from './read-rows.ts';
import type { WindowState } from './window-state.ts';
import type { WindowStore } from './window-store.ts';

/** A list that moved while it was read is read again, so often at most. */
const MOST_READINGS = 3;

export interface ListLoader {
  /** Rejects when the main process does not answer. `rest`: what the window needs besides, for its first picture. */
  open(rest: Promise<Partial<WindowState>>): Promise<void>;
  /** A push. */
  take(change: JobsChanged): void;
  close(): void;
}

export function createListLoader(store: WindowStore, client: Client): ListLoader {
  /** What a reading has collected; pushes correct it. Null: none is under way. */
  let reading: Map<JobId, JobSnapshot> | null = null;
  let again = false;
  const rowReader = createRowReader(store, client);

  const ask = (from: number, limit: number, snapshots: number) =>
    client.invoke('jobs:rows', { filter: 'all', fileKind: null, search: '', from, limit, snapshots });

  async function readAll(): Promise<void> {
    const found = new Map<JobId, JobSnapshot>();
    reading = found;
    for (let from = 0; ; from += MAX_ROWS_ASKED) {
      const { rows } = await ask(from, MAX_ROWS_ASKED, 0);
      for (let at = 0; at < rows.ids.length; at += SNAPSHOTS_ASKED) {
        const ids = rows.ids.slice(at, at + SNAPSHOTS_ASKED).filter((id) => !found.has(id));
        const { snapshots } = await client.invoke('jobs:snapshots', { ids });
        // A push that came between the question and its answer is older than the answer.
        for (const snapshot of snapshots) found.set(snapshot.job.id, snapshot);
        growInSteps(found);
      }
      if (rows.ids.length < MAX_ROWS_ASKED) break;
    }
  }

  /** The first list of a window grows before it is whole; each step costs as much as all before it, so they double. */
  function growInSteps(found: ReadonlyMap<JobId, JobSnapshot>): void {
    const { snapshots } = store.getState();
    if (found.size >= 4 * snapshots.size) show(found, false);
  }

  function show(found: ReadonlyMap<JobId, JobSnapshot>, whole: boolean): void {
    store.setState((state) => {
      const gone = whole ? [...state.snapshots.keys()].filter((id) => !found.has(id)) : [];
      return { ...takeJobs(state, { snapshots: [...found.values()], removed: gone }), announcement: state.announcement };
    });
  }

  async function readUntilStill(): Promise<void> {
    for (let readings = 0; readings < MOST_READINGS; readings += 1) {
      again = false;
      const { counts: begun } = await ask(0, 1, 0);
      if (countOf(begun, 'all') > KEPT_WHOLE) {
        reading = null;
        return rowReader.begin();
      }
      await readAll();
      const { counts } = await ask(0, 1, 0);
      if (reading !== null) show(reading, true);
      if (!again && countOf(counts, 'all') === store.getState().snapshots.size) break;
    }
    reading = null;
  }

  function background(): void {
    readUntilStill().catch(() => {
      reading = null;
      store.setState({ phase: 'broken' });
    });
  }

  return {
    open: async (rest) => {
      const [more, first] = await Promise.all([rest, ask(0, FIRST_ROWS, FIRST_ROWS)]);
      const { snapshots } = first;
      store.setState((state) => ({
        ...takeJobs({ ...state, ...more }, { snapshots, removed: [] }),
        announcement: '',
        phase: 'ready',
      }));
      const all = countOf(first.counts, 'all');
      // Not in the same turn: what is there is painted first.
      if (all > KEPT_WHOLE) rowReader.open(first);
      else if (all > snapshots.length) setTimeout(background);
    },
    close: () => {
      rowReader.close();
    },
    take: (change) => {
      for (const snapshot of change.snapshots) reading?.set(snapshot.job.id, snapshot);
      for (const id of change.removed) reading?.delete(id);
      if (store.getState().phase === 'ready') store.setState((state) => takeJobs(state, change));
      if (store.getState().rows !== null) return rowReader.take(change);
      if (change.reload !== true) return;
      if (reading === null) background();
      else again = true;
    },
  };
}
