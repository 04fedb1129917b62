/** The queue in memory, for tests. Keeps frozen copies of what it is given, so that shared references show as errors. */
import type { JobChange, JobHistory, JobQuery, JobStore, StoredJob } from '@sluice/engine';
import {
  boundedHistory,
  isRunning,
  type Block,
  type HistoryEvent,
  type Job,
  type JobId,
  type JobStateKind,
  type Part,
  type Ranked,
} from '@sluice/model';

export class MemoryJobStore implements JobStore, JobHistory {
  #stored: ReadonlyMap<JobId, StoredJob>;
  #histories: ReadonlyMap<JobId, readonly HistoryEvent[]>;

  /** With `before`, begins with what that store holds, like a program that starts again. */
  constructor(before?: MemoryJobStore) {
    this.#stored = new Map(before?.content);
    this.#histories = new Map(before?.histories);
  }

  /** Everything, by id, in order of adding. */
  get content(): ReadonlyMap<JobId, StoredJob> {
    return this.#stored;
  }

  get histories(): ReadonlyMap<JobId, readonly HistoryEvent[]> {
    return this.#histories;
  }

  events(id: JobId): readonly HistoryEvent[] {
    return this.#histories.get(id) ?? [];
  }

  find(query: JobQuery): readonly Job[] {
    const jobs = [...this.#stored.values()].map((stored) => stored.job);
    const wanted = jobs.filter((job) => isWanted(job, query));
    const ordered = wanted.sort((a, b) => a.rank - b.rank || a.createdAtMs - b.createdAtMs);
    return frozenCopy(query.ids === undefined || query.states !== undefined ? ordered.slice(0, query.limit) : ordered);
  }

  ranks(states: readonly JobStateKind[]): readonly Ranked[] {
    return this.find({ states }).map(({ id, rank }) => ({ id, rank }));
  }

  read(id: JobId): StoredJob | null {
    return frozenCopy(this.#stored.get(id) ?? null);
  }

  save(changes: readonly JobChange[]): void {
    const next = new Map(this.#stored);
    for (const change of changes) next.set(change.job.id, frozenCopy(applied(change, next.get(change.job.id))));
    this.#stored = next;
    const histories = new Map(this.#histories);
    for (const { job, history = [] } of changes) {
      if (history.length > 0) histories.set(job.id, boundedHistory(frozenCopy([...(histories.get(job.id) ?? []), ...history])));
    }
    this.#histories = histories;
  }

  remove(ids: readonly JobId[]): void {
    this.#stored = new Map([...this.#stored].filter(([id]) => !ids.includes(id)));
    this.#histories = new Map([...this.#histories].filter(([id]) => !ids.includes(id)));
  }
}

function isWanted({ id, state, target }: Job, { begun, ids, states }: JobQuery): boolean {
  if (ids !== undefined && !ids.includes(id)) return false;
  if (ids !== undefined && states === undefined) return true;
  if (states !== undefined && !states.includes(state.kind)) return false;
  return begun !== true || target.path !== null || state.kind === 'waiting' || isRunning(state.kind);
}

function applied({ job, secrets, checkpoint }: JobChange, before: StoredJob | undefined): StoredJob {
  if (!Number.isFinite(job.rank) || !Number.isFinite(job.createdAtMs)) throw new Error(`job ${job.id} has no place in the queue`);
  const old = checkpoint?.mode === 'replace' ? undefined : before?.checkpoint;
  const parts = merged(old?.parts ?? [], checkpoint?.parts ?? [], (part) => part.range.start);
  const blocks = merged(old?.blocks ?? [], checkpoint?.blocks ?? [], (block) => block.index);
  for (const number of [...parts.flatMap(numbersOfPart), ...blocks.flatMap(numbersOfBlock)]) {
    if (!Number.isSafeInteger(number)) throw new Error(`job ${job.id} has a checkpoint with ${number} in it`);
  }
  return { job, secrets: secrets ?? before?.secrets ?? { url: job.source.url, headers: [] }, checkpoint: { parts, blocks } };
}

/** Old and new in the order of their keys; of two with the same key, the new one. */
function merged<T>(old: readonly T[], given: readonly T[], key: (item: T) => number): readonly T[] {
  const byKey = new Map([...old, ...given].map((item) => [key(item), item]));
  return [...byKey].sort(([a], [b]) => a - b).map(([, item]) => item);
}

function numbersOfPart(part: Part): readonly number[] {
  return [part.range.start, part.range.end, part.durableBytes];
}

function numbersOfBlock(block: Block): readonly number[] {
  return [block.index, block.lengthBytes, block.crc32];
}

function frozenCopy<T>(value: T): T {
  return deepFreeze(structuredClone(value));
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
