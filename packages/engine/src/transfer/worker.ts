/** A loop with at most one connection: takes a part, asks for what it misses, retries, and takes the next. */
import { UNKNOWN_END, assertNever, type Failure } from '@sluice/model';
import { delay } from '../clock.ts';
import { leastSplitBytes } from '../plan/split-range.ts';
import { checkPartResponse } from '../source/check-response.ts';
import { readProbe } from '../source/read-probe.ts';
import type { OpenResponse } from './open-response.ts';
import type { Claim } from './part-table.ts';
import { BodyReader, type BodyOutcome } from './read-body.ts';
import { decideRetry, isLinkRefused } from './retry-policy.ts';
import type { TransferEnd, TransferJob } from './transfer-job.ts';

/** How a worker came to its end. */
export type WorkerEnd =
  /** Nothing is left that it could take. */
  | { readonly kind: 'idle' }
  | { readonly kind: 'stopped' }
  /** It gave up, and its part is free again; others may go on. */
  | { readonly kind: 'retired'; readonly failure: Failure }
  /** Nobody can go on. */
  | { readonly kind: 'over'; readonly end: TransferEnd };

/** What the worker must know of the others. */
export interface Crew {
  /** Other workers that have a response under way. */
  othersReceiving(worker: Worker): number;
  /** The server has accepted a range: now others may start. */
  accepted(worker: Worker): void;
  /** The first answer to `worker` was no, and it will try again; one that gives up simply ends. */
  refused(worker: Worker): void;
  /** Settles when it is known of every other connection whether it works. */
  othersDecided(worker: Worker): Promise<void>;
}

/** A part that nobody fetches, else half of what somebody else still has to. */
function claimWork({ table, bytesPerSecond }: TransferJob): Claim | null {
  return table.claimNext() ?? table.claimSplit(leastSplitBytes(bytesPerSecond()));
}

export class Worker {
  readonly #job: TransferJob;
  readonly #crew: Crew;
  #claim: Claim;
  #reader: BodyReader | null = null;
  #attempts = 0;
  #everAccepted = false;
  /** Set while it sleeps before its next attempt. */
  retry: { readonly failure: Failure; readonly atMs: number } | null = null;

  constructor(job: TransferJob, crew: Crew, claim: Claim) {
    this.#job = job;
    this.#crew = crew;
    this.#claim = claim;
  }

  get isReceiving(): boolean {
    return this.#reader !== null;
  }

  /** Brings what was received into the file. */
  async flush(): Promise<void> {
    await this.#reader?.flush();
  }

  /** Works until nothing is left, or it can't go on; never holds a part or a socket afterwards. */
  async run(opened: OpenResponse | null): Promise<WorkerEnd> {
    let response = opened;
    try {
      for (;;) {
        const end = await this.#attempt(response);
        response = null;
        if (end !== null) return end;
      }
    } finally {
      this.#job.table.release(this.#claim);
    }
  }

  /** One request and what follows from it; null: go on with the next. */
  async #attempt(opened: OpenResponse | null): Promise<WorkerEnd | null> {
    const receivedBefore = this.#claim.received;
    const outcome = opened === null ? await this.#request() : await this.#readBody(opened, this.#openedEnd());
    if (this.#claim.received > receivedBefore) this.#attempts = 0;
    switch (outcome.kind) {
      case 'complete':
        return this.#takeNext();
      case 'partial':
        return null;
      case 'stopped':
        return { kind: 'stopped' };
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

  /** The response of the probe: ranged ones may run on to the file's end. */
  #openedEnd(): number {
    return this.#job.sizeBytes ?? UNKNOWN_END;
  }

  async #request(): Promise<BodyOutcome | Extract<WorkerEnd, { kind: 'over' }>> {
    const job = this.#job;
    const { validator } = job.remote;
    const { received, end } = this.#claim;
    // Without a length nothing can be resumed, and the stream begins again.
    const ask = job.sizeBytes === null ? { start: 0, end: null, validator: null } : { start: received, end, validator };
    const asked = await job.route.ask(ask, job.signal);
    if (asked.kind === 'aborted') return { kind: 'stopped' };
    if (asked.kind === 'failed') return asked;
    job.noteAnswer();
    return job.sizeBytes === null ? this.#acceptStream(asked) : this.#acceptRange(asked, job.sizeBytes, received, end);
  }

  async #acceptRange(
    response: OpenResponse,
    sizeBytes: number,
    start: number,
    end: number,
  ): Promise<BodyOutcome | Extract<WorkerEnd, { kind: 'over' }>> {
    const job = this.#job;
    const partAsk = { ...job.remote, range: { start, end }, sizeBytes, resumed: job.table.receivedBytes > 0 };
    const verdict = checkPartResponse(partAsk, response.head, job.clock.nowMs());
    switch (verdict.kind) {
      case 'accept':
        job.noteRanges();
        return this.#readBody(response, verdict.range.end);
      case 'no-ranges':
        return this.#acceptWhole(response, sizeBytes);
      case 'remote-changed':
        await response.discard();
        return { kind: 'over', end: { kind: 'remote-changed', what: verdict.what } };
      case 'probe-again':
        await response.discard();
        return { kind: 'over', end: { kind: 'remote-changed', what: 'size' } };
      case 'refused':
        await response.discard();
        return { kind: 'failed', failure: verdict.failure };
      default:
        return assertNever(verdict);
    }
  }

  /** A 200 carries the file from its start: it serves a job that has nothing yet, or that never knew ranges (spec B4). */
  async #acceptWhole(response: OpenResponse, sizeBytes: number): Promise<BodyOutcome> {
    const { table } = this.#job;
    if (this.#claim.start === 0 && this.#crew.othersReceiving(this) === 0) {
      if (table.receivedBytes === 0) return this.#readBody(response, sizeBytes);
      if (!this.#job.remote.resumable) {
        table.restartStream();
        return this.#readBody(response, sizeBytes);
      }
    }
    await response.discard();
    return { kind: 'failed', failure: { kind: 'ranges-lost' } };
  }

  async #acceptStream(response: OpenResponse): Promise<BodyOutcome> {
    const job = this.#job;
    const reading = readProbe(response.head, { url: job.route.finalUrl, finalUrl: job.route.finalUrl, nowMs: job.clock.nowMs() });
    if (reading.kind === 'refused') {
      await response.discard();
      return { kind: 'failed', failure: reading.failure };
    }
    job.table.restartStream();
    return this.#readBody(response, UNKNOWN_END);
  }

  async #readBody(response: OpenResponse, bodyEnd: number): Promise<BodyOutcome> {
    const job = this.#job;
    this.#everAccepted = true;
    const reader = new BodyReader({ ...job.body, othersDecided: () => this.#crew.othersDecided(this) }, this.#claim, bodyEnd);
    this.#reader = reader;
    this.#crew.accepted(this);
    try {
      return await reader.read(response);
    } finally {
      this.#claim = reader.claim;
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

  async #afterFailure(failure: Failure): Promise<WorkerEnd | null> {
    const job = this.#job;
    const others = this.#crew.othersReceiving(this);
    if (others > 0 && this.#isOneTooMany(failure)) return { kind: 'retired', failure };
    this.#attempts += 1;
    const decision = decideRetry({ failure, attempts: this.#attempts, answered: job.answered, random: job.random() });
    if (decision.kind === 'give-up') return others > 0 ? { kind: 'retired', failure } : { kind: 'over', end: { kind: 'failed', failure } };
    if (others === 0 && decision.kind === 'wait') {
      return { kind: 'over', end: { kind: 'wait-until', atMs: job.clock.nowMs() + decision.delayMs, failure } };
    }
    if (!this.#everAccepted) this.#crew.refused(this);
    this.retry = { failure, atMs: job.clock.nowMs() + decision.delayMs };
    await delay(job.clock, decision.delayMs, job.signal);
    this.retry = null;
    return job.signal.aborted ? { kind: 'stopped' } : null;
  }

  /** The server serves the others but not one connection more (spec B9), or gave its one-time answer to the first. */
  #isOneTooMany(failure: Failure): boolean {
    if (this.#everAccepted) return false;
    if (isLinkRefused(failure)) return true;
    switch (failure.kind) {
      case 'http-status':
        return failure.status === 429 || failure.status === 503;
      case 'connect':
      case 'reset':
      case 'ranges-lost':
        return true;
      default:
        return false;
    }
  }
}
