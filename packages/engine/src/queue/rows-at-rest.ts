/** What the user's commands make of jobs that do not run. */
import { assertNever, isTerminal, type JobId } from '@sluice/model';
import { deleteJobData } from './delete-job-data.ts';
import type { JobRow } from './job-row.ts';
import type { JobRows } from './job-rows.ts';
import type { JobStore } from './job-store.ts';
import type { Decision } from './new-job.ts';

/** Those that can be paused are. */
export function pauseRows(rows: JobRows, ids: readonly JobId[]): void {
  rows.changeAll(rows.read(ids), (row) => (row.allows('pause') ? row.changeFor('pause', { kind: 'paused' }) : null));
}

/** Drops what arrived of those that have not ended, and then says so; `atMs` is when. */
export async function cancelRows(rows: JobRows, ids: readonly JobId[], atMs: number): Promise<void> {
  const open = rows.read(ids).filter(({ state }) => !isTerminal(state.kind));
  for (const job of open) await deleteJobData(job);
  const facts = { partFile: null, durableBytes: 0 };
  const rest = { checkpoint: { mode: 'replace', parts: [], blocks: [] } } as const;
  rows.changeAll(open, (row) => (row.allows('cancel') ? row.changeFor('cancel', { kind: 'cancelled', atMs }, facts, rest) : null));
}

/** Forgets them; with `deleteData` also their files. */
export async function removeRows(
  rows: JobRows,
  ids: readonly JobId[],
  { store, deleteData }: { readonly store: Pick<JobStore, 'remove'>; readonly deleteData: boolean },
): Promise<void> {
  if (deleteData) for (const job of rows.read(ids)) await deleteJobData(job);
  store.remove(ids);
  for (const id of ids) rows.announceRemoved(id);
}

/** Notes the answer to what a waiting job asks; false, and nothing is changed, when it asks something else. */
export function answerRow(row: JobRow, answer: Decision): boolean {
  const { options, state, target } = row.job;
  const asked = state.kind === 'waiting' && state.reason.kind === 'decision' ? state.reason.question : null;
  if (asked !== answer.question) return false;
  switch (answer.question) {
    case 'target-exists':
      row.update({ target: { ...target, conflict: answer.conflict } });
      return true;
    case 'remote-changed':
      row.update({ options: { ...options, onRemoteChange: 'restart' } });
      return true;
    default:
      return assertNever(answer);
  }
}
