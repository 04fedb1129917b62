/** A loop with at most one connection: takes a part, asks for what it misses, retries, and takes the next. */
import { assertNever, type ConnectionFacts, type Failure } from '@sluice/model';
import { delay } from '../clock.ts';
import { afterFailure } from './after-failure.ts';
import { Attempt, type AttemptOutcome } from './attempt.ts';
import { claimWork } from './claim-work.ts';
import type { Crew, WorkerEnd } from './crew.ts';
import type { Feed } from './feed.ts';
import type { OpenResponse } from './open-response.ts';
import type { Claim } from './part-table.ts';
import type { BodyReader } from './read-body.ts';
import { MAX_ATTEMPTS } from './retry-policy.ts';
import { StreamTries } from './stream-tries.ts';
import { Succession } from './succession.ts';
import { ThroughputMeter } from './throughput-meter.ts';
import type { TransferJob } from './transfer-job.ts';
import { Waits } from './waits.ts';

/** How long to wait while there is nothing yet that an answer could be compared with. */
const LATER_MS = 250;

export class Worker {
  /** Which source it is for. */
  readonly feed: Feed;
  readonly #job: TransferJob;
  readonly #crew: Crew<Worker>;
  #claim: Claim;
  #reader: BodyReader | null = null;
  #attempts = 0;
  #everAccepted = false;
  /** What the last attempt met, until another is served. */
  #lastFailure: Failure | null = null;
  #stopAttempt = new AbortController();
  #dismissed = false;
  readonly #succession: Succession;
  readonly #streamTries = new StreamTries();
  readonly waits: Waits;
  #takenBytes = 0;
  #requests = 0;
  readonly #meter: ThroughputMeter;
  readonly #startedMs: number;
  /** Set while it sleeps before its next attempt. */
  retry: { readonly failure: Failure; readonly atMs: number } | null = null;

  constructor(feed: Feed, crew: Crew<Worker>, claim: Claim) {
    const { job } = feed;
    this.feed = feed;
    this.#job = job;
    this.#succession = new Succession(job.table);
    this.#crew = crew;
    this.#claim = claim;
    this.#meter = new ThroughputMeter(job.clock);
    this.waits = new Waits(job.clock);
    this.#startedMs = job.clock.monotonicMs();
  }

  get ageMs(): number {
    return this.#job.clock.monotonicMs() - this.#startedMs;
  }

  /** The part that it works on now. */
  get claim(): Claim {
    return this.#reader?.claim ?? this.#claim;
  }

  /** Mean over the last ten seconds. */
  get bytesPerSecond(): number {
    return this.#meter.bytesPerSecond();
  }

  /** What is measured of it now (spec F2). */
  get facts(): ConnectionFacts {
    const { start, end, taken } = this.claim;
    const doing = this.retry !== null ? 'waiting' : this.isReceiving ? 'receiving' : 'asking';
    return { range: { start, end }, receivedBytes: taken - start, bytesPerSecond: this.bytesPerSecond, requests: this.#requests, doing };
  }

  get isReceiving(): boolean {
    return this.#reader !== null;
  }

  /** Bytes that it has taken from the network so far. */
  get takenBytes(): number {
    return this.#takenBytes;
  }

  /** Brings what was received into the file. */
  async flush(): Promise<void> {
    await this.#reader?.flush();
  }

  /** Closes the present connection; the worker goes on from its last byte on another, or leaves its part to a better source (spec B10). */
  changeConnection(): void {
    if (this.#crew.givesWay(this)) this.dismiss();
    else this.#stopAttempt.abort('slow');
  }

  /** Sends it home: what it received stays, and its part is free for others. */
  dismiss(): void {
    this.#dismissed = true;
    this.#stopAttempt.abort('dismissed');
  }

  /**
   * Asks it to give `claim` up to somebody who has the rest of it. Resolves, once its connection has come to rest and everything that
   * it received is in the file, to the new owner's claim; null: it has finished that part, or left it.
   */
  handOver(claim: Claim): Promise<Claim | null> {
    if (this.claim !== claim || !this.#succession.mayBegin(claim)) return Promise.resolve(null);
    const owned = this.#succession.begin(claim);
    this.#stopAttempt.abort('handed over');
    return owned;
  }

  /** Works until nothing is left, or it can't go on; never holds a part or a socket afterwards. */
  async run(opened: OpenResponse | null): Promise<WorkerEnd> {
    let response = opened;
    try {
      for (;;) {
        const end = await this.#step(response);
        response = null;
        if (end !== null) return end;
      }
    } finally {
      this.#succession.answer(this.#claim);
      this.#job.table.release(this.#claim);
    }
  }

  /** One request and what follows from it; null: go on with the next. */
  async #step(opened: OpenResponse | null): Promise<WorkerEnd | null> {
    const claimBefore = this.#claim;
    const receivedBefore = claimBefore.received;
    const takenBefore = this.#takenBytes;
    const outcome = await this.#attempt(opened);
    if (this.#advanced(claimBefore, receivedBefore, takenBefore)) this.#attempts = 0;
    if (this.#succession.answer(this.#claim)) return this.#takeNext();
    if (this.#dismissed) return { kind: 'idle' };
    switch (outcome.kind) {
      case 'complete':
        return this.#takeNext();
      case 'partial':
      case 'again':
        return null;
      case 'later':
        return this.#waitForOthers();
      case 'stopped':
        if (this.#job.signal.aborted) return { kind: 'stopped' };
        return this.#claim.received < this.#claim.end ? null : this.#takeNext();
      case 'disk':
        return { kind: 'over', end: { kind: 'failed', failure: outcome.failure } };
      case 'over':
        return outcome;
      case 'failed':
        return this.#afterFailure(outcome.failure);
      default:
        return assertNever(outcome);
    }
  }

  /** Whether an attempt brought the job on. A stream that can only begin again did so only if it came further than ever before. */
  #advanced(before: Claim, receivedBefore: number, takenBefore: number): boolean {
    const { received } = this.#claim;
    if (!this.#job.remote.resumable) return this.#streamTries.note(this.#takenBytes - takenBefore, received);
    return this.#claim !== before || received > receivedBefore;
  }

  async #attempt(opened: OpenResponse | null): Promise<AttemptOutcome> {
    if (this.#dismissed) return { kind: 'stopped' };
    this.#requests += 1;
    const job = this.#job;
    this.#stopAttempt = new AbortController();
    const signal = AbortSignal.any([job.signal, this.#stopAttempt.signal]);
    const around = {
      continuity: this.feed.continuity,
      waits: this.waits,
      othersReceiving: () => this.#crew.othersReceiving(this),
      othersDecided: () => this.#crew.othersDecided(this),
      count: (bytes: number): void => {
        this.#takenBytes += bytes;
        this.#meter.count(bytes);
        job.body.count(bytes);
      },
      accepted: (reader: BodyReader) => {
        this.#reader = reader;
        this.#everAccepted = true;
        this.#noteWentOn(reader.claim);
        this.#crew.accepted(this);
      },
    };
    const attempt = new Attempt(job, around, this.#claim, signal);
    try {
      return await (opened === null ? attempt.run() : attempt.read(opened));
    } finally {
      this.#claim = attempt.claim;
      this.#reader = null;
    }
  }

  #noteWentOn(claim: Claim): void {
    const failure = this.#lastFailure;
    this.#lastFailure = null;
    if (failure === null) return;
    const { start, end, taken } = claim;
    this.#job.note({ kind: 'part-went-on', part: this.#job.table.numberOf(claim), range: { start, end }, atBytes: taken, failure });
  }

  #takeNext(): WorkerEnd | null {
    const { table } = this.#job;
    const next = claimWork(table, this.#crew.pacesFor(this));
    if (next === null) return { kind: 'idle' };
    table.release(this.#claim);
    this.#claim = next;
    this.#attempts = 0;
    return null;
  }

  /** Nothing has arrived yet that an answer could be compared with. */
  async #waitForOthers(): Promise<WorkerEnd | null> {
    const { clock, signal } = this.#job;
    this.#attempts += 1;
    if (this.#attempts >= MAX_ATTEMPTS) {
      const surplus = this.#crew.othersReceiving(this) > 0;
      return surplus
        ? { kind: 'retired', failure: { kind: 'ranges-lost' }, surplus: false }
        : { kind: 'over', end: { kind: 'undecidable' } };
    }
    if (!this.#everAccepted) this.#crew.refused(this);
    await delay(clock, LATER_MS, AbortSignal.any([signal, this.#stopAttempt.signal]));
    return this.#afterWait();
  }

  async #afterFailure(failure: Failure): Promise<WorkerEnd | null> {
    const { answered, clock, random, remote, signal } = this.#job;
    this.#attempts += 1;
    this.#lastFailure = failure;
    const step = afterFailure({
      failure,
      attempts: this.#attempts,
      others: this.#crew.othersReceiving(this),
      everAccepted: this.#everAccepted,
      mayLeave: this.#crew.mayLeave(this),
      streamFailure: !remote.resumable && this.#streamTries.areSpent ? this.#streamTries.failure : null,
      answered,
      random,
      nowMs: clock.nowMs(),
    });
    if (step.kind !== 'wait') return step;
    if (!this.#everAccepted) this.#crew.refused(this);
    this.retry = { failure, atMs: clock.nowMs() + step.delayMs };
    await delay(clock, step.delayMs, AbortSignal.any([signal, this.#stopAttempt.signal]));
    this.retry = null;
    return this.#afterWait();
  }

  #afterWait(): WorkerEnd | null {
    if (this.#job.signal.aborted) return { kind: 'stopped' };
    if (this.#succession.answer(this.#claim)) return this.#takeNext();
    return this.#dismissed ? { kind: 'idle' } : null;
  }
}
