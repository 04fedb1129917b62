/**
 * A long list: the order of all its rows is here, but whole jobs only of those that are in sight or that something is done with.
 * The main process filters, searches and counts; what it pushes is put in its place by the same rules.
 */
import type { JobsChanged } from '@sluice/ipc';
import {
  isListed,
  isRunning,
  listKeyOf,
  needsUser,
  type JobId,
  type JobSnapshot,
  type ListCounts,
  type ListedRows,
  type ListKey,
} from '@sluice/model';
import { listQuery, type Shown } from '../filters/filter-jobs.ts';
import { keepListed } from '../jobs/selection.ts';
import type { WindowState } from './window-state.ts';

/** Up to so many jobs are kept whole, and then everything is answered within the window. About 1 KB each. */
export const KEPT_WHOLE = 2_000;
/** Whole jobs that are kept although nobody sees them. */
const KEPT_ASIDE = 500;
const NO_ROWS: ListedRows = { ids: [], keys: [], open: 0 };

interface Row {
  readonly id: JobId;
  readonly key: number;
}

/** The rows with what has changed in its new place. One pass over all of them, however much has changed. */
export function placeRows(rows: ListedRows, { snapshots, removed }: JobsChanged, shows: (snapshot: JobSnapshot) => boolean): ListedRows {
  const gone = new Set([...removed, ...snapshots.map(({ job }) => job.id)]);
  const coming = snapshots.filter(shows).map(({ job }) => ({ id: job.id, ...listKeyOf(job) }));
  const ids: JobId[] = [];
  const keys: number[] = [];
  const put = ({ id, key }: Row): void => void (ids.push(id), keys.push(key));
  merge(rows, [0, rows.open], gone, sorted(coming, false), (a, b) => a < b, put);
  const open = ids.length;
  merge(rows, [rows.open, rows.ids.length], gone, sorted(coming, true), (a, b) => a > b, put);
  return { ids, keys, open };
}

function sorted(coming: readonly (Row & ListKey)[], ended: boolean): readonly Row[] {
  return coming.filter((row) => row.ended === ended).sort((a, b) => (ended ? b.key - a.key : a.key - b.key));
}

function merge(
  rows: ListedRows,
  [from, to]: readonly [number, number],
  gone: ReadonlySet<JobId>,
  coming: readonly Row[],
  precedes: (a: number, b: number) => boolean,
  put: (row: Row) => void,
): void {
  let next = 0;
  for (let at = from; at < to; at += 1) {
    const [id, key] = [rows.ids[at], rows.keys[at]];
    if (id === undefined || key === undefined || gone.has(id)) continue;
    for (let row = coming[next]; row !== undefined && precedes(row.key, key); row = coming[next]) {
      put(row);
      next += 1;
    }
    put({ id, key });
  }
  for (const row of coming.slice(next)) put(row);
}

/** The rows with new ranks for some of the open jobs. */
export function rerankRows({ ids, keys, open }: ListedRows, ranks: ReadonlyMap<JobId, number>): ListedRows {
  const moved = ids.slice(0, open).map((id, at) => ({ id, key: ranks.get(id) ?? keys[at] ?? 0 }));
  moved.sort((a, b) => a.key - b.key);
  return { ids: [...moved.map(({ id }) => id), ...ids.slice(open)], keys: [...moved.map(({ key }) => key), ...keys.slice(open)], open };
}

/** The rows of a list whose jobs are all here. */
export function rowsOf(listed: readonly JobId[], snapshots: ReadonlyMap<JobId, JobSnapshot>): ListedRows {
  const jobs = listed.flatMap((id) => snapshots.get(id) ?? []);
  return placeRows(NO_ROWS, { snapshots: jobs, removed: [] }, () => true);
}

/** Takes in a push, `snapshots` being all that are here with it: rows that moved go to their new place. */
export function takeIntoRows(state: WindowState, rows: ListedRows, change: JobsChanged): WindowState {
  const query = listQuery(state);
  const placed = placeRows(rows, change, ({ job }) => isListed(job, query));
  const touched = [...change.removed, ...change.snapshots.map(({ job }) => job.id)];
  const { ids, anchor, cursor } = state.selection;
  const touchesSelection = touched.some((id) => ids.has(id) || id === anchor || id === cursor);
  return withoutHidden({
    ...state,
    rows: placed,
    listed: sameOrder(placed.ids, state.listed) ? state.listed : placed.ids,
    counts: change.counts ?? state.counts,
    selection: touchesSelection ? keepListed(state.selection, state.listed, placed.ids) : state.selection,
  });
}

/** Shows what was read. `whole`: to the end, so that what is missing is gone. */
export function showRows(state: WindowState, rows: ListedRows, counts: ListCounts, whole: boolean): WindowState {
  return withoutHidden({
    ...state,
    rows,
    listed: sameOrder(rows.ids, state.listed) ? state.listed : rows.ids,
    counts,
    selection: whole ? keepListed(state.selection, state.listed, rows.ids) : state.selection,
  });
}

/** Takes in jobs that were asked for; they move no row. */
export function takeWhole(state: WindowState, arrived: readonly JobSnapshot[]): WindowState {
  if (arrived.length === 0) return state;
  const snapshots = new Map(state.snapshots);
  for (const snapshot of arrived) snapshots.set(snapshot.job.id, snapshot);
  return withoutHidden({ ...state, snapshots });
}

/** Jobs that must be here whole: those in sight, and those that the user has chosen or is asked about. */
export function wantedIds({ inSight, selection, dialog }: WindowState): ReadonlySet<JobId> {
  const chosen = selection.ids.size <= KEPT_ASIDE ? selection.ids : [];
  const asked = dialog !== null && 'id' in dialog ? [dialog.id] : [];
  return new Set([...inSight, ...chosen, ...asked, ...(selection.cursor === null ? [] : [selection.cursor])]);
}

/** Lets go of jobs that nobody sees. What runs is kept for its history, and what needs the user for the links that may help it. */
function withoutHidden(state: WindowState): WindowState {
  const wanted = wantedIds(state);
  if (state.snapshots.size <= wanted.size + KEPT_ASIDE) return state;
  let aside = 0;
  const kept = [...state.snapshots].filter(([id, { job }]) => {
    if (wanted.has(id) || isRunning(job.state.kind)) return true;
    if (!needsUser(job.state) || aside >= KEPT_ASIDE / 2) return false;
    aside += 1;
    return true;
  });
  return kept.length === state.snapshots.size ? state : { ...state, snapshots: new Map(kept) };
}

/** How the main process is asked for a filter and a search. */
export function queryOf({ filter, fileKind, query }: Shown) {
  return { filter, fileKind, search: query.slice(0, MOST_SEARCHED) };
}

/** As much of a search as a message takes. */
const MOST_SEARCHED = 1024;

export function sameOrder(a: readonly JobId[], b: readonly JobId[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}
