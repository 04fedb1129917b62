/** One attempt: a response's body into the part that it was asked for, and on into the parts behind it where nobody else is. */
import { UNKNOWN_END, type DiskFailure, type Failure } from '@sluice/model';
import type { PartFile } from '../file/part-file.ts';
import type { OpenResponse } from './open-response.ts';
import type { Claim, PartTable } from './part-table.ts';
import { SlabWriter } from './slab-writer.ts';
import type { TokenBucket } from './token-bucket.ts';
import type { Appetite } from './transport.ts';

export interface BodyTarget {
  readonly table: PartTable;
  readonly file: PartFile;
  /** Told of bytes as they come from the network. */
  readonly count: (bytes: number) => void;
  readonly buckets: readonly TokenBucket[];
  readonly slabBytes: number;
  readonly signal: AbortSignal;
  /** The address that the bytes come from, counted as in `JobSource.using`. */
  readonly from: number;
  /** Settles when it is known whether other connections work; the first response is not cut off before (one-time URLs). */
  othersDecided(): Promise<void>;
}

export type BodyOutcome =
  /** The part, and possibly some after it, are complete. */
  | { readonly kind: 'complete' }
  /** The response ended where it said it would, before the part did. */
  | { readonly kind: 'partial' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'disk'; readonly failure: DiskFailure };

const NOTHING: readonly Promise<void>[] = [];

/** A small file needs no large slab. */
const LEAST_SLAB_BYTES = 16 * 1024;

/** Reads one accepted body. Holds the part that it works on in `claim`, which may change when the body runs on into the next one. */
export class BodyReader {
  readonly #target: BodyTarget;
  readonly #writer: SlabWriter;
  /** Offset at which the accepted body ends; `UNKNOWN_END` when the server did not say. */
  readonly #bodyEnd: number;
  /** What follows of a chunk waits to go to the next part: nothing may be read to where it belongs. */
  #atBorder = false;
  /** The response is over: a chunk that still waits takes no further part, since nobody would give that back. */
  #isOver = false;
  claim: Claim;

  constructor(target: BodyTarget, claim: Claim, bodyEnd: number) {
    this.#target = target;
    this.#bodyEnd = bodyEnd;
    this.claim = claim;
    this.#writer = new SlabWriter(
      async (bytes) => {
        const { claim } = this;
        const writing = target.file.write(bytes, target.table.beginWrite(claim, bytes.byteLength));
        target.table.foresee(claim, bytes);
        const failure = await writing;
        if (failure === null) target.table.record(claim, bytes, target.from);
        else target.table.abandonWrite(claim);
        return failure;
      },
      Math.min(target.slabBytes, Math.max(LEAST_SLAB_BYTES, bodyEnd - claim.received)),
    );
  }

  /** Brings what was taken so far into the file, for a checkpoint. */
  flush(): Promise<void> {
    return this.#writer.flush();
  }

  /** Reads to the end of the body, or of what can be used of it. Everything that arrived is in the file when it resolves. */
  async read(response: OpenResponse): Promise<BodyOutcome> {
    const outcome = await response.read(
      (bytes) => this.#consume(bytes),
      () => (this.#atBorder ? null : this.#writer.lend()),
    );
    this.#isOver = true;
    await this.#writer.flush();
    this.#target.table.forgetTaken(this.claim);
    if (this.#writer.failure !== null) return { kind: 'disk', failure: this.#writer.failure };
    switch (outcome.kind) {
      case 'aborted':
        return { kind: 'stopped' };
      case 'failed':
        return this.#isComplete ? { kind: 'complete' } : { kind: 'failed', failure: outcome.failure };
      case 'ended':
      case 'discarded':
        return this.#judgeEnd();
    }
  }

  get #isComplete(): boolean {
    return this.claim.received === this.claim.end;
  }

  #judgeEnd(): BodyOutcome {
    if (this.#bodyEnd === UNKNOWN_END) {
      this.#target.table.endStream();
      return { kind: 'complete' };
    }
    if (this.#isComplete) return { kind: 'complete' };
    if (this.claim.received === this.#bodyEnd) return { kind: 'partial' };
    const expectedBytes = this.#bodyEnd - this.claim.start;
    return { kind: 'failed', failure: { kind: 'truncated', expectedBytes, receivedBytes: this.claim.received - this.claim.start } };
  }

  #consume(bytes: Uint8Array): Appetite | Promise<Appetite> {
    const { claim } = this;
    const room = Math.min(claim.end, this.#bodyEnd) - claim.taken;
    const wanted = bytes.byteLength <= room ? bytes : bytes.subarray(0, room);
    this.#target.count(wanted.byteLength);
    this.#target.table.take(claim, wanted.byteLength);
    const written = this.#writer.push(wanted);
    if (this.#writer.failure !== null) return 'enough';
    const waits = this.#waits(written, wanted.byteLength);
    const atEnd = claim.taken >= claim.end;
    // More than was announced, in a response that is shorter than the part: what is past its end is nobody's.
    if (!atEnd && wanted.byteLength < bytes.byteLength) return Promise.all(waits).then(() => 'enough');
    if (!atEnd) return waits.length === 0 ? 'more' : Promise.all(waits).then(() => this.#appetite());
    const rest = bytes.slice(wanted.byteLength);
    this.#atBorder = true;
    return Promise.all(waits).then(() => this.#goOn(rest));
  }

  /** What must settle before more is read. The usual answer is the same empty list every time. */
  #waits(written: Promise<void> | null, bytes: number): readonly Promise<void>[] {
    let waits: Promise<void>[] | null = written === null ? null : [written];
    for (const bucket of this.#target.buckets) {
      const paid = bucket.take(bytes, this.#target.signal);
      if (paid !== null) (waits ??= []).push(paid);
    }
    return waits ?? NOTHING;
  }

  #appetite(): Appetite {
    return this.#writer.failure === null ? 'more' : 'enough';
  }

  /** At the end of a part: the same body may serve the next one, unless another worker has it. */
  async #goOn(rest: Uint8Array): Promise<Appetite> {
    const { table } = this.#target;
    this.#atBorder = false;
    await this.#writer.flush();
    if (this.#writer.failure !== null) return 'enough';
    // Nothing more was announced: let the body end by itself, so that its connection can be used again.
    if (this.claim.end >= this.#bodyEnd) return rest.byteLength === 0 ? 'more' : 'enough';
    await this.#target.othersDecided();
    if (this.#target.signal.aborted || this.#isOver) return 'enough';
    const next = table.claimAt(this.claim.end);
    if (next === null) return 'enough';
    table.release(this.claim);
    this.claim = next;
    return rest.byteLength > 0 ? this.#consume(rest) : 'more';
  }
}
