/**
 * Fetches the rest of a slow connection's part a second time, into memory (spec B10). First to finish wins: only when all of it is
 * there, and the slow connection has come to rest, the part changes its owner and these bytes are written (0014).
 */
import { rangeLength, type ByteRange } from '@sluice/model';
import type { Continuity } from './continuity.ts';
import { judgeAnswer, type OpenAsked } from './judge-answer.ts';
import { pacedResponse } from './paced-response.ts';
import type { Claim } from './part-table.ts';
import type { TransferEnd, TransferJob } from './transfer-job.ts';
import { Waits } from './waits.ts';

const WRITE_BYTES = 1024 * 1024;

/** The connection whose part it is. */
export interface SlowOwner {
  readonly claim: Claim;
  handOver(claim: Claim): Promise<Claim | null>;
}

export class TailFetch {
  readonly #job: TransferJob;
  readonly #continuity: Continuity;
  readonly owner: SlowOwner;
  readonly claim: Claim;
  readonly #range: ByteRange;
  readonly #lost = new AbortController();
  readonly #bytes: Uint8Array;
  #filled = 0;

  constructor(job: TransferJob, continuity: Continuity, owner: SlowOwner) {
    this.#job = job;
    this.#continuity = continuity;
    this.owner = owner;
    this.claim = owner.claim;
    // From where bytes are missing now: what the owner still writes of them will be skipped.
    this.#range = { start: this.claim.received, end: this.claim.end };
    this.#bytes = new Uint8Array(rangeLength(this.#range));
  }

  /** Ends it when the owner has finished its part, or lost it otherwise. */
  look(): void {
    if (!this.#job.table.owns(this.claim) || this.claim.received >= this.claim.end) this.#lost.abort('lost');
  }

  /** Null: whatever happened, the transfer goes on. Nothing of it is under way when it resolves. */
  async run(): Promise<TransferEnd | null> {
    if (!(await this.#fetch())) return null;
    const claim = await this.owner.handOver(this.claim);
    if (claim === null) return null;
    try {
      return await this.#write(claim);
    } finally {
      this.#job.table.release(claim);
    }
  }

  /** Whether all bytes are in memory. */
  async #fetch(): Promise<boolean> {
    const signal = AbortSignal.any([this.#job.signal, this.#lost.signal]);
    const validator = this.#continuity.conditional ? this.#job.remote.validator : null;
    const asked = await this.#job.route.ask({ ...this.#range, validator }, signal);
    if (asked.kind !== 'open') return false;
    const step = judgeAnswer(this.#job, this.#continuity, asked, this.#range);
    if (step.kind !== 'accept' || step.range.end < this.#range.end) {
      await asked.discard();
      return false;
    }
    await this.#read(asked, signal);
    if (this.#filled < this.#bytes.byteLength || signal.aborted) return false;
    this.#continuity.noteJoined(step.proved, asked.conditional);
    return true;
  }

  async #read(asked: OpenAsked, signal: AbortSignal): Promise<void> {
    const { body, clock } = this.#job;
    const paced = pacedResponse(asked, { buckets: body.buckets, waits: new Waits(clock), signal });
    await paced.read((bytes) => {
      const wanted = bytes.subarray(0, this.#bytes.byteLength - this.#filled);
      this.#bytes.set(wanted, this.#filled);
      this.#filled += wanted.byteLength;
      return wanted.byteLength < bytes.byteLength || this.#filled > this.#bytes.byteLength ? 'enough' : 'more';
    });
  }

  /** What the former owner brought into the file stays; the rest is written from here. */
  async #write(claim: Claim): Promise<TransferEnd | null> {
    const { table, body } = this.#job;
    while (claim.received < claim.end && claim.received >= this.#range.start) {
      const from = claim.received - this.#range.start;
      const bytes = this.#bytes.subarray(from, Math.min(from + WRITE_BYTES, claim.end - this.#range.start));
      table.take(claim, bytes.byteLength);
      const failure = await body.file.write(bytes, table.beginWrite(claim, bytes.byteLength));
      if (failure !== null) {
        table.abandonWrite(claim);
        return { kind: 'failed', failure };
      }
      table.record(claim, bytes, body.from);
      body.count(bytes.byteLength);
    }
    return null;
  }
}
