/**
 * Keeps a long list up to date: reads its order anew when another filter or search is chosen or much has changed at once, and asks for
 * whole jobs as they come into sight.
 */
import type { Client, JobRows, JobsChanged } from '@sluice/ipc';
import { countOf, isListed, type JobId, type JobSnapshot, type ListedRows } from '@sluice/model';
import { listQuery } from '../filters/filter-jobs.ts';
import { FIRST_ROWS, MAX_ROWS_ASKED, SNAPSHOTS_ASKED } from './list-sizes.ts';
import { placeRows, queryOf, showRows, takeWhole, wantedIds } from './long-list.ts';
import { readSnapshots } from './read-snapshots.ts';
import type { WindowState } from './window-state.ts';
import type { WindowStore } from './window-store.ts';

/** A list of which much changes is read anew no oftener than this. */
const REST_MS = 500;
/** A list that moved while it was read is read again, so often at most. */
const MOST_READINGS = 3;

export interface RowReader {
  /** Shows the first rows, and reads the others behind them. */
  open(first: JobRows): void;
  /** Reads a list that has become long. */
  begin(): void;
  /** A push, which the state has taken in already. */
  take(change: JobsChanged): void;
  close(): void;
}

export function createRowReader(store: WindowStore, client: Client): RowReader {
  /** What was pushed during the reading under way, which may not have seen it; null: none is. */
  let missed: JobsChanged[] | null = null;
  let readings = 0;
  let rest: ReturnType<typeof setTimeout> | null = null;
  /** Jobs on their way. */
  const asked = new Set<JobId>();

  /** `fresh`: another list than the one that is shown, whose beginning is worth showing at once. */
  async function read(fresh: boolean): Promise<void> {
    readings += 1;
    const mine = readings;
    const isOver = (): boolean => mine !== readings;
    for (let turn = 0; turn < MOST_READINGS; turn += 1) {
      const pushed: JobsChanged[] = [];
      missed = pushed;
      if (!(await readOnce(fresh && turn === 0, isOver, pushed)) || isOver()) return;
      if (!pushed.some(({ snapshots, removed }) => removed.length > 0 || snapshots.some(({ progress }) => progress === null))) break;
    }
    missed = null;
  }

  /** False when another reading has begun meanwhile. */
  async function readOnce(fresh: boolean, isOver: () => boolean, pushed: readonly JobsChanged[]): Promise<boolean> {
    const query = queryOf(store.getState());
    let rows: ListedRows = { ids: [], keys: [], open: 0 };
    for (let limit = FIRST_ROWS; ; limit = MAX_ROWS_ASKED) {
      const from = rows.ids.length;
      const part = await client.invoke('jobs:rows', { ...query, from, limit, snapshots: from === 0 ? FIRST_ROWS : 0 });
      if (isOver()) return false;
      rows = joined(rows, part.rows);
      const whole = part.rows.ids.length < limit;
      store.setState((state) => {
        const taken = takeWhole(state, part.snapshots);
        if (whole) return showRows(taken, withPushes(rows, pushed, state), part.counts, true);
        return fresh && from === 0 ? showRows(taken, rows, part.counts, false) : taken;
      });
      if (whole) return true;
    }
  }

  function background(task: Promise<void>): void {
    task.catch(() => {
      missed = null;
      store.setState({ phase: 'broken' });
    });
  }

  /** Asks for jobs that are needed and not here; `all`: for all that are needed, since much has changed without being told. */
  async function fill(all: boolean): Promise<void> {
    const state = store.getState();
    const ids = [...wantedIds(state)].filter((id) => all || (!state.snapshots.has(id) && !asked.has(id)));
    if (ids.length === 0) return;
    for (const id of ids) asked.add(id);
    try {
      const found = await readSnapshots(client, ids);
      store.setState((now) => takeWhole(now, found));
    } finally {
      for (const id of ids) asked.delete(id);
    }
  }

  const off = store.subscribe((state, before) => {
    if (state.rows === null) return;
    const other = state.filter !== before.filter || state.fileKind !== before.fileKind || state.query !== before.query;
    if (other) background(read(true));
    const needs = state.inSight !== before.inSight || state.selection !== before.selection || state.dialog !== before.dialog;
    if (needs) background(fill(false));
  });

  return {
    open: (first) => {
      store.setState((state) => showRows(state, first.rows, first.counts, false));
      setTimeout(() => background(read(false).then(readTroubled)));
    },
    begin: () => background(read(false).then(readTroubled)),
    take: (change) => {
      missed?.push(change);
      if (change.reload !== true || rest !== null) return;
      rest = setTimeout(() => {
        rest = null;
        background(read(false));
        background(fill(true));
      }, REST_MS);
    },
    close: () => {
      off();
      readings += 1;
      if (rest !== null) clearTimeout(rest);
    },
  };

  /** Those that wait for something which the user may bring without looking for them, such as a new link. */
  async function readTroubled(): Promise<void> {
    if (countOf(store.getState().counts, 'attention') === 0) return;
    const query = { filter: 'attention', fileKind: null, search: '', from: 0, limit: SNAPSHOTS_ASKED, snapshots: SNAPSHOTS_ASKED } as const;
    const { snapshots } = await client.invoke('jobs:rows', query);
    store.setState((state) => takeWhole(state, snapshots));
  }
}

function joined(rows: ListedRows, part: ListedRows): ListedRows {
  return { ids: [...rows.ids, ...part.ids], keys: [...rows.keys, ...part.keys], open: rows.open + part.open };
}

/** Rows that came twice, since the list moved between two questions, go; what was pushed is put in its place. */
function withPushes(rows: ListedRows, pushed: readonly JobsChanged[], state: WindowState): ListedRows {
  if (pushed.length === 0) return rows;
  const newest = new Map<JobId, JobSnapshot | null>();
  for (const { snapshots, removed } of pushed) {
    for (const snapshot of snapshots) newest.set(snapshot.job.id, snapshot);
    for (const id of removed) newest.set(id, null);
  }
  const snapshots = [...newest.values()].filter((snapshot) => snapshot !== null);
  const removed = [...newest].flatMap(([id, snapshot]) => (snapshot === null ? [id] : []));
  const query = listQuery(state);
  return placeRows(withoutDoubles(rows), { snapshots, removed }, ({ job }) => isListed(job, query));
}

function withoutDoubles(rows: ListedRows): ListedRows {
  const seen = new Set<JobId>();
  const first = rows.ids.map((id) => !seen.has(id) && seen.add(id) === seen);
  return {
    ids: rows.ids.filter((_id, at) => first[at]),
    keys: rows.keys.filter((_key, at) => first[at]),
    open: first.slice(0, rows.open).filter(Boolean).length,
  };
}
