/** Which jobs a filter of the list shows, and in which order: one rule for the database, which answers, and the window, which follows. */
import { assertNever } from './assert-never.ts';
import type { FileKind } from './file-kind.ts';
import type { Job, JobId, JobState } from './job.ts';

/** Cancelled jobs are found under All only. */
export const LIST_FILTERS = ['all', 'active', 'queued', 'paused', 'completed', 'attention'] as const;

export type ListFilter = (typeof LIST_FILTERS)[number];

export interface ListQuery {
  readonly filter: ListFilter;
  /** Null: every kind of file. */
  readonly fileKind: FileKind | null;
  /** Each of them must be in the name or the host, whatever its case. */
  readonly words: readonly string[];
}

/** Where a row stands: open jobs by rank, then the ended ones, newest first. */
export interface ListKey {
  readonly ended: boolean;
  /** The rank of an open job, the time at which another ended. */
  readonly key: number;
}

/** A stretch of a list: parallel columns, since there may be a hundred thousand rows. */
export interface ListedRows {
  readonly ids: readonly JobId[];
  readonly keys: readonly number[];
  /** How many of the stretch, all at its beginning, are open. */
  readonly open: number;
}

export interface ListCounts {
  readonly filters: Readonly<Record<ListFilter, number>>;
  /** Of all jobs. */
  readonly fileKinds: Readonly<Record<FileKind, number>>;
}

/** The filter, besides All, that a state belongs to. */
export function filterOf(state: JobState): Exclude<ListFilter, 'all'> | null {
  switch (state.kind) {
    case 'queued':
      return 'queued';
    case 'probing':
    case 'transferring':
    case 'verifying':
    case 'committing':
      return 'active';
    case 'paused':
      return 'paused';
    case 'done':
      return 'completed';
    case 'failed':
      return 'attention';
    case 'cancelled':
      return null;
    case 'waiting':
      return needsUser(state) ? 'attention' : 'active';
    default:
      return assertNever(state);
  }
}

/** Whether nothing goes on before the user did something. */
export function needsUser(state: JobState): boolean {
  if (state.kind === 'failed') return true;
  if (state.kind !== 'waiting') return false;
  const { kind } = state.reason;
  return kind === 'new-link' || kind === 'decision' || kind === 'disk-space';
}

export function listKeyOf({ rank, state }: Job): ListKey {
  return state.kind === 'done' || state.kind === 'cancelled' ? { ended: true, key: state.atMs } : { ended: false, key: rank };
}

/** The words of what somebody typed into the search. */
export function searchWords(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}
