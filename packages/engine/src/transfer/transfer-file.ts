/** The workers of one job, from the first response to the last byte. */
import type { ConnectionFacts, Failure } from '@sluice/model';
import { Continuity } from './continuity.ts';
import type { OpenResponse } from './open-response.ts';
import { PaceWatch } from './pace-watch.ts';
import type { Claim } from './part-table.ts';
import type { TransferEnd, TransferJob } from './transfer-job.ts';
import { Worker, claimWork, type Crew, type WorkerEnd } from './worker.ts';

/** How often the connections are compared with each other. */
const TICK_MS = 1_000;

export class FileTransfer implements Crew {
  readonly #job: TransferJob;
  readonly #stop: AbortController;
  readonly #workers = new Set<Worker>();
  readonly #ends: Promise<void>[] = [];
  #first: Worker | null = null;
  /** Workers beside the first whose first request has no answer yet. */
  readonly #undecided = new Set<Worker>();
  /** Workers that there may be; null until the server has accepted the first. */
  #wanted: number | null = null;
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
    const end = this.#end ?? this.#judge();
    return end.kind === 'complete' ? this.continuity.confirm() : end;
  }

  async #work(claim: Claim, opened: OpenResponse | null): Promise<void> {
    this.#start(claim, opened);
    this.#tickLater();
    for (let index = 0; index < this.#ends.length; index += 1) await this.#ends[index];
    this.#cancelTick?.();
  }

  othersReceiving(worker: Worker): number {
    return [...this.#workers].filter((other) => other !== worker && other.isReceiving).length;
  }

  accepted(worker: Worker): void {
    this.#decided(worker);
    this.#job.host.noteServed(this.connections);
    if (this.#wanted === null) this.#grow();
  }

  refused(worker: Worker): void {
    this.#decided(worker);
  }

  othersDecided(worker: Worker): Promise<void> {
    return worker === this.#first && this.#undecided.size > 0 ? this.#othersDecided : Promise.resolve();
  }

  #decided(worker: Worker): void {
    if (this.#undecided.delete(worker) && this.#undecided.size === 0) this.#decideOthers();
  }

  #grow(): void {
    const { connections, host, remote, sizeBytes, table } = this.#job;
    if (!remote.resumable || sizeBytes === null) return;
    this.#wanted = host.connectionsFor(connections);
    while (this.#workers.size < this.#wanted) {
      const claim = table.claimNext();
      if (claim === null) return;
      this.#start(claim, null);
    }
  }

  #tickLater(): void {
    this.#cancelTick = this.#job.clock.after(TICK_MS, () => {
      if (this.#job.signal.aborted) return;
      this.#paces.look([...this.#workers]);
      this.#tryOneMore();
      this.#tickLater();
    });
  }

  /** Some time after a server refused one connection more, one more is tried (spec B9). */
  #tryOneMore(): void {
    if (this.#wanted === null || this.#wanted >= this.#job.connections) return;
    const wanted = this.#job.host.connectionsFor(this.#job.connections);
    const claim = wanted > this.#wanted ? claimWork(this.#job) : null;
    if (claim === null) return;
    this.#wanted = wanted;
    this.#start(claim, null);
  }

  #start(claim: Claim, opened: OpenResponse | null): Worker {
    const worker = new Worker(this.#job, this, claim);
    if (this.#first === null) this.#first = worker;
    else this.#undecided.add(worker);
    this.#workers.add(worker);
    this.#ends.push(this.#follow(worker, opened));
    return worker;
  }

  async #follow(worker: Worker, opened: OpenResponse | null): Promise<void> {
    try {
      this.#take(await worker.run(opened));
    } catch (fault) {
      this.#fault ??= { cause: fault };
      this.#stop.abort('fault');
    } finally {
      this.#workers.delete(worker);
      this.#decided(worker);
    }
  }

  #take(end: WorkerEnd): void {
    switch (end.kind) {
      case 'idle':
      case 'stopped':
        return;
      case 'retired':
        this.#lastFailure = end.failure;
        if (end.surplus) this.#shrink();
        return;
      case 'over':
        this.#end ??= end.end;
        this.#stop.abort('over');
        return;
    }
  }

  /** The server serves those that receive now, and not one more: that is remembered (spec B9). */
  #shrink(): void {
    const served = Math.max(1, this.connections);
    this.#job.host.noteTooMany(served);
    this.#wanted = served;
  }

  #judge(): TransferEnd {
    if (this.#job.table.isComplete) return { kind: 'complete' };
    if (this.#job.signal.aborted || this.#lastFailure === null) return { kind: 'stopped' };
    return { kind: 'failed', failure: this.#lastFailure };
  }
}
