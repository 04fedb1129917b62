/** A queue's store that counts what it is asked to write, and how long that takes. */
import type { JobChange, JobQuery, JobStore, StoredJob } from '@sluice/engine';
import type { Job, JobId, JobStateKind } from '@sluice/model';

export class CountingStore implements JobStore {
  readonly #real: JobStore;
  saves = 0;
  saveMs = 0;
  largestSaveMs = 0;
  rows = 0;
  /** The most parts that the job had at once, as far as they were written. */
  parts = 0;

  constructor(real: JobStore) {
    this.#real = real;
  }

  find(query: JobQuery): readonly Job[] {
    return this.#real.find(query);
  }

  ranks(states: readonly JobStateKind[]): ReturnType<JobStore['ranks']> {
    return this.#real.ranks(states);
  }

  read(id: JobId): StoredJob | null {
    return this.#real.read(id);
  }

  save(changes: readonly JobChange[]): void {
    const startedMs = performance.now();
    this.#real.save(changes);
    const tookMs = performance.now() - startedMs;
    this.saves += 1;
    this.saveMs += tookMs;
    this.largestSaveMs = Math.max(this.largestSaveMs, tookMs);
    for (const { checkpoint } of changes) {
      if (checkpoint === undefined) continue;
      this.rows += checkpoint.parts.length + checkpoint.blocks.length;
      if (checkpoint.mode === 'replace') this.parts = Math.max(this.parts, checkpoint.parts.length);
    }
  }

  remove(ids: readonly JobId[]): void {
    this.#real.remove(ids);
  }
}
