/** Which jobs run: starts the next ones while there are free places, stops them, and keeps commands and starts apart. */
import { isRunning, type Failure, type Job, type JobId } from '@sluice/model';
import type { JobRow } from './job-row.ts';
import type { JobRows } from './job-rows.ts';
import { JobRun } from './job-run.ts';
import type { RunContext } from './run-context.ts';
import type { StopReason } from './settle.ts';

const PROGRESS_INTERVAL_MS = 250;

export interface RunnerContext {
  readonly run: Omit<RunContext, 'source'>;
  readonly rows: JobRows;
  /** Filled by the runner alone. */
  readonly runs: Map<JobId, JobRun>;
  readonly onFault: (fault: unknown) => void;
}

export class Runner {
  readonly #context: RunnerContext;
  /** Jobs that may run although the queue does not start by itself; null: all may. */
  #chosen: Set<JobId> | null = null;
  #accepting = false;
  readonly #commands = new Set<{ readonly ids: readonly JobId[] }>();
  /** Jobs whose run ended in a fault that could not be stored. */
  readonly #faulty = new Set<JobId>();
  /** What ran when the system went to sleep. */
  #asleep: readonly JobId[] = [];
  #cancelProgress: (() => void) | null = null;

  constructor(context: RunnerContext) {
    this.#context = context;
  }

  /** Begins to start jobs; without `autostart` only those that are chosen. */
  open({ autostart }: { readonly autostart: boolean }): void {
    this.#chosen = autostart ? null : new Set();
    this.#accepting = true;
    this.schedule();
  }

  /** Whether some jobs may not run, because the queue does not start by itself. */
  get holdsBack(): boolean {
    return this.#chosen !== null;
  }

  /** All jobs may run from now on. */
  chooseAll(): void {
    this.#chosen = null;
    this.schedule();
  }

  choose(ids: readonly JobId[]): void {
    for (const id of ids) this.#chosen?.add(id);
  }

  has(id: JobId): boolean {
    return this.#context.runs.has(id);
  }

  /** Starts queued jobs as long as there are free places. */
  schedule(): void {
    if (!this.#accepting || this.#commands.size > 0 || this.#freePlaces <= 0) return;
    for (const job of this.#nextQueued(this.#freePlaces)) this.#start(job);
  }

  /** While a command stops jobs and writes what becomes of them, nothing is started, and nobody else queues these jobs. */
  async command<Result>(ids: readonly JobId[], action: () => Promise<Result>): Promise<Result> {
    const command = { ids };
    this.#commands.add(command);
    try {
      return await action();
    } finally {
      this.#commands.delete(command);
      this.schedule();
    }
  }

  /** Resolves when the runs of these jobs have come to rest; jobs that do not run are passed over. */
  async stop(ids: readonly JobId[], reason: StopReason): Promise<void> {
    const { run, runs } = this.#context;
    const stopping = ids.flatMap((id) => runs.get(id) ?? []);
    for (const one of stopping) one.stop(reason);
    await Promise.allSettled(stopping.map((one) => one.finished));
    if (stopping.length > 0 && runs.size === 0) await run.ports.transport.dropIdleConnections();
  }

  /** Queues these jobs where their state allows it; those that a command has in hand are left to it. */
  queueAgain(ids: readonly JobId[]): void {
    const { rows } = this.#context;
    const commanded = new Set([...this.#commands].flatMap((command) => command.ids));
    const resting: Job[] = [];
    for (const stored of rows.read(ids.filter((id) => !commanded.has(id)))) {
      this.#faulty.delete(stored.id);
      const row = rows.of(stored);
      // A run that ended without the store taking note of it is over, as after a crash.
      if (isRunning(row.job.state.kind) && !this.has(stored.id)) row.applyPlain('interrupt', 'queued');
      resting.push(row.job);
    }
    rows.changeAll(resting, (row) => {
      const event = row.job.state.kind === 'failed' ? 'retry' : 'resume';
      return row.allows(event) ? row.changeFor(event, { kind: 'queued' }, pardoned(row.job)) : null;
    });
    this.schedule();
  }

  async suspend(): Promise<void> {
    this.#accepting = false;
    this.#asleep = [...this.#context.runs.keys()];
    await this.stop(this.#asleep, 'suspend');
  }

  /** What ran goes first, whatever has come into the queue meanwhile. */
  wake(): void {
    this.#accepting = true;
    for (const job of this.#context.rows.read(this.#asleep)) if (job.state.kind === 'queued' && this.#freePlaces > 0) this.#start(job);
    this.#asleep = [];
    this.schedule();
  }

  async close(): Promise<void> {
    this.#accepting = false;
    await this.stop([...this.#context.runs.keys()], 'quit');
    this.#cancelProgress?.();
  }

  get #freePlaces(): number {
    return this.#context.run.settings().concurrentJobs - this.#context.runs.size;
  }

  #nextQueued(most: number): readonly Job[] {
    const { run, runs } = this.#context;
    const chosen = this.#chosen;
    const mayRun = ({ id }: Job): boolean => !runs.has(id) && !this.#faulty.has(id) && chosen?.has(id) !== false;
    // Nearly always the very first may run, whatever else is in the queue.
    const first = run.ports.store.find({ states: ['queued'], limit: most });
    if (first.length < most || first.every(mayRun)) return first.filter(mayRun);
    const limit = most + runs.size + this.#faulty.size;
    const queued = run.ports.store.find({ states: ['queued'], limit, ...(chosen === null ? {} : { ids: [...chosen] }) });
    return queued.filter(mayRun).slice(0, most);
  }

  #start(job: Job): void {
    const { onFault, rows, run, runs } = this.#context;
    const stored = run.ports.store.read(job.id);
    const scheme = schemeOf(job.source.url);
    const source = run.ports.sources.find((candidate) => candidate.serves(scheme));
    if (stored === null) return;
    const row = rows.of(stored.job);
    if (source === undefined) return this.#refuse(row, { kind: 'unsupported-scheme', scheme });
    const started = new JobRun({ ...run, source }, row, stored);
    runs.set(job.id, started);
    this.#watchProgress();
    started.finished
      .catch((fault: unknown) => {
        // Not tried again before the user says so, or the next start: what failed once at this would fail for ever.
        this.#faulty.add(job.id);
        onFault(fault);
      })
      .finally(() => {
        runs.delete(job.id);
        this.schedule();
      })
      .catch(onFault);
  }

  #refuse(row: JobRow, failure: Failure): void {
    row.applyPlain('start', 'probing');
    row.apply('fail', { kind: 'failed', failure, atMs: this.#context.run.ports.clock.nowMs() });
  }

  #watchProgress(): void {
    const { rows, run, runs } = this.#context;
    this.#cancelProgress ??= run.ports.clock.after(PROGRESS_INTERVAL_MS, () => {
      this.#cancelProgress = null;
      rows.announceProgress();
      if (runs.size > 0) this.#watchProgress();
    });
  }
}

function schemeOf(url: string): string {
  return url.slice(0, url.indexOf(':') + 1).toLowerCase();
}

/** Spec E2: who tries again after a wrong checksum gets one more clean start, because the bytes or the checksum may be right by now. */
function pardoned({ state, restarts }: Job): Partial<Job> {
  return state.kind === 'failed' && state.failure.kind === 'checksum-mismatch' ? { restarts: { ...restarts, lastReason: null } } : {};
}
