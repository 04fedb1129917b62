/** The queue as its users see it: jobs are added, watched and commanded here. What is durable of them is the store's (law 4). */
import {
  OBJECT_SCHEMES,
  isRunning,
  isTerminal,
  ranksAfterMove,
  type HistoryEvent,
  type Job,
  type JobId,
  type JobSecrets,
  type JobSnapshot,
  type JobStateKind,
  type WaitReason,
} from '@sluice/model';
import { parseAddress } from '../source/address.ts';
import { adoptFile } from './adopt-job.ts';
import type { AdoptOutcome, AdoptRequest } from './adopt-request.ts';
import { describeSource, newLinkOf } from '../source/describe-source.ts';
import { ForgetfulHostMemory } from '../transfer/host-memory.ts';
import { TokenBucket } from '../transfer/token-bucket.ts';
import { BulkWork } from './bulk-work.ts';
import { Checkpointer } from './checkpointer.ts';
import { deleteJobData } from './delete-job-data.ts';
import type { EnginePorts } from './engine-ports.ts';
import { JobRows } from './job-rows.ts';
import type { JobRun } from './job-run.ts';
import { LimitTimetable } from './limit-timetable.ts';
import type { JobQuery } from './job-store.ts';
import { makeJob } from './make-job.ts';
import type { AddOutcome, Decision, NewJob, RefreshOutcome } from './new-job.ts';
import { News, type Listener } from './news.ts';
import { checkLink } from './refresh-link.ts';
import { probeAddress, type AddressReading } from './probe-address.ts';
import { Reservations } from './reservations.ts';
import { Runner, schemeOf } from './runner.ts';
import { endsByItself } from './settle.ts';
import type { QueueSettings } from './settings.ts';
import { WaitTimers } from './wait-timers.ts';

const RUNNING: readonly JobStateKind[] = ['probing', 'transferring', 'verifying', 'committing'];
const UNFINISHED: readonly JobStateKind[] = ['queued', ...RUNNING, 'paused', 'waiting', 'failed'];

export class JobQueue {
  readonly #ports: EnginePorts;
  readonly #globalBucket: TokenBucket;
  readonly #limits: LimitTimetable;
  readonly #reservations = new Reservations();
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
    this.#waitTimers = new WaitTimers(ports, (id) => this.#continueWaiting(id));
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
      if (isRunning(job.state.kind)) this.#recover(job);
      else if (autostart && job.state.kind === 'waiting' && endsByItself(job.state.reason)) this.#takeUpWait(job, job.state.reason);
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
    const { clock, random, sources, store } = this.#ports;
    const made = makeJob(request.job, { nowMs: clock.nowMs(), index: 0, random, sources });
    if (made.kind === 'refused') return made;
    const source = sources.find((candidate) => candidate.serves(schemeOf(made.job.source.url)));
    if (source === undefined) return { kind: 'refused', failure: { kind: 'unsupported-scheme', scheme: schemeOf(made.job.source.url) } };
    const around = { ports: this.#ports, reservations: this.#reservations, source, signal: this.#closing.signal };
    const adopted = await adoptFile({ ...around, ...made, others: store.find({ states: UNFINISHED }) }, request);
    if (adopted.kind === 'refused') return adopted;
    const { checkpoint, compared, copied, job } = adopted;
    try {
      store.save([{ job, secrets: made.secrets, checkpoint: { mode: 'replace', ...checkpoint } }]);
    } catch (fault) {
      await adopted.undo();
      throw fault;
    }
    this.#rows.announce(job);
    this.#runner.schedule();
    return { kind: 'added', job, keptBytes: job.durableBytes, compared, copied };
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
    const address = parseAddress(url, OBJECT_SCHEMES);
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
      if (checked.kind === 'same-file') {
        row.note({ kind: 'link-refreshed', host: describeSource(address.url).host });
        row.update({ source: newLinkOf(stored.job.source, address.url), remote: checked.remote }, { secrets });
      }
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
      await this.#bulk.run(ids, (slice) => this.#cancelRows(slice));
    });
  }

  /** Forgets jobs; with `deleteData` also the part file, or the finished file. */
  async remove(ids: readonly JobId[], { deleteData }: { readonly deleteData: boolean }): Promise<void> {
    await this.#runner.command(ids, async () => {
      await this.#runner.stop(ids, 'remove');
      await this.#bulk.run(ids, async (slice) => {
        if (deleteData) for (const job of this.#rows.read(slice)) await deleteJobData(job);
        this.#ports.store.remove(slice);
        for (const id of slice) this.#rows.announceRemoved(id);
      });
    });
  }

  /** Moves unfinished jobs, in the order that they have, before another one or to the end of the queue (null). What runs goes on. */
  move(ids: readonly JobId[], before: JobId | null): void {
    // Only what moves is read whole: most of a long queue stays where it is.
    const ranks = ranksAfterMove(this.#ports.store.ranks(UNFINISHED), ids, before);
    const moved = this.#rows.read([...ranks.keys()]).flatMap((job) => {
      const rank = ranks.get(job.id);
      return rank === undefined ? [] : [{ ...job, rank }];
    });
    // A run writes its row itself; the others are one transaction.
    const resting = moved.filter(({ id }) => !this.#runs.has(id));
    this.#ports.store.save(resting.map((job) => ({ job })));
    for (const job of resting) this.#rows.announce(job);
    for (const { id, rank } of moved) this.#runs.get(id)?.place(rank);
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
    await this.#ports.transport.close();
  }

  /** A row that says it runs was left by a program that ended without saying so. */
  #recover(job: Job): void {
    const row = this.#rows.of(job);
    row.note({ kind: 'paused', by: 'crash' });
    row.applyPlain('interrupt', 'queued');
  }

  #begin(): void {
    for (const job of this.#ports.store.find({ states: ['waiting'] }))
      if (job.state.kind === 'waiting' && endsByItself(job.state.reason)) this.#takeUpWait(job, job.state.reason);
    this.#runner.chooseAll();
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
    if (this.#bulk.fitsNow(ids)) this.#queueSlice(ids);
    else this.#bulk.run(ids, (slice) => this.#queueSlice(slice)).catch(this.#onFault);
  }

  #queueSlice(ids: readonly JobId[]): void {
    for (const id of ids) this.#waitTimers.forget(id);
    this.#runner.queueAgain(ids);
  }

  #pauseRows(ids: readonly JobId[]): void {
    for (const id of ids) this.#waitTimers.forget(id);
    this.#rows.changeAll(this.#rows.read(ids), (row) => (row.allows('pause') ? row.changeFor('pause', { kind: 'paused' }) : null));
  }

  async #cancelRows(ids: readonly JobId[]): Promise<void> {
    const open = this.#rows.read(ids).filter(({ state }) => !isTerminal(state.kind));
    for (const job of open) await deleteJobData(job);
    const atMs = this.#ports.clock.nowMs();
    const facts = { partFile: null, durableBytes: 0 };
    const rest = { checkpoint: { mode: 'replace', parts: [], blocks: [] } } as const;
    this.#rows.changeAll(open, (row) => (row.allows('cancel') ? row.changeFor('cancel', { kind: 'cancelled', atMs }, facts, rest) : null));
  }
}

function reportFault(fault: unknown): void {
  console.error(fault);
}
