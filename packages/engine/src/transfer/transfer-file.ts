/** The workers of one job, from the first response to the last byte. */
import type { ConnectionFacts, Failure, SpeedVerdict } from '@sluice/model';
import type { Paces } from '../plan/split-range.ts';
import { Continuity } from './continuity.ts';
import type { Crew, WorkerEnd } from './crew.ts';
import type { OpenResponse } from './open-response.ts';
import { PaceWatch } from './pace-watch.ts';
import type { Claim } from './part-table.ts';
import { ReadThrough, mayReadThrough } from './read-through.ts';
import { SpeedReport } from './speed-report.ts';
import { Staffing } from './staffing.ts';
import { Tails } from './tails.ts';
import type { TransferEnd, TransferJob } from './transfer-job.ts';
import { Worker, claimWork } from './worker.ts';

/** How often the connections are compared with each other, and their number with what it brings. */
const TICK_MS = 250;

export class FileTransfer implements Crew<Worker> {
  readonly #job: TransferJob;
  readonly #stop: AbortController;
  readonly #workers = new Set<Worker>();
  readonly #ends: Promise<void>[] = [];
  #first: Worker | null = null;
  /** Workers beside the first whose first request has no answer yet. */
  readonly #undecided = new Set<Worker>();
  readonly #staffing: Staffing;
  readonly #tails: Tails;
  readonly #speed: SpeedReport;
  /** Ranges are given up, and the file will be read from its start. */
  #throughAfter: TransferEnd | null = null;
  readonly #paces: PaceWatch;
  #cancelTick: (() => void) | null = null;
  readonly continuity: Continuity;
  #lastFailure: Failure | null = null;
  #end: TransferEnd | null = null;
  #fault: { readonly cause: unknown } | null = null;
  readonly #othersDecided: Promise<void>;
  #decideOthers!: () => void;

  /** `stop` is what aborts `job.signal` when the transfer itself has to end. */
  constructor(job: TransferJob, stop: AbortController) {
    this.#job = job;
    this.#stop = stop;
    this.continuity = new Continuity(job, () => this.flush());
    this.#paces = new PaceWatch(job.clock);
    this.#staffing = new Staffing(job);
    this.#tails = new Tails(job, this.continuity);
    this.#speed = new SpeedReport(job);
    this.#othersDecided = new Promise((resolve) => (this.#decideOthers = resolve));
  }

  /** Connections with a response under way. */
  get connections(): number {
    return [...this.#workers].filter((worker) => worker.isReceiving).length;
  }

  /** Each connection, as measured now. */
  get perConnection(): readonly ConnectionFacts[] {
    return [...this.#workers].map((worker) => worker.facts);
  }

  /** What holds it back, as measured lately. */
  get speed(): SpeedVerdict | null {
    return this.#speed.verdict([...this.#workers], this.#staffing.plateau);
  }

  /** The next attempt, when all that is left is to wait for it. */
  get retry(): Worker['retry'] {
    const workers = [...this.#workers];
    return workers.some((worker) => worker.retry === null) ? null : (workers[0]?.retry ?? null);
  }

  /** Ends the transfer: the disk refused, or nobody wants it any more. */
  stop(): void {
    this.#stop.abort('over');
  }

  /** Brings what all workers received into the file, for a checkpoint. */
  async flush(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.flush()));
  }

  /** Runs to the end. `opened` is the probe's response; without one the first worker asks for its part, and others follow its success. */
  async run(opened: OpenResponse | null): Promise<TransferEnd> {
    const { table } = this.#job;
    const claim = table.claimNext();
    if (claim === null) await opened?.discard();
    else await this.#work(claim, opened);
    if (this.#fault !== null) throw this.#fault.cause;
    const end = await this.#afterWork();
    return end.kind === 'complete' ? this.continuity.confirm() : end;
  }

  async #work(claim: Claim, opened: OpenResponse | null): Promise<void> {
    this.#start(claim, opened);
    this.#tickLater();
    for (let index = 0; index < this.#ends.length; index += 1) await this.#ends[index];
    this.#cancelTick?.();
  }

  async #afterWork(): Promise<TransferEnd> {
    const former = this.#throughAfter;
    if (former === null || this.#end !== null || this.#job.signal.aborted) return this.#end ?? this.#judge();
    return new ReadThrough(this.#job, this.continuity).run(former);
  }

  othersReceiving(worker: Worker): number {
    return [...this.#workers].filter((other) => other !== worker && other.isReceiving).length;
  }

  accepted(worker: Worker): void {
    this.#decided(worker);
    this.#job.host.noteServed(this.connections);
    if (this.#staffing.begin()) this.#fill();
  }

  refused(worker: Worker): void {
    this.#decided(worker);
  }

  othersDecided(worker: Worker): Promise<void> {
    return worker === this.#first && this.#undecided.size > 0 ? this.#othersDecided : Promise.resolve();
  }

  pacesFor(taker: Worker | null): (owner: Claim) => Paces {
    return this.#staffing.pacesFor([...this.#workers], taker);
  }

  #decided(worker: Worker): void {
    if (this.#undecided.delete(worker) && this.#undecided.size === 0) this.#decideOthers();
  }

  /** Starts workers up to the number that is wanted, as long as there is something for them to do. */
  #fill(): void {
    if (this.#throughAfter !== null || this.#end !== null || this.#job.signal.aborted) return;
    while (this.#workers.size + this.#tails.count < this.#staffing.wanted) {
      const claim = this.#staffing.claimFirst() ?? claimWork(this.#job, this, null);
      if (claim !== null) this.#start(claim, null);
      else if (!this.#startTail()) return;
    }
  }

  /** With nothing else left to do, the rest of a slow connection's part is fetched twice (spec B10). */
  #startTail(): boolean {
    if (this.#speed.isLimited) return false;
    const tail = this.#tails.begin([...this.#workers], this.#staffing.idlePace);
    if (tail === null) return false;
    this.#ends.push(this.#guard(async () => void (this.#end ??= await tail.run().finally(() => this.#tails.ended(tail)))));
    return true;
  }

  /** Those that receive nothing go first, then the newest: they have least to lose. */
  #dismissSurplus(workers: readonly Worker[]): void {
    const receiving = workers.filter((worker) => worker.isReceiving);
    const others = workers.filter((worker) => !worker.isReceiving);
    for (const surplus of [...receiving, ...others].slice(this.#staffing.wanted)) surplus.dismiss();
  }

  #tickLater(): void {
    this.#cancelTick = this.#job.clock.after(TICK_MS, () => {
      if (this.#job.signal.aborted) return;
      const workers = [...this.#workers];
      this.#paces.look(workers);
      this.#tails.look();
      this.#speed.look(workers);
      this.#staffing.look(workers, this.#speed.isLimited);
      this.#dismissSurplus(workers);
      this.#fill();
      this.#tickLater();
    });
  }

  #start(claim: Claim, opened: OpenResponse | null): Worker {
    const worker = new Worker(this.#job, this, claim);
    if (this.#first === null) this.#first = worker;
    else this.#undecided.add(worker);
    this.#workers.add(worker);
    this.#ends.push(this.#follow(worker, opened));
    return worker;
  }

  #follow(worker: Worker, opened: OpenResponse | null): Promise<void> {
    return this.#guard(async () => {
      try {
        this.#take(await worker.run(opened), worker);
      } finally {
        this.#workers.delete(worker);
        this.#staffing.left(worker);
        this.#speed.left(worker);
        this.#decided(worker);
      }
      this.#tails.look();
      this.#fill();
    });
  }

  async #guard(action: () => Promise<void>): Promise<void> {
    try {
      await action();
      if (this.#end !== null) this.#stop.abort('over');
    } catch (fault) {
      this.#fault ??= { cause: fault };
      this.#stop.abort('fault');
    }
  }

  #take(end: WorkerEnd, worker: Worker): void {
    switch (end.kind) {
      case 'idle':
      case 'stopped':
        return;
      case 'retired':
        this.#lastFailure = end.failure;
        this.#shrink(end.failure, end.surplus);
        return;
      case 'over':
        if (this.#throughAfter === null && mayReadThrough(this.#job, end.end)) return this.#giveUpRanges(end.end, worker);
        this.#end ??= end.end;
        this.#stop.abort('over');
        return;
    }
  }

  #giveUpRanges(former: TransferEnd, worker: Worker): void {
    this.#throughAfter = former;
    for (const other of this.#workers) if (other !== worker) other.dismiss();
  }

  /** The server serves those that receive now, and not one more; where its number was the reason, that is remembered (spec B9). */
  #shrink(failure: Failure, surplus: boolean): void {
    const served = Math.max(1, this.connections);
    if (surplus) this.#job.note({ kind: 'connections-lowered', connections: served, failure });
    this.#staffing.refused(served, surplus);
  }

  #judge(): TransferEnd {
    if (this.#job.table.isComplete) return { kind: 'complete' };
    if (this.#job.signal.aborted || this.#lastFailure === null) return { kind: 'stopped' };
    return { kind: 'failed', failure: this.#lastFailure };
  }
}
