/** How pushes change the window's state: pure steps from one state to the next. */
import type { JobsChanged } from '@sluice/ipc';
import { countJobs, displayName, isRunning, type FileKind, type JobId, type JobSnapshot, type ListFilter } from '@sluice/model';
import { windowWords } from '@sluice/words';
import { listJobs } from '../filters/filter-jobs.ts';
import { languageOf } from '../i18n/language-of.ts';
import { keepListed } from '../jobs/selection.ts';
import { NO_HISTORY, recordSecond, type ThroughputHistory } from '../throughput/throughput-history.ts';
import { KEPT_WHOLE, rowsOf, sameOrder, takeIntoRows } from './long-list.ts';
import type { WindowState } from './window-state.ts';

/** Takes in what the main process pushed. Progress alone moves no row: the list and the counts stay the same values then. */
export function takeJobs(state: WindowState, change: JobsChanged): WindowState {
  const { snapshots, removed } = change;
  const next = new Map(state.snapshots);
  for (const snapshot of snapshots) next.set(snapshot.job.id, snapshot);
  for (const id of removed) next.delete(id);
  const taken = { ...state, snapshots: next };
  const rearranged = removed.length > 0 || snapshots.some((snapshot) => movesRow(state.snapshots.get(snapshot.job.id), snapshot));
  if (!rearranged) return taken;
  const announcement = announce(state, snapshots);
  const told = { ...taken, ...(announcement === null ? {} : { announcement }) };
  return state.rows === null ? relist(told) : takeIntoRows(told, state.rows, change);
}

/** A long list follows when the main process has answered. */
export function showFilter(state: WindowState, filter: ListFilter): WindowState {
  // All are all: of every kind too.
  return relist({ ...state, filter, fileKind: filter === 'all' ? null : state.fileKind });
}

/** Narrows what is shown down to a kind of file; chosen again, it shows every kind. A long list follows as above. */
export function showKind(state: WindowState, fileKind: FileKind): WindowState {
  return relist({ ...state, fileKind: state.fileKind === fileKind ? null : fileKind });
}

/** A long list follows when the main process has answered. */
export function search(state: WindowState, query: string): WindowState {
  return relist({ ...state, query });
}

/** One more second of history, for the whole and for each job that runs. */
export function takeSecond(state: WindowState): WindowState {
  const active = [...state.snapshots.values()].filter(({ job }) => isRunning(job.state.kind));
  const now = active.length === 0 ? 0 : state.throughput.bytesPerSecond;
  const history = recordSecond(state.history, now);
  const jobHistories = new Map<JobId, ThroughputHistory>();
  for (const { job, progress } of active) {
    jobHistories.set(job.id, recordSecond(state.jobHistories.get(job.id) ?? NO_HISTORY, progress?.bytesPerSecond ?? 0));
  }
  if (history === state.history && jobHistories.size === 0 && state.jobHistories.size === 0) return state;
  return { ...state, history, jobHistories };
}

function relist(state: WindowState): WindowState {
  if (state.rows !== null) return state;
  const snapshots = [...state.snapshots.values()];
  const listed = listJobs(snapshots, state);
  return {
    ...state,
    listed: sameOrder(listed, state.listed) ? state.listed : listed,
    counts: countJobs(snapshots.map(({ job }) => job)),
    selection: keepListed(state.selection, state.listed, listed),
    // So many are not kept for long.
    rows: state.snapshots.size > KEPT_WHOLE ? rowsOf(listed, state.snapshots) : null,
  };
}

function movesRow(before: JobSnapshot | undefined, after: JobSnapshot): boolean {
  if (before === undefined) return true;
  if (before.job === after.job) return false;
  const [a, b] = [before.job, after.job];
  return (
    a.state.kind !== b.state.kind ||
    a.rank !== b.rank ||
    JSON.stringify(a.state) !== JSON.stringify(b.state) ||
    displayName(a) !== displayName(b)
  );
}

/** What a screen reader says: changes that people wait for, never the steps between, and no more than three at a time. */
function announce(state: WindowState, snapshots: readonly JobSnapshot[]): string | null {
  const { announced, asks } = windowWords(languageOf(state));
  const sentences = snapshots.flatMap(({ job }) => {
    const before = state.snapshots.get(job.id)?.job.state.kind;
    const { kind } = job.state;
    const need = job.state.kind === 'waiting' ? job.state.reason.kind : null;
    const passing = kind === 'probing' || kind === 'verifying' || kind === 'committing';
    if (before === kind || passing) return [];
    const sentence = need === 'new-link' || need === 'decision' || need === 'disk-space' ? asks[need] : announced[kind];
    return [sentence(displayName(job))];
  });
  return sentences.length === 0 ? null : sentences.slice(0, 3).join(' ');
}
