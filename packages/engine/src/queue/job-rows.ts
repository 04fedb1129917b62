/** The rows of all jobs: every change of one is told to those who must know, and shown with what its run has measured. */
import { boundedHistory, isRunning, type HistoryEvent, type Job, type JobId, type JobSnapshot, type JobStateKind } from '@sluice/model';
import type { JobRun } from './job-run.ts';
import { JobRow } from './job-row.ts';
import type { JobChange, JobHistory, JobQuery, JobStore } from './job-store.ts';
import type { News } from './news.ts';
import type { Reservations } from './reservations.ts';
import type { WaitTimers } from './wait-timers.ts';

export interface RowsContext {
  readonly store: JobStore;
  readonly history: JobHistory | undefined;
  readonly nowMs: () => number;
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
    const { store, nowMs } = this.#context;
    return new JobRow({ store, nowMs, listener: (changed) => this.announce(changed) }, job);
  }

  /** Applies to each row the change that `step` makes of it, all in one transaction; null passes a row over. */
  changeAll(jobs: readonly Job[], step: (row: JobRow) => JobChange | null): void {
    const changed = jobs.flatMap((job) => {
      const row = this.of(job);
      const change = step(row);
      return change === null ? [] : [{ row, change }];
    });
    if (changed.length === 0) return;
    this.#context.store.save(changed.map(({ change }) => change));
    for (const { row, change } of changed) row.settle(change);
  }

  /** Those that exist, as they are now. */
  read(ids: readonly JobId[]): readonly Job[] {
    return ids.length === 0 ? [] : this.#context.store.find({ ids });
  }

  idsIn(states: readonly JobStateKind[]): readonly JobId[] {
    return this.#context.store.ranks(states).map(({ id }) => id);
  }

  /** From the adding on, what is not stored yet included. */
  history(id: JobId): readonly HistoryEvent[] {
    const { history, runs } = this.#context;
    const run = runs.get(id);
    const job = run?.job ?? this.#context.store.read(id)?.job;
    if (job === undefined) return [];
    const added = { kind: 'added', atMs: job.createdAtMs } as const;
    return [added, ...boundedHistory([...(history?.events(id) ?? []), ...(run?.noted ?? [])])];
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
