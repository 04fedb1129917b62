/** The queue as its users see it: jobs are added, watched and commanded here. What is durable of them is the store's (law 4). */
import { isRunning, isTerminal, type Job, type JobId, type JobSnapshot, type JobStateKind, type WaitReason } from '@sluice/model';
import { parseAddress } from '../source/address.ts';
import { describeSource } from '../source/describe-source.ts';
import { ForgetfulHostMemory } from '../transfer/host-memory.ts';
import { TokenBucket } from '../transfer/token-bucket.ts';
import { Checkpointer } from './checkpointer.ts';
import { deleteJobData } from './delete-job-data.ts';
import type { EnginePorts } from './engine-ports.ts';
import { JobRows } from './job-rows.ts';
import type { JobRun } from './job-run.ts';
import type { JobQuery } from './job-store.ts';
import { makeJob } from './make-job.ts';
import type { AddOutcome, Decision, NewJob, RefreshOutcome } from './new-job.ts';
import { News, type Listener } from './news.ts';
import { checkLink } from './refresh-link.ts';
import { Reservations } from './reservations.ts';
import { Runner } from './runner.ts';
import { endsByItself } from './settle.ts';
import type { QueueSettings } from './settings.ts';
import { WaitTimers } from './wait-timers.ts';

const RUNNING: readonly JobStateKind[] = ['probing', 'transferring', 'verifying', 'committing'];
const UNFINISHED: readonly JobStateKind[] = ['queued', ...RUNNING, 'paused', 'waiting', 'failed'];

export class JobQueue {
  readonly #ports: EnginePorts;
  readonly #globalBucket: TokenBucket;
  readonly #reservations = new Reservations();
  readonly #waitTimers: WaitTimers;
  readonly #news: News;
  readonly #runs = new Map<JobId, JobRun>();
  readonly #rows: JobRows;
  readonly #runner: Runner;
  readonly #closing = new AbortController();
  #settings: QueueSettings;
  #stopListening: (() => void) | null = null;

  /** `onFault` is told of bugs and of a store that refuses; the queue goes on as far as it can. */
  constructor(ports: EnginePorts, settings: QueueSettings, onFault: (fault: unknown) => void = reportFault) {
    this.#ports = ports;
    this.#settings = settings;
    this.#globalBucket = new TokenBucket(ports.clock, settings.limitBytesPerSecond);
    this.#waitTimers = new WaitTimers(ports, (id) => this.#continueWaiting(id));
    this.#news = new News(onFault);
    const { store } = ports;
    const reservations = this.#reservations;
    this.#rows = new JobRows({ store, runs: this.#runs, reservations, waitTimers: this.#waitTimers, news: this.#news });
    const run = {
      ports,
      settings: () => this.#settings,
      reservations,
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
    for (const job of this.#ports.store.find({ states: UNFINISHED })) {
      this.#reservations.note(job);
      if (isRunning(job.state.kind)) this.#rows.of(job).applyPlain('interrupt', 'queued');
      else if (autostart && job.state.kind === 'waiting' && endsByItself(job.state.reason)) this.#takeUpWait(job, job.state.reason);
    }
    this.#stopListening = this.#ports.connectivity.onChange((online) => {
      if (online) this.#waitTimers.networkIsBack();
    });
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

  /** Queues these jobs, whatever unfinished state they are in, and runs them even when the queue does not start by itself. */
  run(ids: readonly JobId[]): void {
    this.#runner.choose(ids);
    this.#queueAgain(ids);
  }

  /** Resolves when the sockets of these jobs are closed and all they received is durable (spec F1). */
  async pause(ids: readonly JobId[]): Promise<void> {
    await this.#runner.command(ids, async () => {
      await this.#runner.stop(ids, 'pause');
      this.#pauseRows(ids);
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
    const address = parseAddress(url);
    if (address.kind === 'refused') return address;
    const source = this.#ports.sources.find((candidate) => candidate.serves(address.scheme));
    if (source === undefined) return { kind: 'refused', failure: { kind: 'unsupported-scheme', scheme: address.scheme } };
    const run = this.#runs.get(id);
    const wasRunning = run !== undefined && isRunning(run.job.state.kind);
    const verdict = await this.#runner.command([id], async () => {
      await this.#runner.stop([id], 'pause');
      const stored = this.#ports.store.read(id);
      if (stored === null || isTerminal(stored.job.state.kind)) return { kind: 'refused', failure: { kind: 'no-such-job' } } as const;
      const secrets = { ...stored.secrets, url: address.url };
      const checked = await checkLink({ ports: this.#ports, source, stored, secrets, signal: this.#closing.signal });
      const row = this.#rows.of(stored.job);
      if (checked.kind === 'same-file') row.update({ source: describeSource(address.url), remote: checked.remote }, { secrets });
      return checked;
    });
    if (verdict.kind === 'same-file' || wasRunning) this.run([id]);
    return verdict.kind === 'same-file' ? { kind: 'accepted' } : verdict;
  }

  /** Answers the question that a waiting job asks, and lets it go on; a job that asks something else is left alone. */
  decide(id: JobId, answer: Decision): void {
    const job = this.#ports.store.read(id)?.job;
    const asked = job?.state.kind === 'waiting' && job.state.reason.kind === 'decision' ? job.state.reason.question : null;
    if (job === undefined || asked !== answer.question) return;
    const row = this.#rows.of(job);
    switch (answer.question) {
      case 'target-exists':
        row.update({ target: { ...job.target, conflict: answer.conflict } });
        break;
      case 'remote-changed':
        row.update({ options: { ...job.options, onRemoteChange: 'restart' } });
        break;
    }
    this.run([id]);
  }

  /** Stops, drops the data that arrived, and keeps the row. Finished jobs are left alone. */
  async cancel(ids: readonly JobId[]): Promise<void> {
    await this.#runner.command(ids, async () => {
      await this.#runner.stop(ids, 'cancel');
      for (const job of this.#rows.read(ids)) {
        if (isTerminal(job.state.kind)) continue;
        await deleteJobData(job);
        const state = { kind: 'cancelled', atMs: this.#ports.clock.nowMs() } as const;
        const facts = { partFile: null, durableBytes: 0 };
        const row = this.#rows.of(job);
        if (row.allows('cancel')) row.apply('cancel', state, facts, { checkpoint: { mode: 'replace', parts: [], blocks: [] } });
      }
    });
  }

  /** Forgets jobs; with `deleteData` also the part file, or the finished file. */
  async remove(ids: readonly JobId[], { deleteData }: { readonly deleteData: boolean }): Promise<void> {
    await this.#runner.command(ids, async () => {
      await this.#runner.stop(ids, 'remove');
      if (deleteData) for (const job of this.#rows.read(ids)) await deleteJobData(job);
      this.#ports.store.remove(ids);
    });
    for (const id of ids) this.#rows.announceRemoved(id);
  }

  async pauseAll(): Promise<void> {
    await this.pause(this.#rows.idsIn(['queued', 'waiting', ...RUNNING]));
  }

  resumeAll(): void {
    this.#queueAgain(this.#rows.idsIn(['paused']));
  }

  snapshot(id: JobId): JobSnapshot | null {
    return this.#rows.snapshot(id);
  }

  /** In queue order. */
  snapshots(query: JobQuery = {}): readonly JobSnapshot[] {
    return this.#rows.snapshots(query);
  }

  /** Calls `listener` with news until the returned function is called. */
  subscribe(listener: Listener): () => void {
    return this.#news.subscribe(listener);
  }

  /** Changes the settings at once; what runs keeps its number of connections. */
  configure(settings: QueueSettings): void {
    const limitChanged = settings.limitBytesPerSecond !== this.#settings.limitBytesPerSecond;
    this.#settings = settings;
    if (limitChanged) this.#globalBucket.setLimit(settings.limitBytesPerSecond);
    this.#runner.schedule();
  }

  /** The system goes to sleep: everything received is made durable and all sockets are closed; what ran is queued (spec F4). */
  suspend(): Promise<void> {
    return this.#runner.suspend();
  }

  /** The system is awake: old sockets are dropped and the queue goes on with exactly what ran. */
  async wake(): Promise<void> {
    await this.#ports.transport.dropIdleConnections();
    this.#runner.wake();
  }

  /** Checkpoints and stops everything; what ran is queued for the next start (spec F1). The store stays open. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#stopListening?.();
    this.#waitTimers.close();
    await this.#runner.close();
    await this.#ports.transport.close();
  }

  #takeUpWait(job: Job, reason: WaitReason): void {
    if (reason.kind === 'retry-at' && reason.atMs > this.#ports.clock.nowMs()) this.#waitTimers.note(job.id, reason);
    else this.#rows.of(job).applyPlain('continue', 'queued');
  }

  #continueWaiting(id: JobId): void {
    for (const job of this.#rows.read([id])) {
      const row = this.#rows.of(job);
      if (row.allows('continue')) row.applyPlain('continue', 'queued');
    }
    this.#runner.schedule();
  }

  #queueAgain(ids: readonly JobId[]): void {
    for (const id of ids) this.#waitTimers.forget(id);
    this.#runner.queueAgain(ids);
  }

  #pauseRows(ids: readonly JobId[]): void {
    for (const job of this.#rows.read(ids)) {
      this.#waitTimers.forget(job.id);
      const row = this.#rows.of(job);
      if (row.allows('pause')) row.applyPlain('pause', 'paused');
    }
  }
}

function reportFault(fault: unknown): void {
  console.error(fault);
}
