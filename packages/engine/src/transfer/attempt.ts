/** One request for what a part misses: asked, judged by its head, and only then read (law 2). */
import { UNKNOWN_END, assertNever, type Failure, type Validator } from '@sluice/model';
import type { PartStep } from '../plan/judge-part.ts';
import { readProbe } from '../source/read-probe.ts';
import type { Continuity } from './continuity.ts';
import { judgeAnswer, type OpenAsked } from './judge-answer.ts';
import type { OpenResponse } from './open-response.ts';
import { pacedResponse } from './paced-response.ts';
import type { Claim } from './part-table.ts';
import { BodyReader, type BodyOutcome } from './read-body.ts';
import type { TransferEnd, TransferJob } from './transfer-job.ts';
import type { Waits } from './waits.ts';

/** What an attempt has to know of the job's other connections. */
export interface Surroundings {
  readonly continuity: Continuity;
  readonly waits: Waits;
  othersReceiving(): number;
  /** The server has accepted the request; its body is about to be read. */
  accepted(reader: BodyReader): void;
  othersDecided(): Promise<void>;
  /** Counts bytes as they come from the network. */
  count(bytes: number): void;
}

export type AttemptOutcome =
  | BodyOutcome
  /** Something was learned; ask again at once. */
  | { readonly kind: 'again' }
  /** Nothing could be decided yet; ask again after a while. */
  | { readonly kind: 'later' }
  | { readonly kind: 'over'; readonly end: TransferEnd };

const RANGES_LOST = { kind: 'failed', failure: { kind: 'ranges-lost' } } as const satisfies BodyOutcome;

export class Attempt {
  readonly #job: TransferJob;
  readonly #around: Surroundings;
  readonly #signal: AbortSignal;
  /** The part that is worked on; another one when the body ran on into it. */
  claim: Claim;

  /** `signal` ends this attempt alone, or the whole job. */
  constructor(job: TransferJob, around: Surroundings, claim: Claim, signal: AbortSignal) {
    this.#job = job;
    this.#around = around;
    this.claim = claim;
    this.#signal = signal;
  }

  /** Asks and reads. Everything that arrived is in the file when it resolves. */
  async run(): Promise<AttemptOutcome> {
    const { sizeBytes } = this.#job;
    return sizeBytes === null ? this.#fetchStream() : this.#fetchRange(sizeBytes);
  }

  /** Reads the response of the probe, which may run on to the file's end. It was asked for before this attempt, and ends with it all the same. */
  async read(response: OpenResponse): Promise<BodyOutcome> {
    const close = (): void => {
      // The body's own end tells how it went; a fault in it is thrown there.
      response.discard().catch(() => undefined);
    };
    this.#signal.addEventListener('abort', close, { once: true });
    try {
      return await this.#readBody(response, this.#job.sizeBytes ?? UNKNOWN_END);
    } finally {
      this.#signal.removeEventListener('abort', close);
    }
  }

  async #fetchRange(sizeBytes: number): Promise<AttemptOutcome> {
    const { continuity } = this.#around;
    if (continuity.mustCompareFirst) return this.#compare(undefined);
    const { received, end } = this.claim;
    const validator = continuity.conditional ? this.#job.remote.validator : null;
    const asked = await this.#job.route.ask({ start: received, end, validator }, this.#signal);
    if (asked.kind === 'aborted') return { kind: 'stopped' };
    if (asked.kind === 'failed') return asked;
    this.#job.noteAnswer();
    const step = judgeAnswer(this.#job, continuity, asked, { start: received, end });
    if (step.kind === 'accept') {
      this.#job.noteRanges();
      continuity.noteJoined(step.proved, asked.conditional);
      return this.#readBody(asked, step.range.end);
    }
    if (step.kind === 'whole') return this.#takeWhole(asked, sizeBytes);
    await asked.discard();
    return this.#afterRefusal(step, asked.conditional);
  }

  #afterRefusal(step: Exclude<PartStep, { kind: 'accept' | 'whole' }>, conditional: boolean): AttemptOutcome | Promise<AttemptOutcome> {
    switch (step.kind) {
      case 'drop-condition':
        this.#around.continuity.dropCondition();
        return { kind: 'again' };
      case 'compare':
        return this.#compare(step.date);
      case 'probe-again':
        return this.#probeAgain(step.status, conditional);
      case 'changed':
        return over({ kind: 'remote-changed', what: step.what });
      case 'refused':
        if (step.failure.kind === 'protocol' && this.#mayAskWithoutRanges()) return { kind: 'again' };
        return { kind: 'failed', failure: step.failure };
      default:
        return assertNever(step);
    }
  }

  /** A file that was never resumable loses nothing when it is asked for from its start. */
  #mayAskWithoutRanges(): boolean {
    return !this.#job.remote.resumable && this.#job.route.withoutRanges();
  }

  /** The last rung of the ladder; `date` is what stands for ETags that are each node's own. */
  async #compare(date: Validator | null | undefined): Promise<AttemptOutcome> {
    const outcome = await this.#around.continuity.prove(this.claim.start);
    switch (outcome.kind) {
      case 'same':
        if (date !== undefined) this.#job.noteOwnTags(date);
        return { kind: 'again' };
      case 'different':
        return over({ kind: 'remote-changed', what: outcome.what });
      case 'nothing-to-compare':
        return { kind: 'later' };
      case 'impossible':
        return over({ kind: 'undecidable' });
      case 'stopped':
      case 'disk':
      case 'failed':
        return outcome;
      default:
        return assertNever(outcome);
    }
  }

  /** 412 and 416 may be true, or a server's whim: what is there now decides, so that nothing is dropped without need (spec B5). */
  async #probeAgain(status: number, conditional: boolean): Promise<AttemptOutcome> {
    if (this.#job.table.isComplete) return { kind: 'complete' };
    const asked = await this.#job.route.ask({ start: 0, end: 1, validator: null }, this.#signal);
    if (asked.kind === 'aborted') return { kind: 'stopped' };
    if (asked.kind === 'failed') return asked;
    const step = judgeAnswer(this.#job, this.#around.continuity, asked, { start: 0, end: 1 });
    await asked.discard();
    switch (step.kind) {
      case 'changed':
        return over({ kind: 'remote-changed', what: step.what });
      case 'refused':
        return { kind: 'failed', failure: step.failure };
      case 'probe-again':
        // Not even the first byte is there: the file is empty now, or the server serves no ranges of anything.
        return this.#isEmptyNow(asked) ? over({ kind: 'remote-changed', what: 'size' }) : RANGES_LOST;
      case 'accept':
      case 'whole':
      case 'drop-condition':
      case 'compare':
        return this.#unchangedBehind(status, conditional);
      default:
        return assertNever(step);
    }
  }

  #isEmptyNow({ head }: OpenAsked): boolean {
    const reading = readProbe(head, { url: this.#job.route.finalUrl, finalUrl: this.#job.route.finalUrl, nowMs: this.#job.clock.nowMs() });
    return reading.kind === 'file' && reading.remote.sizeBytes === 0;
  }

  #unchangedBehind(status: number, conditional: boolean): AttemptOutcome {
    if (status === 416) return RANGES_LOST;
    if (!conditional) return { kind: 'failed', failure: { kind: 'http-status', status, retryAfterMs: null } };
    this.#around.continuity.dropCondition();
    return { kind: 'again' };
  }

  /** A 200 carries the file from its start: it serves a job that has nothing yet, or that never knew ranges (spec B4). */
  async #takeWhole(response: OpenResponse, sizeBytes: number): Promise<BodyOutcome> {
    const { table, remote } = this.#job;
    if (this.claim.start === 0 && this.#around.othersReceiving() === 0) {
      if (table.receivedBytes === 0) return this.#readBody(response, sizeBytes);
      if (!remote.resumable) {
        table.restartStream();
        return this.#readBody(response, sizeBytes);
      }
    }
    await response.discard();
    return RANGES_LOST;
  }

  /** Without a length nothing can be resumed, and the stream begins again. */
  async #fetchStream(): Promise<AttemptOutcome> {
    const job = this.#job;
    const asked = await job.route.ask({ start: 0, end: null, validator: null }, this.#signal);
    if (asked.kind === 'aborted') return { kind: 'stopped' };
    if (asked.kind === 'failed') return asked;
    job.noteAnswer();
    const { finalUrl } = job.route;
    const reading = readProbe(asked.head, { url: finalUrl, finalUrl, nowMs: job.clock.nowMs() });
    const refusal: Failure | null = reading.kind === 'refused' ? reading.failure : streamRefusal(asked.head.status);
    if (refusal !== null) {
      await asked.discard();
      return { kind: 'failed', failure: refusal };
    }
    job.table.restartStream();
    return this.#readBody(asked, UNKNOWN_END);
  }

  async #readBody(response: OpenResponse, bodyEnd: number): Promise<BodyOutcome> {
    const { body } = this.#job;
    const around = this.#around;
    const target = {
      ...body,
      // The limits are kept where the body comes from; here they would only come in lumps.
      buckets: [],
      signal: this.#signal,
      count: (bytes: number) => around.count(bytes),
      othersDecided: () => around.othersDecided(),
    };
    const reader = new BodyReader(target, this.claim, bodyEnd);
    this.#around.accepted(reader);
    try {
      return await reader.read(pacedResponse(response, { buckets: body.buckets, waits: around.waits, signal: this.#signal }));
    } finally {
      this.claim = reader.claim;
    }
  }
}

/** A file without a length comes as a 200; the end of a 206 may be that of a range which the server chose. */
function streamRefusal(status: number): Failure | null {
  return status === 206 ? { kind: 'protocol', fault: 'content-range-total' } : null;
}

function over(end: TransferEnd): AttemptOutcome {
  return { kind: 'over', end };
}
