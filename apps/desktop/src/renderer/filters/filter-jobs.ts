/** What the list shows while all jobs are in the window, and in which order; the rules are the model's. */
import {
  isListed,
  listKeyOf,
  searchWords,
  type FileKind,
  type JobId,
  type JobSnapshot,
  type ListFilter,
  type ListQuery,
} from '@sluice/model';

/** What the user has chosen to see: a state, a kind of file, and words. Each narrows the others down. */
export interface Shown {
  readonly filter: ListFilter;
  /** Null: every kind. */
  readonly fileKind: FileKind | null;
  /** As typed. */
  readonly query: string;
}

export function listQuery({ filter, fileKind, query }: Shown): ListQuery {
  return { filter, fileKind, words: searchWords(query) };
}

/** Open jobs in the order they run, then the finished ones, newest first. */
export function listJobs(snapshots: Iterable<JobSnapshot>, shown: Shown): readonly JobId[] {
  const query = listQuery(shown);
  return [...snapshots]
    .filter(({ job }) => isListed(job, query))
    .sort(inOrder)
    .map(({ job }) => job.id);
}

function inOrder({ job: a }: JobSnapshot, { job: b }: JobSnapshot): number {
  const [one, other] = [listKeyOf(a), listKeyOf(b)];
  if (one.ended !== other.ended) return one.ended ? 1 : -1;
  if (one.ended && one.key !== other.key) return other.key - one.key;
  return a.rank - b.rank || a.createdAtMs - b.createdAtMs;
}
