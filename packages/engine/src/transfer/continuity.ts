/** Keeps two representations out of one file where validators can't (spec B1): knows what is proved, and proves it by bytes. */
import { assertNever } from '@sluice/model';
import { delay } from '../clock.ts';
import { chooseOldest, chooseOverlap } from '../plan/choose-overlap.ts';
import { compareOverlap, type Comparison } from './compare-overlap.ts';
import { decideRetry } from './retry-policy.ts';
import type { TransferEnd, TransferJob } from './transfer-job.ts';

export class Continuity {
  readonly #job: TransferJob;
  /** Brings what the workers hold into the file. */
  readonly #flush: () => Promise<void>;
  /** Whether bytes of an earlier run are there. */
  readonly #resumed: boolean;
  #proved: boolean;
  /** Whether a response was joined that no validator vouched for. */
  #joined = false;
  #conditional = true;
  #running: Promise<Comparison> | null = null;

  /** `proved`: an overlap has been compared already. */
  constructor(job: TransferJob, flush: () => Promise<void>, proved = false) {
    this.#job = job;
    this.#flush = flush;
    this.#proved = proved;
    this.#resumed = job.table.receivedBytes > 0;
  }

  /** Whether requests carry the validator: not to a server that takes it amiss, nor where each node has its own. */
  get conditional(): boolean {
    return this.#conditional && this.#job.host.usesIfRange;
  }

  /** Whether a response that no validator vouches for may be joined. */
  get trusted(): boolean {
    return this.#proved || !this.#resumed;
  }

  /** Whether an overlap has to be compared before anything more is asked for: bytes of an earlier run, and no validator. */
  get mustCompareFirst(): boolean {
    const { remote } = this.#job;
    return !this.trusted && remote.resumable && remote.validator === null;
  }

  dropCondition(): void {
    this.#conditional = false;
  }

  /** A response was accepted. */
  noteJoined(proved: boolean, conditional: boolean): void {
    this.#joined ||= !proved;
    // Only now it is known that it was the condition which the server did not like, and not the range.
    if (!this.#conditional && !conditional && this.#job.host.usesIfRange && this.#job.remote.validator !== null) {
      this.#job.host.noteIfRangeRefused();
    }
  }

  /** Compares an overlap; all workers that ask meanwhile get the same answer. */
  prove(partStart: number): Promise<Comparison> {
    this.#running ??= this.#compare(partStart).finally(() => (this.#running = null));
    return this.#running;
  }

  async #compare(partStart: number): Promise<Comparison> {
    await this.#flush();
    const { table, random } = this.#job;
    const ranges = chooseOverlap({
      spans: table.receivedSpans(),
      partStart,
      blocks: table.blocks(),
      blockSizeBytes: table.blockSizeBytes,
      random,
    });
    const outcome = await compareOverlap(this.#job, ranges);
    this.#proved ||= outcome.kind === 'same';
    return outcome;
  }

  /** Before a file is called complete whose responses no validator has joined: its oldest bytes must be what the server has now. */
  async confirm(): Promise<TransferEnd> {
    const job = this.#job;
    for (let attempts = 1; this.#mustConfirm; attempts += 1) {
      const outcome = await compareOverlap(job, chooseOldest(job.table.receivedSpans()));
      switch (outcome.kind) {
        case 'same':
          return { kind: 'complete' };
        case 'different':
          return { kind: 'remote-changed', what: outcome.what };
        case 'stopped':
          return { kind: 'stopped' };
        case 'nothing-to-compare':
          // All of it is damaged on the disk: the check of blocks drops it, and then this is asked again.
          return { kind: 'complete' };
        case 'impossible':
          return { kind: 'undecidable' };
        case 'disk':
          return { kind: 'failed', failure: outcome.failure };
        case 'failed':
          break;
        default:
          return assertNever(outcome);
      }
      const { failure } = outcome;
      const decision = decideRetry({ failure, attempts, answered: true, random: job.random() });
      if (decision.kind === 'give-up') return { kind: 'failed', failure };
      if (decision.kind === 'wait') return { kind: 'wait-until', atMs: job.clock.nowMs() + decision.delayMs, failure };
      await delay(job.clock, decision.delayMs, job.signal);
      if (job.signal.aborted) return { kind: 'stopped' };
    }
    return { kind: 'complete' };
  }

  /** A digest of the whole file proves more, and a file from one response has nothing to prove. */
  get #mustConfirm(): boolean {
    const { remote, hasDigest } = this.#job;
    if (hasDigest || !remote.resumable) return false;
    return this.#joined || (this.#resumed && remote.validator === null);
  }
}
