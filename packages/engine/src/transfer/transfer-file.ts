/** The workers of one job, from the first response to the last byte. */
import type { ConnectionFacts, Failure, SpeedVerdict } from '@sluice/model';
import type { Paces } from '../plan/split-range.ts';
import { claimWork } from './claim-work.ts';
import type { Crew, WorkerEnd } from './crew.ts';
import { CrewPaces } from './crew-paces.ts';
import type { Feed } from './feed.ts';
import { Feeds } from './feeds.ts';
import type { OpenResponse } from './open-response.ts';
import { PaceWatch } from './pace-watch.ts';
import type { Claim } from './part-table.ts';
import { ReadThrough, mayReadThrough } from './read-through.ts';
import { SpeedReport } from './speed-report.ts';
import { Tails } from './tails.ts';
import type { TransferEnd, TransferJob } from './transfer-job.ts';
import { Worker } from './worker.ts';
import { WorkerSet } from './worker-set.ts';

/** How often the connections are compared with each other, and their number with what it brings. */
const TICK_MS = 250;

export class FileTransfer implements Crew<Worker> {
  readonly #job: TransferJob;
  readonly #stop: AbortController;
  readonly #workers = new WorkerSet();
  readonly #ends: Promise<void>[] = [];
  #first: Worker | null = null;
  /** Workers beside the first whose first request has no answer yet. */
  readonly #undecided = new Set<Worker>();
  readonly #feeds: Feeds;
  readonly #pacing = new CrewPaces();
  readonly #tails: Tails;
  readonly #speed: SpeedReport;
  /** Ranges are given up, and the file will be read from its start. */
  #throughAfter: TransferEnd | null = null;
  readonly #paces: PaceWatch;
  #cancelTick: (() => void) | null = null;
  #lastFailure: Failure | null = null;
  #end: TransferEnd | null = null;
  #fault: { readonly cause: unknown } | null = null;
  readonly #othersDecided: Promise<void>;
  #decideOthers!: () => void;

  /** `stop` is what aborts `job.signal` when the transfer itself has to end. */
  constructor(job: TransferJob, stop: AbortController) {
    this.#job = job;
    this.#stop = stop;
    this.#paces = new PaceWatch(job.clock);
    this.#feeds = new Feeds(job, () => this.flush());
    this.#tails = new Tails(job);
    this.#speed = new SpeedReport(job);
    this.#othersDecided = new Promise((resolve) => (this.#decideOthers = resolve));
  }

  /** Connections with a response under way. */
  get connections(): number {
    return this.#workers.receiving;
  }

  /** Each connection, as measured now. */
  get perConnection(): readonly ConnectionFacts[] {
    return this.#workers.facts(this.#feeds.areSeveral);
  }

  /** What holds it back, as measured lately. */
  get speed(): SpeedVerdict | null {
    return this.#speed.verdict(this.#workers.all, this.#feeds.plateau);
  }

  /** The next attempt, when all that is left is to wait for it. */
  get retry(): Worker['retry'] {
    return this.#workers.retry;
  }

  /** Ends the transfer: the disk refused, or nobody wants it any more. */
  stop(): void {
    this.#stop.abort('over');
  }

  /** Brings what all workers received into the file, for a checkpoint. */
  flush(): Promise<void> {
    return this.#workers.flush();
  }

  /** Runs to the end. `opened` is the probe's response; without one the first worker asks for its part, and others follow its success. */
  async run(opened: OpenResponse | null): Promise<TransferEnd> {
    const { table } = this.#job;
    const claim = table.claimNext();
    if (claim === null) await opened?.discard();
    else await this.#work(claim, opened);
    if (this.#fault !== null) throw this.#fault.cause;
    const end = await this.#afterWork();
    return end.kind === 'complete' ? this.#feeds.first.continuity.confirm() : end;
  }

  async #work(claim: Claim, opened: OpenResponse | null): Promise<void> {
    this.#start(this.#feeds.first, claim, opened);
    this.#tickLater();
    for (let index = 0; index < this.#ends.length; index += 1) await this.#ends[index];
    this.#cancelTick?.();
  }

  async #afterWork(): Promise<TransferEnd> {
    const former = this.#throughAfter;
    if (former === null || this.#end !== null || this.#job.signal.aborted) return this.#end ?? this.#judge();
    return new ReadThrough(this.#job, this.#feeds.first.continuity).run(former);
  }

  othersReceiving(worker: Worker): number {
    return this.#workers.at(worker.feed).filter((other) => other !== worker && other.isReceiving).length;
  }

  accepted(worker: Worker): void {
    this.#decided(worker);
    worker.feed.job.host.noteServed(this.#workers.receivingAt(worker.feed));
    if (worker.feed.staffing.begin()) this.#fill();
  }

  refused(worker: Worker): void {
    this.#decided(worker);
  }

  othersDecided(worker: Worker): Promise<void> {
    return worker === this.#first && this.#undecided.size > 0 ? this.#othersDecided : Promise.resolve();
  }

  mayLeave(worker: Worker): boolean {
    return this.#feeds.mayLeave(worker.feed);
  }

  givesWay(worker: Worker): boolean {
    return this.#feeds.gaveUp(worker.feed, (feed) => this.#workers.at(feed));
  }

  pacesFor(taker: Worker | null): (owner: Claim) => Paces {
    return this.#pacing.between(this.#workers.all, taker);
  }

  #decided(worker: Worker): void {
    if (this.#undecided.delete(worker) && this.#undecided.size === 0) this.#decideOthers();
  }

  /** Starts workers up to the number that is wanted, as long as there is something for them to do. */
  #fill(): void {
    if (this.#throughAfter !== null || this.#end !== null || this.#job.signal.aborted) return;
    for (const feed of this.#feeds.open) {
      while (this.#workers.at(feed).length + this.#tails.countOf(feed) < this.#feeds.wanted(feed)) {
        const claim = feed.staffing.claimFirst() ?? claimWork(this.#job.table, this.pacesFor(null));
        if (claim !== null) this.#start(feed, claim, null);
        else if (!this.#startTail(feed)) break;
      }
    }
  }

  /** With nothing else left to do, the rest of a slow connection's part is fetched twice (spec B10). */
  #startTail(feed: Feed): boolean {
    if (this.#speed.isLimited) return false;
    const tail = this.#tails.begin(feed, this.#workers.all, this.#pacing.idlePace);
    if (tail === null) return false;
    this.#ends.push(this.#guard(async () => void (this.#end ??= await tail.run().finally(() => this.#tails.ended(tail)))));
    return true;
  }

  #dismissSurplus(): void {
    for (const feed of this.#feeds.open) this.#workers.dismissBeyond(feed, this.#feeds.wanted(feed));
  }

  /** Asks one more source beside those that serve, when that is worth while (0034). */
  #scout(): void {
    const other = this.#feeds.candidate(this.#speed.isLimited);
    if (other === null) return;
    const ask = async (): Promise<void> => {
      // Whoever has to make room leaves a part behind, which is what the new source begins with.
      if (await this.#feeds.scout(other)) this.#dismissSurplus();
    };
    this.#ends.push(this.#guard(ask));
  }

  #tickLater(): void {
    this.#cancelTick = this.#job.clock.after(TICK_MS, () => {
      if (this.#job.signal.aborted) return;
      const workers = this.#workers.all;
      this.#paces.look(workers);
      this.#tails.look();
      this.#speed.look(workers);
      this.#feeds.look({
        receiving: (feed) => this.#workers.receivingAt(feed),
        takenBytes: this.#pacing.takenBytes(workers),
        limited: this.#speed.isLimited,
      });
      this.#dismissSurplus();
      this.#fill();
      this.#scout();
      this.#tickLater();
    });
  }

  #start(feed: Feed, claim: Claim, opened: OpenResponse | null): Worker {
    const worker = new Worker(feed, this, claim);
    if (this.#first === null) this.#first = worker;
    else if (feed === this.#feeds.first) this.#undecided.add(worker);
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
        this.#pacing.left(worker);
        this.#speed.left(worker);
        this.#decided(worker);
      }
      this.#tails.look();
      this.#fill();
      if (this.#workers.isEmpty) this.#feeds.close();
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
        this.#shrink(end.failure, end.surplus, worker.feed);
        return;
      case 'over':
        if (this.#feeds.lose(worker.feed, end.end)) return this.#leave(worker.feed);
        if (this.#mayReadThrough(worker, end.end)) return this.#giveUpRanges(end.end, worker);
        this.#end ??= this.#feeds.endFor(end.end);
        this.#stop.abort('over');
        return;
    }
  }

  #mayReadThrough({ feed }: Worker, end: TransferEnd): boolean {
    return this.#throughAfter === null && feed === this.#feeds.first && mayReadThrough(this.#job, end);
  }

  /** Other sources go on with what this one had. */
  #leave(feed: Feed): void {
    for (const worker of this.#workers.at(feed)) worker.dismiss();
  }

  #giveUpRanges(former: TransferEnd, worker: Worker): void {
    this.#throughAfter = former;
    for (const other of this.#workers.all) if (other !== worker) other.dismiss();
  }

  /** The server serves those that receive now, and not one more; where its number was the reason, that is remembered (spec B9). */
  #shrink(failure: Failure, surplus: boolean, feed: Feed): void {
    const served = Math.max(1, this.#workers.receivingAt(feed));
    if (surplus) this.#job.note({ kind: 'connections-lowered', connections: served, failure });
    feed.staffing.refused(served, surplus);
  }

  #judge(): TransferEnd {
    if (this.#job.table.isComplete) return { kind: 'complete' };
    if (this.#job.signal.aborted || this.#lastFailure === null) return { kind: 'stopped' };
    return { kind: 'failed', failure: this.#lastFailure };
  }
}
