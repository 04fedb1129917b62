/** The queue as its users see it: jobs are added, watched and commanded here. What is durable of them is the store's (law 4). */
import {
  isRunning,
  isTerminal,
  type HistoryEvent,
  type Job,
  type JobId,
  type JobSecrets,
  type JobSnapshot,
  type JobStateKind,
} from '@sluice/model';
import { OriginMarks } from '../file/origin-marks.ts';
import { SeenFolders } from '../file/seen-folders.ts';
import { findSource } from '../source/find-source.ts';
import { adoptJob } from './adopt-job.ts';
import type { AdoptOutcome, AdoptRequest } from './adopt-request.ts';
import { ForgetfulHostMemory } from '../transfer/host-memory.ts';
import { TokenBucket } from '../transfer/token-bucket.ts';
import { BulkWork } from './bulk-work.ts';
import { Checkpointer } from './checkpointer.ts';
import type { EnginePorts } from './engine-ports.ts';
import { JobRows } from './job-rows.ts';
import type { JobRun } from './job-run.ts';
import { LimitTimetable } from './limit-timetable.ts';
import type { JobQuery } from './job-store.ts';
import { makeJob } from './make-job.ts';
import { moveJobs } from './move-jobs.ts';
import type { AddOutcome, Decision, NewJob, RefreshOutcome } from './new-job.ts';
import { News, type Listener } from './news.ts';
import { probeAddress, type AddressReading } from './probe-address.ts';
import { refreshLink } from './refresh-link.ts';
import { Reservations } from './reservations.ts';
import { answerRow, cancelRows, pauseRows, removeRows } from './rows-at-rest.ts';
import { Runner } from './runner.ts';
import type { QueueSettings } from './settings.ts';
import { endWait, recoverJob, takeUpWait } from './take-up.ts';
import { WaitTimers } from './wait-timers.ts';

const RUNNING: readonly JobStateKind[] = ['probing', 'transferring', 'verifying', 'committing'];
const UNFINISHED: readonly JobStateKind[] = ['queued', ...RUNNING, 'paused', 'waiting', 'failed'];

export class JobQueue {
  readonly #ports: EnginePorts;
  readonly #globalBucket: TokenBucket;
  readonly #limits: LimitTimetable;
  readonly #reservations = new Reservations();
  readonly #marks: OriginMarks;
  readonly #waitTimers: WaitTimers;
  readonly #news: News;
  readonly #runs = new Map<JobId, JobRun>();
  readonly #rows: JobRows;
  readonly #runner: Runner;
  readonly #closing = new AbortController();
  readonly #bulk: BulkWork;
  readonly #onFault: (fault: unknown) => void;
  #settings: QueueSettings;
  #stopListening: (() => void) | null = null;

  /** `onFault` is told of bugs and of a store that refuses; the queue goes on as far as it can. */
  constructor(ports: EnginePorts, settings: QueueSettings, onFault: (fault: unknown) => void = reportFault) {
    this.#ports = ports;
    this.#settings = settings;
    this.#bulk = new BulkWork(ports.clock);
    this.#onFault = onFault;
    this.#globalBucket = new TokenBucket(ports.clock, settings.limitBytesPerSecond);
    this.#limits = new LimitTimetable(ports.clock, this.#globalBucket, settings);
    this.#marks = new OriginMarks(ports.clock);
    this.#waitTimers = new WaitTimers(ports, (id) => this.#endWait(id));
    this.#news = new News(onFault);
    const { store } = ports;
    const reservations = this.#reservations;
    this.#rows = new JobRows({
      store,
      history: ports.history,
      nowMs: () => ports.clock.nowMs(),
      runs: this.#runs,
      reservations,
      waitTimers: this.#waitTimers,
      news: this.#news,
    });
    const run = {
      ports,
      settings: () => this.#settings,
      reservations,
      folders: new SeenFolders(ports.clock),
      marks: this.#marks,
      checkpointer: new Checkpointer(ports.clock, store, onFault),
      globalBucket: this.#globalBucket,
      hostMemory: ports.hostMemory ?? new ForgetfulHostMemory(),
    };
    this.#runner = new Runner({ run, rows: this.#rows, runs: this.#runs, onFault });
  }

  /**
   * Recovers what a crash or quit left running, and begins to work. Without `autostart` only jobs given to `run` are run.
   */
  open({ autostart }: { readonly autostart: boolean }): void {
    for (const job of this.#ports.store.find({ states: UNFINISHED, begun: true })) {
      this.#reservations.note(job);
      recoverJob(this.#rows, job);
      if (autostart) this.#takeUpWait(job);
    }
    this.#stopListening = this.#ports.connectivity.onChange((online) => {
      if (online) this.#waitTimers.networkIsBack();
    });
    this.#limits.apply();
    this.#runner.open({ autostart });
  }

  /** Adds jobs in one transaction, in the order given. A request that can't be one is refused and the others are added. */
  add(requests: readonly NewJob[]): readonly AddOutcome[] {
    const { clock, random, sources, store } = this.#ports;
    const nowMs = clock.nowMs();
    const made = requests.map((request, index) => makeJob(request, { nowMs, index, random, sources }));
    store.save(made.flatMap((outcome) => (outcome.kind === 'made' ? [{ job: outcome.job, secrets: outcome.secrets }] : [])));
    const outcomes = made.map((outcome): AddOutcome => (outcome.kind === 'made' ? { kind: 'added', job: outcome.job } : outcome));
    for (const outcome of outcomes) if (outcome.kind === 'added') this.#rows.announce(outcome.job);
    this.#runner.schedule();
    return outcomes;
  }

  /** `add` for very many: a slice at a time, each of them one transaction, so that nobody else is held up. */
  async addMany(requests: readonly NewJob[]): Promise<readonly AddOutcome[]> {
    const outcomes: AddOutcome[] = [];
    await this.#bulk.run(requests, (slice) => void outcomes.push(...this.add(slice)));
    return outcomes;
  }

  /**
   * Goes on with what another program left unfinished, as far as the server confirms it; see `adoptFile`. Resolves once the disk has been
   * read and samples have been compared. A refusal changes nothing.
   */
  async adopt(request: AdoptRequest): Promise<AdoptOutcome> {
    const context = { ports: this.#ports, reservations: this.#reservations, unfinished: UNFINISHED, signal: this.#closing.signal };
    const outcome = await adoptJob(context, request);
    if (outcome.kind === 'refused') return outcome;
    this.#rows.announce(outcome.job);
    this.#runner.schedule();
    return outcome;
  }

  /** Queues these jobs, whatever unfinished state they are in, and runs them even when the queue does not start by itself. */
  run(ids: readonly JobId[]): void {
    this.#runner.choose(ids);
    this.#queueAgain(ids);
  }

  /** Resolves when the sockets of these jobs are closed and all they received is durable (spec F1). */
  async pause(ids: readonly JobId[]): Promise<void> {
    await this.#runner.command(ids, async () => {
      await this.#runner.stop(ids, 'pause');
      await this.#bulk.run(ids, (slice) => this.#pauseRows(slice));
    });
  }

  resume(ids: readonly JobId[]): void {
    this.#queueAgain(ids);
  }

  /** Goes on from what is kept, after a failure or before a wait is over. */
  retry(ids: readonly JobId[]): void {
    this.#queueAgain(ids);
  }

  /**
   * Gives a job another link, if it leads to the same file; what arrived is kept and the job goes on (spec D2). A link to another
   * file is refused and changes nothing.
   */
  async refreshLink(id: JobId, url: string): Promise<RefreshOutcome> {
    const found = findSource(url, this.#ports.sources);
    if (found.kind === 'refused') return found;
    const run = this.#runs.get(id);
    const wasRunning = run !== undefined && isRunning(run.job.state.kind);
    const outcome = await this.#runner.command([id], async () => {
      await this.#runner.stop([id], 'pause');
      return refreshLink({ ports: this.#ports, rows: this.#rows, signal: this.#closing.signal }, id, found);
    });
    if (outcome.kind === 'accepted' || wasRunning) this.run([id]);
    return outcome;
  }

  /** Answers the question that a waiting job asks, and lets it go on; a job that asks something else is left alone. */
  decide(id: JobId, answer: Decision): void {
    const job = this.#ports.store.read(id)?.job;
    if (job !== undefined && answerRow(this.#rows.of(job), answer)) this.run([id]);
  }

  /** Stops, drops the data that arrived, and keeps the row. Finished jobs are left alone. */
  async cancel(ids: readonly JobId[]): Promise<void> {
    await this.#runner.command(ids, async () => {
      await this.#runner.stop(ids, 'cancel');
      await this.#bulk.run(ids, (slice) => cancelRows(this.#rows, slice, this.#ports.clock.nowMs()));
    });
  }

  /** Forgets jobs; with `deleteData` also the part file, or the finished file. */
  async remove(ids: readonly JobId[], { deleteData }: { readonly deleteData: boolean }): Promise<void> {
    await this.#runner.command(ids, async () => {
      await this.#runner.stop(ids, 'remove');
      await this.#bulk.run(ids, (slice) => removeRows(this.#rows, slice, { store: this.#ports.store, deleteData }));
    });
  }

  /** Moves unfinished jobs, in the order that they have, before another one or to the end of the queue (null). What runs goes on. */
  move(ids: readonly JobId[], before: JobId | null): void {
    moveJobs({ store: this.#ports.store, rows: this.#rows, runs: this.#runs, among: UNFINISHED }, ids, before);
  }

  async pauseAll(): Promise<void> {
    await this.pause(this.#rows.idsIn(['queued', 'waiting', ...RUNNING]));
  }

  /** Resumes what is paused; what an opening without `autostart` holds back begins as well. */
  resumeAll(): void {
    if (this.#runner.holdsBack) this.#begin();
    this.#queueAgain(this.#rows.idsIn(['paused']));
  }

  /** What is at an address, without adding a job; see `probeAddress`. */
  probe(secrets: JobSecrets, signal: AbortSignal): Promise<AddressReading> {
    return probeAddress(this.#ports, secrets, AbortSignal.any([signal, this.#closing.signal]));
  }

  /** The headers that the user gave a job, by name: their values are secrets (spec D4). */
  headerNames(id: JobId): readonly string[] {
    return this.#ports.store.read(id)?.secrets.headers.map(([name]) => name) ?? [];
  }

  snapshot(id: JobId): JobSnapshot | null {
    return this.#rows.snapshot(id);
  }

  /** In queue order. */
  snapshots(query: JobQuery = {}): readonly JobSnapshot[] {
    return this.#rows.snapshots(query);
  }

  /** What happened to a job, oldest first. */
  history(id: JobId): readonly HistoryEvent[] {
    return this.#rows.history(id);
  }

  /** Calls `listener` with news until the returned function is called. */
  subscribe(listener: Listener): () => void {
    return this.#news.subscribe(listener);
  }

  /** Changes the settings at once; what runs keeps its number of connections. */
  configure(settings: QueueSettings): void {
    this.#settings = settings;
    this.#limits.configure(settings);
    this.#runner.schedule();
  }

  /** Gives unfinished jobs a limit of their own, at once where they run; null lifts it (spec F3). */
  limit(ids: readonly JobId[], bytesPerSecond: number | null): void {
    for (const job of this.#rows.read(ids)) {
      if (isTerminal(job.state.kind)) continue;
      const run = this.#runs.get(job.id);
      if (run === undefined) this.#rows.of(job).update({ options: { ...job.options, limitBytesPerSecond: bytesPerSecond } });
      else run.limit(bytesPerSecond);
    }
  }

  /** The system goes to sleep: everything received is made durable and all sockets are closed; what ran is queued (spec F4). */
  suspend(): Promise<void> {
    return this.#runner.suspend();
  }

  /** The system is awake: old sockets are dropped and the queue goes on with exactly what ran. */
  async wake(): Promise<void> {
    await this.#ports.transport.dropIdleConnections();
    this.#limits.apply();
    this.#runner.wake();
  }

  /** Checkpoints and stops everything; what ran is queued for the next start (spec F1). The store stays open. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#stopListening?.();
    this.#waitTimers.close();
    this.#limits.close();
    await this.#runner.close();
    await this.#marks.settled();
    await this.#ports.transport.close();
  }

  #begin(): void {
    for (const job of this.#ports.store.find({ states: ['waiting'] })) this.#takeUpWait(job);
    this.#runner.chooseAll();
  }

  #takeUpWait(job: Job): void {
    takeUpWait(job, { rows: this.#rows, timers: this.#waitTimers, nowMs: this.#ports.clock.nowMs() });
  }

  #endWait(id: JobId): void {
    endWait(this.#rows, id);
    this.#runner.schedule();
  }

  #queueAgain(ids: readonly JobId[]): void {
    if (this.#bulk.fitsNow(ids)) this.#queueSlice(ids);
    else this.#bulk.run(ids, (slice) => this.#queueSlice(slice)).catch(this.#onFault);
  }

  #queueSlice(ids: readonly JobId[]): void {
    for (const id of ids) this.#waitTimers.forget(id);
    this.#runner.queueAgain(ids);
  }

  #pauseRows(ids: readonly JobId[]): void {
    for (const id of ids) this.#waitTimers.forget(id);
    pauseRows(this.#rows, ids);
  }
}

function reportFault(fault: unknown): void {
  console.error(fault);
}
