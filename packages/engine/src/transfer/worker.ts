/** A loop with at most one connection: takes a part, asks for what it misses, retries, and takes the next. */
import { assertNever, type ConnectionFacts, type Failure } from '@sluice/model';
import { delay } from '../clock.ts';
import { leastSplitBytes } from '../plan/split-range.ts';
import { Attempt, type AttemptOutcome } from './attempt.ts';
import type { Continuity } from './continuity.ts';
import type { OpenResponse } from './open-response.ts';
import type { Claim } from './part-table.ts';
import type { BodyReader } from './read-body.ts';
import { MAX_ATTEMPTS, decideRetry, isLinkRefused } from './retry-policy.ts';
import { ThroughputMeter } from './throughput-meter.ts';
import type { TransferEnd, TransferJob } from './transfer-job.ts';

/** How a worker came to its end. */
export type WorkerEnd =
  /** Nothing is left that it could take. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'stopped' }
  /** It gave up, and its part is free again; others may go on. `surplus`: the server serves the others, and not one more (spec B9). */
  | { readonly kind: 'retired'; readonly failure: Failure; readonly surplus: boolean }
  /** Nobody can go on. */
  | { readonly kind: 'over'; readonly end: TransferEnd };

/** What the worker must know of the others. */
export interface Crew {
  readonly continuity: Continuity;
  /** Other workers that have a response under way. */
  othersReceiving(worker: Worker): number;
  /** The server has accepted a range: now others may start. */
  accepted(worker: Worker): void;
  /** The first answer to `worker` was no, and it will try again; one that gives up simply ends. */
  refused(worker: Worker): void;
  /** Settles when it is known of every other connection whether it works. */
  othersDecided(worker: Worker): Promise<void>;
}

/** How long to wait while there is nothing yet that an answer could be compared with. */
const LATER_MS = 250;

/** Responses in a row that are not what was asked. */
const MAX_NONSENSE = 3;

/** A part that nobody fetches, else half of what somebody else still has to. */
export function claimWork(job: TransferJob): Claim | null {
  return job.table.claimNext() ?? job.table.claimSplit(leastSplitBytes(job.bytesPerSecond()));
}

export class Worker {
  readonly #job: TransferJob;
  readonly #crew: Crew;
  #claim: Claim;
  #reader: BodyReader | null = null;
  #attempts = 0;
  #everAccepted = false;
  #stopAttempt = new AbortController();
  #takenBytes = 0;
  #requests = 0;
  readonly #meter: ThroughputMeter;
  /** Set while it sleeps before its next attempt. */
  retry: { readonly failure: Failure; readonly atMs: number } | null = null;

  constructor(job: TransferJob, crew: Crew, claim: Claim) {
    this.#job = job;
    this.#crew = crew;
    this.#claim = claim;
    this.#meter = new ThroughputMeter(job.clock);
  }

  /** What is measured of it now (spec F2). */
  get facts(): ConnectionFacts {
    const { start, end, taken } = this.#reader?.claim ?? this.#claim;
    const doing = this.retry !== null ? 'waiting' : this.isReceiving ? 'receiving' : 'asking';
    const bytesPerSecond = this.#meter.bytesPerSecond();
    return { range: { start, end }, receivedBytes: taken - start, bytesPerSecond, requests: this.#requests, doing };
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

  /** Closes the present connection; the worker goes on from its last byte on another (spec B10). */
  changeConnection(): void {
    this.#stopAttempt.abort('slow');
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
      this.#job.table.release(this.#claim);
    }
  }

  /** One request and what follows from it; null: go on with the next. */
  async #step(opened: OpenResponse | null): Promise<WorkerEnd | null> {
    const claimBefore = this.#claim;
    const receivedBefore = claimBefore.received;
    const outcome = await this.#attempt(opened);
    if (this.#claim !== claimBefore || this.#claim.received > receivedBefore) this.#attempts = 0;
    switch (outcome.kind) {
      case 'complete':
        return this.#takeNext();
      case 'partial':
      case 'again':
        return null;
      case 'later':
        return this.#waitForOthers();
      case 'stopped':
        return this.#job.signal.aborted ? { kind: 'stopped' } : null;
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

  async #attempt(opened: OpenResponse | null): Promise<AttemptOutcome> {
    this.#requests += 1;
    const job = this.#job;
    this.#stopAttempt = new AbortController();
    const signal = AbortSignal.any([job.signal, this.#stopAttempt.signal]);
    const around = {
      continuity: this.#crew.continuity,
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

  #takeNext(): WorkerEnd | null {
    const { table } = this.#job;
    const next = claimWork(this.#job);
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
    await delay(clock, LATER_MS, signal);
    return signal.aborted ? { kind: 'stopped' } : null;
  }

  async #afterFailure(failure: Failure): Promise<WorkerEnd | null> {
    const job = this.#job;
    const others = this.#crew.othersReceiving(this);
    this.#attempts += 1;
    if (others > 0 && this.#isOneTooMany(failure)) return { kind: 'retired', failure, surplus: isAboutNumbers(failure) };
    const mayBeOneNode = others === 0 || this.#everAccepted;
    const decision = decideRetry({
      failure: mayBeOneNode ? this.#asRetried(failure) : failure,
      attempts: this.#attempts,
      answered: job.answered,
      random: job.random(),
    });
    if (decision.kind === 'give-up') {
      return others > 0 ? { kind: 'retired', failure, surplus: false } : { kind: 'over', end: { kind: 'failed', failure } };
    }
    if (others === 0 && decision.kind === 'wait') {
      return { kind: 'over', end: { kind: 'wait-until', atMs: job.clock.nowMs() + decision.delayMs, failure } };
    }
    if (!this.#everAccepted) this.#crew.refused(this);
    this.retry = { failure, atMs: job.clock.nowMs() + decision.delayMs };
    await delay(job.clock, decision.delayMs, job.signal);
    this.retry = null;
    return job.signal.aborted ? { kind: 'stopped' } : null;
  }

  /** One node of many may answer nonsense: the next attempt may meet another. Nonsense again and again is the server's. */
  #asRetried(failure: Failure): Failure {
    return failure.kind === 'protocol' && this.#attempts < MAX_NONSENSE ? { kind: 'protocol', fault: 'malformed' } : failure;
  }

  /** The server serves the others but not one connection more (spec B9), or gave its one-time answer to the first. */
  #isOneTooMany(failure: Failure): boolean {
    // One that was served before may have met a passing trouble; refused twice in a row, it is one too many after all.
    if (this.#everAccepted) return this.#attempts > 1 && isBusy(failure);
    return isLinkRefused(failure) || failure.kind === 'ranges-lost' || isAboutNumbers(failure);
  }
}

/** Refusals that go with the number of connections. */
function isAboutNumbers(failure: Failure): boolean {
  return failure.kind === 'connect' || failure.kind === 'reset' || isBusy(failure);
}

function isBusy(failure: Failure): boolean {
  return failure.kind === 'http-status' && (failure.status === 429 || failure.status === 503);
}
