/** The queue in memory, for tests. Keeps frozen copies of what it is given, so that shared references show as errors. */
import type { JobChange, JobQuery, JobStore, StoredJob } from '@sluice/engine';
import type { Block, Job, JobId, Part } from '@sluice/model';

export class MemoryJobStore implements JobStore {
  #stored: ReadonlyMap<JobId, StoredJob>;

  /** With `before`, begins with what that store holds, like a program that starts again. */
  constructor(before?: MemoryJobStore) {
    this.#stored = new Map(before?.content);
  }

  /** Everything, by id, in order of adding. */
  get content(): ReadonlyMap<JobId, StoredJob> {
    return this.#stored;
  }

  find(query: JobQuery): readonly Job[] {
    const jobs = [...this.#stored.values()].map((stored) => stored.job);
    const wanted = jobs.filter((job) => query.states === undefined || query.states.includes(job.state.kind));
    const ordered = wanted.sort((a, b) => a.rank - b.rank || a.createdAtMs - b.createdAtMs);
    return frozenCopy(ordered.slice(0, query.limit));
  }

  read(id: JobId): StoredJob | null {
    return frozenCopy(this.#stored.get(id) ?? null);
  }

  save(changes: readonly JobChange[]): void {
    const next = new Map(this.#stored);
    for (const change of changes) next.set(change.job.id, frozenCopy(applied(change, next.get(change.job.id))));
    this.#stored = next;
  }

  remove(ids: readonly JobId[]): void {
    this.#stored = new Map([...this.#stored].filter(([id]) => !ids.includes(id)));
  }
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
