/** Which jobs a filter of the list shows, and in which order: one rule for the database, which answers, and the window, which follows. */
import { assertNever } from './assert-never.ts';
import { FILE_KINDS, fileKindOf, type FileKind } from './file-kind.ts';
import { displayName, type Job, type JobId, type JobState } from './job.ts';

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

/** Where a job is found besides All. */
export const LIST_PLACES = ['active', 'queued', 'paused', 'completed', 'attention', 'cancelled'] as const;

export type ListPlace = (typeof LIST_PLACES)[number];

/** How many jobs there are of each kind of file in each place: what any filter with any kind holds follows from it. */
export type ListCounts = Readonly<Record<FileKind, Readonly<Record<ListPlace, number>>>>;

export interface CountedCell {
  readonly fileKind: FileKind;
  readonly place: ListPlace;
  readonly jobs: number;
}

/** Adds up; what no cell names has none. */
export function toListCounts(cells: Iterable<CountedCell>): ListCounts {
  const counts = Object.fromEntries(FILE_KINDS.map((kind) => [kind, { ...NOWHERE }])) as Record<FileKind, Record<ListPlace, number>>;
  for (const { fileKind, place, jobs } of cells) counts[fileKind][place] += jobs;
  return counts;
}

const NOWHERE: Readonly<Record<ListPlace, number>> = { active: 0, queued: 0, paused: 0, completed: 0, attention: 0, cancelled: 0 };

export function countJobs(jobs: Iterable<Job>): ListCounts {
  return toListCounts(
    [...jobs].map((job) => ({ fileKind: fileKindOf(displayName(job)), place: filterOf(job.state) ?? 'cancelled', jobs: 1 })),
  );
}

/** How many jobs a filter shows of a kind of file, or of every kind (null). */
export function countOf(counts: ListCounts, filter: ListFilter, fileKind: FileKind | null = null): number {
  const places: readonly ListPlace[] = filter === 'all' ? LIST_PLACES : [filter];
  const kinds: readonly FileKind[] = fileKind === null ? FILE_KINDS : [fileKind];
  return kinds.reduce((sum, kind) => sum + places.reduce((part, place) => part + counts[kind][place], 0), 0);
}

/** Whether a list shows a job. */
export function isListed(job: Job, { filter, fileKind, words }: ListQuery): boolean {
  if (filter !== 'all' && filterOf(job.state) !== filter) return false;
  const name = displayName(job);
  if (fileKind !== null && fileKindOf(name) !== fileKind) return false;
  if (words.length === 0) return true;
  const text = `${name}\n${job.source.host}`.toLowerCase();
  return words.every((word) => text.includes(word));
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
