/** The rows of all jobs: every change of one is told to those who must know, and shown with what its run has measured. */
import { isRunning, type Job, type JobId, type JobSnapshot, type JobStateKind } from '@sluice/model';
import type { JobRun } from './job-run.ts';
import { JobRow } from './job-row.ts';
import type { JobQuery, JobStore } from './job-store.ts';
import type { News } from './news.ts';
import type { Reservations } from './reservations.ts';
import type { WaitTimers } from './wait-timers.ts';

export interface RowsContext {
  readonly store: JobStore;
  readonly runs: ReadonlyMap<JobId, JobRun>;
  readonly reservations: Reservations;
  readonly waitTimers: WaitTimers;
  readonly news: News;
}

export class JobRows {
  readonly #context: RowsContext;

  constructor(context: RowsContext) {
    this.#context = context;
  }

  /** A handle on the row, through which it is changed. */
  of(job: Job): JobRow {
    return new JobRow(this.#context.store, (changed) => this.announce(changed), job);
  }

  /** Those that exist, as they are now. */
  read(ids: readonly JobId[]): readonly Job[] {
    return ids.flatMap((id) => this.#context.store.read(id)?.job ?? []);
  }

  idsIn(states: readonly JobStateKind[]): readonly JobId[] {
    return this.#context.store.find({ states }).map((job) => job.id);
  }

  snapshot(id: JobId): JobSnapshot | null {
    const job = this.#running(id) ?? this.#context.store.read(id)?.job;
    return job === undefined ? null : this.#snapshotOf(job);
  }

  snapshots(query: JobQuery): readonly JobSnapshot[] {
    return this.#context.store.find(query).map((job) => this.#snapshotOf(this.#running(job.id) ?? job));
  }

  /** Tells that the row is now as given. */
  announce(job: Job): void {
    const { news, reservations, waitTimers } = this.#context;
    reservations.note(job);
    if (job.state.kind === 'waiting') waitTimers.note(job.id, job.state.reason);
    news.emit({ kind: 'job', cause: 'state', snapshot: this.#snapshotOf(job) });
  }

  announceProgress(): void {
    for (const { job } of this.#context.runs.values()) {
      this.#context.news.emit({ kind: 'job', cause: 'progress', snapshot: this.#snapshotOf(job) });
    }
  }

  /** Tells that the row is gone. */
  announceRemoved(id: JobId): void {
    const { news, reservations, waitTimers } = this.#context;
    waitTimers.forget(id);
    reservations.forget(id);
    news.emit({ kind: 'removed', id });
  }

  /** The row as a run has it; one that is coming to rest has nothing to say about it any more. */
  #running(id: JobId): Job | undefined {
    const job = this.#context.runs.get(id)?.job;
    return job !== undefined && isRunning(job.state.kind) ? job : undefined;
  }

  #snapshotOf(job: Job): JobSnapshot {
    const run = isRunning(job.state.kind) ? this.#context.runs.get(job.id) : undefined;
    return { job, progress: run?.progress() ?? null };
  }
}
