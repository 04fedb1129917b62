/** Which jobs a filter and a search show, in which order, and how many each filter holds. */
import {
  assertNever,
  displayName,
  FILE_KINDS,
  fileKindOf,
  type FileKind,
  type JobId,
  type JobSnapshot,
  type JobState,
  searchWords,
} from '@sluice/model';

export const FILTERS = ['all', 'active', 'queued', 'paused', 'completed', 'attention'] as const;

type StateFilter = (typeof FILTERS)[number];

/** What is listed: the jobs in some states, or the files of a kind. */
export type Filter = StateFilter | FileKind;

export function isKind(filter: Filter): filter is FileKind {
  return FILE_KINDS.some((kind) => kind === filter);
}

export type FilterCounts = Readonly<Record<Filter, number>>;

/** The filter, besides All, that a state belongs to; cancelled jobs are found under All only. */
function filterOf(state: JobState): Exclude<StateFilter, 'all'> | null {
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

export function countJobs(snapshots: Iterable<JobSnapshot>): FilterCounts {
  const counts: Record<Filter, number> = {
    ...{ all: 0, active: 0, queued: 0, paused: 0, completed: 0, attention: 0 },
    ...{ archives: 0, documents: 0, video: 0, audio: 0, images: 0, programs: 0, other: 0 },
  };
  for (const { job } of snapshots) {
    counts.all += 1;
    counts[fileKindOf(displayName(job))] += 1;
    const filter = filterOf(job.state);
    if (filter !== null) counts[filter] += 1;
  }
  return counts;
}

/** Whether a filter and a search show a job: the rule of the main process, which it must not differ from. */
export function isListed(snapshot: JobSnapshot, filter: Filter, query: string): boolean {
  return shows(filter, snapshot) && matches(snapshot, searchWords(query));
}

/** Open jobs in the order they run, then the finished ones, newest first. All words of the query must be in the name or host. */
export function listJobs(snapshots: Iterable<JobSnapshot>, filter: Filter, query: string): readonly JobId[] {
  const words = searchWords(query);
  return [...snapshots]
    .filter(({ job }) => shows(filter, { job }) && matches({ job }, words))
    .sort(inOrder)
    .map(({ job }) => job.id);
}

function shows(filter: Filter, { job }: Pick<JobSnapshot, 'job'>): boolean {
  if (filter === 'all') return true;
  return isKind(filter) ? fileKindOf(displayName(job)) === filter : filterOf(job.state) === filter;
}

function matches({ job }: Pick<JobSnapshot, 'job'>, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = `${displayName(job)}\n${job.source.host}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function inOrder({ job: a }: JobSnapshot, { job: b }: JobSnapshot): number {
  const [endA, endB] = [endedAtMs(a.state), endedAtMs(b.state)];
  if (endA !== null && endB !== null && endA !== endB) return endB - endA;
  if ((endA === null) !== (endB === null)) return endA === null ? -1 : 1;
  return a.rank - b.rank || a.createdAtMs - b.createdAtMs;
}

function endedAtMs(state: JobState): number | null {
  return state.kind === 'done' || state.kind === 'cancelled' ? state.atMs : null;
}
