/**
 * The last resort where a server's ranges are lost or make no sense: the whole file is read from its start, and only what is missing
 * of it is written. Nothing that is there is dropped, and only a strong validator lets the two be joined (0015).
 */
import { assertNever, type Failure, type ProtocolFault } from '@sluice/model';
import { delay } from '../clock.ts';
import { judgeContinuity } from '../source/judge-continuity.ts';
import type { Continuity } from './continuity.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { OpenResponse } from './open-response.ts';
import { pacedResponse } from './paced-response.ts';
import type { Claim } from './part-table.ts';
import { decideRetry } from './retry-policy.ts';
import type { TransferEnd, TransferJob } from './transfer-job.ts';
import type { Appetite } from './transport.ts';
import { Waits } from './waits.ts';

/** Passes through the file that bring nothing. */
const MAX_PASSES = 3;

/** Faults of ranges, not of HTTP: a server that has them may well send the whole file. */
const RANGE_FAULTS: ReadonlySet<ProtocolFault> = new Set([
  'no-content-range',
  'content-range-syntax',
  'content-range-start',
  'content-range-end',
  'content-range-total',
  'content-length',
  'multipart',
]);

/** Whether a transfer that ended so may be finished without ranges. */
export function mayReadThrough({ remote, sizeBytes, table }: TransferJob, end: TransferEnd): boolean {
  if (end.kind !== 'failed' || !remote.resumable || remote.validator === null || sizeBytes === null) return false;
  if (table.receivedBytes === 0) return false;
  return end.failure.kind === 'ranges-lost' || (end.failure.kind === 'protocol' && RANGE_FAULTS.has(end.failure.fault));
}

type Pass = { readonly kind: 'over'; readonly end: TransferEnd } | { readonly kind: 'cut'; readonly failure: Failure };

export class ReadThrough {
  readonly #job: TransferJob;
  readonly #continuity: Continuity;
  #claim: Claim | null = null;
  #refusal: TransferEnd | null = null;

  constructor(job: TransferJob, continuity: Continuity) {
    this.#job = job;
    this.#continuity = continuity;
  }

  /** `former`: how the transfer by ranges ended, which is how it ends if this is in vain. No worker may run. */
  async run(former: TransferEnd): Promise<TransferEnd> {
    const { clock, random, route, signal, table } = this.#job;
    route.withoutRanges();
    for (let passes = 1; ; passes += 1) {
      const before = table.receivedBytes;
      const pass = await this.#pass(former);
      if (pass.kind === 'over') return pass.end;
      if (table.receivedBytes > before) passes = 0;
      if (passes >= MAX_PASSES) return former;
      const decision = decideRetry({ failure: pass.failure, attempts: passes + 1, answered: true, random: random() });
      if (decision.kind === 'give-up') return { kind: 'failed', failure: pass.failure };
      if (decision.kind === 'wait') return { kind: 'wait-until', atMs: clock.nowMs() + decision.delayMs, failure: pass.failure };
      await delay(clock, decision.delayMs, signal);
      if (signal.aborted) return { kind: 'stopped' };
    }
  }

  async #pass(former: TransferEnd): Promise<Pass> {
    const { remote, route, signal, sizeBytes } = this.#job;
    const range = { start: 0, end: sizeBytes ?? 0 };
    const asked = await route.ask({ ...range, validator: null }, signal);
    if (asked.kind === 'aborted') return over({ kind: 'stopped' });
    if (asked.kind === 'failed') return { kind: 'cut', failure: asked.failure };
    const step = judgeAnswer(this.#job, this.#continuity, asked, range);
    if (step.kind === 'whole' && judgeContinuity(remote, asked.head, false) === 'same') return this.#read(asked);
    await asked.discard();
    switch (step.kind) {
      case 'changed':
        return over({ kind: 'remote-changed', what: step.what });
      case 'refused':
        return step.failure.kind === 'protocol' ? over(former) : { kind: 'cut', failure: step.failure };
      case 'accept':
      case 'compare':
      case 'drop-condition':
      case 'probe-again':
      case 'whole':
        return over(former);
      default:
        return assertNever(step);
    }
  }

  async #read(response: OpenResponse): Promise<Pass> {
    const { body, clock, signal, table } = this.#job;
    let position = 0;
    const paced = pacedResponse(response, { buckets: body.buckets, waits: new Waits(clock), signal });
    const outcome = await paced.read((bytes) => {
      const at = position;
      position += bytes.byteLength;
      return this.#take(bytes, at);
    });
    this.#letGo();
    if (this.#refusal !== null) return over(this.#refusal);
    if (table.isComplete) return over({ kind: 'complete' });
    if (outcome.kind === 'aborted' || signal.aborted) return over({ kind: 'stopped' });
    if (outcome.kind === 'failed') return { kind: 'cut', failure: outcome.failure };
    return { kind: 'cut', failure: { kind: 'truncated', expectedBytes: this.#job.sizeBytes ?? 0, receivedBytes: position } };
  }

  #take(bytes: Uint8Array, at: number): Appetite | Promise<Appetite> {
    const claim = this.#claimFor(at);
    if (claim === null) return 'enough';
    return claim.received >= at + bytes.byteLength ? 'more' : this.#write(bytes.slice(), at);
  }

  async #write(bytes: Uint8Array, at: number): Promise<Appetite> {
    const { body, table } = this.#job;
    for (let offset = at; offset < at + bytes.byteLength;) {
      const claim = this.#claimFor(offset);
      if (claim === null) return 'enough';
      const missing = bytes.subarray(Math.max(0, claim.received - at), Math.max(0, claim.end - at));
      if (missing.byteLength === 0) break;
      table.take(claim, missing.byteLength);
      const failure = await body.file.write(missing, table.beginWrite(claim, missing.byteLength));
      if (failure !== null) {
        table.abandonWrite(claim);
        this.#refusal = { kind: 'failed', failure };
        return 'enough';
      }
      table.record(claim, missing, body.from);
      body.count(missing.byteLength);
      offset = claim.received;
    }
    return table.isComplete ? 'enough' : 'more';
  }

  /** The part that the byte at `offset` belongs to, or the first behind it that misses some; null: none does. */
  #claimFor(offset: number): Claim | null {
    if (this.#claim !== null && this.#claim.received < this.#claim.end) return this.#claim;
    this.#letGo();
    this.#claim = this.#job.table.claimFrom(offset);
    return this.#claim;
  }

  #letGo(): void {
    if (this.#claim !== null) this.#job.table.release(this.#claim);
    this.#claim = null;
  }
}

function over(end: TransferEnd): Pass {
  return { kind: 'over', end };
}
