/** The queue: which job runs next, and the user's commands. Memory holds only what runs; everything else is the store's (law 4). */
import {
  isRunning,
  isTerminal,
  type Failure,
  type Job,
  type JobEvent,
  type JobId,
  type JobSnapshot,
  type JobStateKind,
} from '@sluice/model';
import { TokenBucket } from '../transfer/token-bucket.ts';
import { Checkpointer } from './checkpointer.ts';
import { deleteJobData } from './delete-job-data.ts';
import type { EnginePorts } from './engine-ports.ts';
import { JobRow } from './job-row.ts';
import { JobRun } from './job-run.ts';
import type { JobQuery } from './job-store.ts';
import { makeJob } from './make-job.ts';
import type { AddOutcome, NewJob, QueueEvent } from './new-job.ts';
import { Reservations } from './reservations.ts';
import { endsByItself, type StopReason } from './settle.ts';
import type { RunContext } from './run-context.ts';
import type { QueueSettings } from './settings.ts';
import { WaitTimers } from './wait-timers.ts';

const PROGRESS_INTERVAL_MS = 250;
const UNFINISHED: readonly JobStateKind[] = ['queued', 'probing', 'transferring', 'verifying', 'committing', 'paused', 'waiting', 'failed'];
const RUNNING: readonly JobStateKind[] = ['probing', 'transferring', 'verifying', 'committing'];

export class JobQueue {
  readonly #ports: EnginePorts;
  readonly #onFault: (fault: unknown) => void;
  readonly #runs = new Map<JobId, JobRun>();
  readonly #listeners = new Set<(event: QueueEvent) => void>();
  readonly #reservations = new Reservations();
  readonly #checkpointer: Checkpointer;
  readonly #globalBucket: TokenBucket;
  readonly #waitTimers: WaitTimers;
  #settings: QueueSettings;
  /** Jobs that may run although the queue does not start by itself; null: all may. */
  #chosen: Set<JobId> | null = null;
  #accepting = false;
  #cancelProgress: (() => void) | null = null;
  #stopListening: (() => void) | null = null;

  /** `onFault` is told of bugs and of a store that refuses; the queue goes on as far as it can. */
  constructor(ports: EnginePorts, settings: QueueSettings, onFault: (fault: unknown) => void = reportFault) {
    this.#ports = ports;
    this.#settings = settings;
    this.#onFault = onFault;
    this.#checkpointer = new Checkpointer(ports.clock, ports.store, onFault);
    this.#globalBucket = new TokenBucket(ports.clock, settings.limitBytesPerSecond);
    this.#waitTimers = new WaitTimers(ports, (id) => this.#continueWaiting(id));
  }

  /**
   * Recovers what a crash or quit left running, and begins to work. Without `autostart` only jobs given to `run` are run.
   */
  open({ autostart }: { readonly autostart: boolean }): void {
    this.#chosen = autostart ? null : new Set();
    for (const job of this.#ports.store.find({ states: UNFINISHED })) {
      this.#reservations.note(job);
      if (isRunning(job.state.kind)) this.#rowOf(job).applyPlain('interrupt', 'queued');
      else if (autostart && job.state.kind === 'waiting' && endsByItself(job.state.reason))
        this.#rowOf(job).applyPlain('continue', 'queued');
    }
    this.#stopListening = this.#ports.connectivity.onChange((online) => {
      if (online) this.#waitTimers.networkIsBack();
    });
    this.#accepting = true;
    this.#schedule();
  }

  /** Adds jobs in one transaction, in the order given. A request that can't be one is refused and the others are added. */
  add(requests: readonly NewJob[]): readonly AddOutcome[] {
    const { clock, random, sources, store } = this.#ports;
    const nowMs = clock.nowMs();
    const made = requests.map((request, index) => makeJob(request, { nowMs, index, random, sources }));
    store.save(made.flatMap((outcome) => (outcome.kind === 'made' ? [{ job: outcome.job, secrets: outcome.secrets }] : [])));
    const outcomes = made.map((outcome): AddOutcome => (outcome.kind === 'made' ? { kind: 'added', job: outcome.job } : outcome));
    for (const outcome of outcomes) if (outcome.kind === 'added') this.#announce(outcome.job);
    this.#schedule();
    return outcomes;
  }

  /** Queues these jobs, whatever unfinished state they are in, and runs them even when the queue does not start by itself. */
  run(ids: readonly JobId[]): void {
    for (const id of ids) this.#chosen?.add(id);
    this.#queueAgain(ids);
  }

  /** Resolves when the sockets of these jobs are closed and all they received is durable (spec F1). */
  async pause(ids: readonly JobId[]): Promise<void> {
    await this.#stopRuns(ids, 'pause');
    this.#applyWhereAllowed(ids, 'pause', 'paused');
    this.#schedule();
  }

  resume(ids: readonly JobId[]): void {
    this.#queueAgain(ids);
  }

  /** Goes on from what is kept, after a failure or before a wait is over. */
  retry(ids: readonly JobId[]): void {
    this.#queueAgain(ids);
  }

  /** Stops, drops the data that arrived, and keeps the row. Finished jobs are left alone. */
  async cancel(ids: readonly JobId[]): Promise<void> {
    await this.#stopRuns(ids, 'cancel');
    for (const job of this.#read(ids)) {
      if (isTerminal(job.state.kind)) continue;
      await deleteJobData(job);
      const state = { kind: 'cancelled', atMs: this.#ports.clock.nowMs() } as const;
      const facts = { partFile: null, durableBytes: 0 };
      this.#rowOf(job).apply('cancel', state, facts, { checkpoint: { mode: 'replace', parts: [], blocks: [] } });
    }
    this.#schedule();
  }

  /** Forgets jobs; with `deleteData` also the part file, or the finished file. */
  async remove(ids: readonly JobId[], { deleteData }: { readonly deleteData: boolean }): Promise<void> {
    await this.#stopRuns(ids, 'remove');
    if (deleteData) for (const job of this.#read(ids)) await deleteJobData(job);
    this.#ports.store.remove(ids);
    for (const id of ids) {
      this.#waitTimers.forget(id);
      this.#reservations.forget(id);
      this.#emit({ kind: 'removed', id });
    }
    this.#schedule();
  }

  async pauseAll(): Promise<void> {
    await this.pause(this.#idsIn(['queued', 'waiting', ...RUNNING]));
  }

  resumeAll(): void {
    this.#queueAgain(this.#idsIn(['paused']));
  }

  snapshot(id: JobId): JobSnapshot | null {
    const job = this.#runs.get(id)?.job ?? this.#ports.store.read(id)?.job;
    return job === undefined ? null : this.#snapshotOf(job);
  }

  /** In queue order. */
  snapshots(query: JobQuery = {}): readonly JobSnapshot[] {
    return this.#ports.store.find(query).map((job) => this.#snapshotOf(this.#runs.get(job.id)?.job ?? job));
  }

  /** Calls `listener` with news until the returned function is called. */
  subscribe(listener: (event: QueueEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Changes the settings at once; what runs keeps its number of connections. */
  configure(settings: QueueSettings): void {
    const limitChanged = settings.limitBytesPerSecond !== this.#settings.limitBytesPerSecond;
    this.#settings = settings;
    if (limitChanged) this.#globalBucket.setLimit(settings.limitBytesPerSecond);
    this.#schedule();
  }

  /** The system goes to sleep: everything received is made durable and all sockets are closed; what ran is queued (spec F4). */
  async suspend(): Promise<void> {
    this.#accepting = false;
    await this.#stopRuns([...this.#runs.keys()], 'suspend');
  }

  /** The system is awake: old sockets are dropped and the queue goes on with exactly what ran. */
  async wake(): Promise<void> {
    await this.#ports.transport.dropIdleConnections();
    this.#accepting = true;
    this.#schedule();
  }

  /** Checkpoints and stops everything; what ran is queued for the next start (spec F1). The store stays open. */
  async close(): Promise<void> {
    this.#accepting = false;
    this.#stopListening?.();
    this.#waitTimers.close();
    await this.#stopRuns([...this.#runs.keys()], 'quit');
    this.#cancelProgress?.();
    await this.#ports.transport.close();
  }

  // --- scheduling

  #schedule(): void {
    if (!this.#accepting) return;
    const free = this.#settings.concurrentJobs - this.#runs.size;
    if (free <= 0) return;
    for (const job of this.#nextQueued(free)) this.#start(job);
  }

  #nextQueued(most: number): readonly Job[] {
    const { store } = this.#ports;
    const chosen = this.#chosen;
    const queued = chosen === null ? store.find({ states: ['queued'], limit: most + this.#runs.size }) : store.find({ states: ['queued'] });
    return queued.filter((job) => !this.#runs.has(job.id) && (chosen?.has(job.id) ?? true)).slice(0, most);
  }

  #start(job: Job): void {
    const stored = this.#ports.store.read(job.id);
    const source = this.#ports.sources.find((candidate) => candidate.serves(schemeOf(job.source.url)));
    if (stored === null) return;
    const row = this.#rowOf(stored.job);
    if (source === undefined) return this.#refuse(row, { kind: 'unsupported-scheme', scheme: schemeOf(job.source.url) });
    const context: RunContext = {
      ports: this.#ports,
      settings: () => this.#settings,
      reservations: this.#reservations,
      checkpointer: this.#checkpointer,
      globalBucket: this.#globalBucket,
      source,
    };
    const run = new JobRun(context, row, stored);
    this.#runs.set(job.id, run);
    this.#watchProgress();
    void run.finished.catch(this.#onFault).finally(() => {
      this.#runs.delete(job.id);
      this.#schedule();
    });
  }

  #refuse(row: JobRow, failure: Failure): void {
    row.applyPlain('start', 'probing');
    row.apply('fail', { kind: 'failed', failure, atMs: this.#ports.clock.nowMs() });
  }

  #queueAgain(ids: readonly JobId[]): void {
    for (const job of this.#read(ids)) {
      this.#waitTimers.forget(job.id);
      const event: JobEvent = job.state.kind === 'failed' ? 'retry' : 'resume';
      const row = this.#rowOf(job);
      if (row.allows(event)) row.applyPlain(event, 'queued');
    }
    this.#schedule();
  }

  #continueWaiting(id: JobId): void {
    const stored = this.#ports.store.read(id);
    if (stored === null) return;
    const row = this.#rowOf(stored.job);
    if (row.allows('continue')) row.applyPlain('continue', 'queued');
    this.#schedule();
  }

  async #stopRuns(ids: readonly JobId[], reason: StopReason): Promise<void> {
    const runs = ids.flatMap((id) => this.#runs.get(id) ?? []);
    for (const run of runs) run.stop(reason);
    await Promise.allSettled(runs.map((run) => run.finished));
    if (runs.length > 0 && this.#runs.size === 0) await this.#ports.transport.dropIdleConnections();
  }

  #applyWhereAllowed(ids: readonly JobId[], event: JobEvent, kind: 'paused'): void {
    for (const job of this.#read(ids)) {
      this.#waitTimers.forget(job.id);
      const row = this.#rowOf(job);
      if (row.allows(event)) row.applyPlain(event, kind);
    }
  }

  // --- rows and news

  #rowOf(job: Job): JobRow {
    return new JobRow(this.#ports.store, (changed) => this.#announce(changed), job);
  }

  #read(ids: readonly JobId[]): readonly Job[] {
    return ids.flatMap((id) => this.#ports.store.read(id)?.job ?? []);
  }

  #idsIn(states: readonly JobStateKind[]): readonly JobId[] {
    return this.#ports.store.find({ states }).map((job) => job.id);
  }

  #announce(job: Job): void {
    this.#reservations.note(job);
    if (job.state.kind === 'waiting') this.#waitTimers.note(job.id, job.state.reason);
    this.#emit({ kind: 'job', cause: 'state', snapshot: this.#snapshotOf(job) });
  }

  #snapshotOf(job: Job): JobSnapshot {
    const run = isRunning(job.state.kind) ? this.#runs.get(job.id) : undefined;
    return { job, progress: run?.progress() ?? null };
  }

  #watchProgress(): void {
    this.#cancelProgress ??= this.#ports.clock.after(PROGRESS_INTERVAL_MS, () => {
      this.#cancelProgress = null;
      for (const { job } of this.#runs.values()) this.#emit({ kind: 'job', cause: 'progress', snapshot: this.#snapshotOf(job) });
      if (this.#runs.size > 0) this.#watchProgress();
    });
  }

  #emit(event: QueueEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

function schemeOf(url: string): string {
  return url.slice(0, url.indexOf(':') + 1).toLowerCase();
}

function reportFault(fault: unknown): void {
  console.error(fault);
}
