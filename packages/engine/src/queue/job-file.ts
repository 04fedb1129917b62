/** The open part file of a running job together with its parts: what the checkpointer brings to the disk. */
import { isCyclic, type Block, type Checkpoint, type DiskFailure, type Job } from '@sluice/model';
import { checkBlocks, type BlockCheckOutcome } from '../file/check-blocks.ts';
import type { PartFile } from '../file/part-file.ts';
import { SpanDigest } from '../file/span-digest.ts';
import type { BlockOrigins } from '../transfer/block-origins.ts';
import { PartTable, type Recorded, type Snapshot } from '../transfer/part-table.ts';
import type { FileTransfer } from '../transfer/transfer-file.ts';
import type { Participant } from './checkpointer.ts';
import type { JobRow } from './job-row.ts';
import type { JobChange } from './job-store.ts';
import type { Reservations } from './reservations.ts';

/** A disk on which new bad blocks appear more often than this, while they are fetched again, keeps nothing. */
const MAX_ROUNDS = 5;
const SMALL_BYTES = 1024 * 1024;

export class JobFile implements Participant {
  readonly file: PartFile;
  readonly table: PartTable;
  /** The checksum that the file will be compared with, carried on as bytes are written; null: it is none that can be. */
  readonly digest: SpanDigest | null;
  readonly #row: JobRow;
  readonly #reservations: Reservations;
  readonly #endCheck = new AbortController();
  #check: Promise<void> = Promise.resolve();
  #badBlocks: Block[] = [];
  #failure: DiskFailure | null = null;
  #distrusted = false;
  /** How often all of it was read. */
  #rounds = 0;
  /** While workers run. */
  transfer: FileTransfer | null = null;

  /** `origins`: told who sent which bytes; null: nobody will ask. */
  constructor(row: JobRow, reservations: Reservations, file: PartFile, checkpoint: Checkpoint, origins: BlockOrigins | null = null) {
    this.#row = row;
    this.#reservations = reservations;
    this.file = file;
    const digest = digestFor(row.job);
    this.digest = digest;
    const { blockSizeBytes } = row.job;
    const record: Recorded = (offset, bytes, from) => {
      digest?.record(offset, bytes);
      origins?.note(offset, bytes.byteLength, from, blockSizeBytes);
    };
    this.table = new PartTable(checkpoint, blockSizeBytes, digest === null && origins === null ? null : record);
  }

  /**
   * Whether what was received and not claimed may be left to the sync and the row with which the file is committed: if it is complete, that
   * is at once, and to fetch so little again costs less than a crash may (spec C1).
   */
  get isCommittedSoon(): boolean {
    return this.table.receivedBytes <= SMALL_BYTES && this.#row.job.options.seekChecksum !== true;
  }

  /** What the disk refused first; the job can't go on. */
  get failure(): DiskFailure | null {
    return this.#failure;
  }

  /** Compares what an earlier run left with its digests while the transfer goes on, newest first (spec C7). */
  checkInBackground(): void {
    this.#check = this.checkAll(this.table.blocks().toReversed(), this.#endCheck.signal).then((outcome) => {
      if (outcome.kind === 'failed') this.fail(outcome.failure);
    });
  }

  /** Resolves when the check in the background is over. */
  get checked(): Promise<void> {
    return this.#check;
  }

  /** Compares blocks with the disk now; bad ones are kept for `dropBadBlocks`. */
  checkAll(blocks: readonly Block[], signal: AbortSignal): Promise<BlockCheckOutcome> {
    return checkBlocks(this.file, blocks, this.table.blockSizeBytes, { signal, onBad: (block) => this.#badBlocks.push(block) });
  }

  /**
   * `checkAll` for every byte of a complete file. A block of which nobody knows what it must be counts as bad: it can't be compared.
   * A failure when the file still is not what was written after it was repaired several times.
   */
  async checkEverything(sizeBytes: number, signal: AbortSignal): Promise<BlockCheckOutcome> {
    if (this.#rounds === MAX_ROUNDS)
      return { kind: 'failed', failure: { kind: 'disk', operation: 'read', path: this.file.identity.path, code: 'EIO' } };
    this.#rounds += 1;
    const blocks = this.table.blocks();
    this.#badBlocks.push(...unknownBlocks(blocks, sizeBytes, this.table.blockSizeBytes));
    return this.checkAll(blocks, signal);
  }

  /**
   * A complete file has no holes, unless somebody cut it while it was written: then all blocks are compared with the disk. A volume
   * that compresses may only seem to have holes, which costs that comparison. Afterwards `file.wasTouched` is of now.
   */
  async checkHoles(sizeBytes: number, signal: AbortSignal): Promise<BlockCheckOutcome> {
    const facts = await this.file.stat();
    if (facts.kind === 'failed') return facts;
    const isWhole = facts.sizeBytes >= sizeBytes && facts.allocatedBytes >= sizeBytes;
    if (isWhole) return { kind: 'checked' };
    const checked = await this.checkAll(this.table.blocks(), signal);
    if (checked.kind === 'checked') await this.file.stat();
    return checked;
  }

  /** Makes bad blocks missing, so that exactly they are fetched again; false when there are none. No worker may run. */
  dropBadBlocks(): boolean {
    const bad = this.#badBlocks;
    this.#badBlocks = [];
    const dropped = bad.filter((block) => this.table.dropBlock(block.index));
    if (dropped.length === 0) return false;
    this.#row.note({
      kind: 'blocks-repaired',
      count: dropped.length,
      bytes: dropped.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0),
    });
    return true;
  }

  async close(): Promise<void> {
    this.#endCheck.abort('closed');
    await this.#check;
    await this.file.close();
  }

  async flush(): Promise<void> {
    await this.transfer?.flush();
  }

  takeSnapshot(): Snapshot | null {
    return this.#distrusted ? null : this.table.takeSnapshot();
  }

  /** What was received and not claimed is never claimed: a sync of it failed, or the file is not the one that was written. */
  distrust(): void {
    this.#distrusted = true;
  }

  sync(): Promise<DiskFailure | null> {
    return this.file.sync();
  }

  changeFor({ parts, blocks, bytes }: Snapshot): JobChange {
    const { job, noted } = this.#row;
    const checkpoint = { mode: 'update', parts, blocks } as const;
    return { job: { ...job, durableBytes: bytes }, checkpoint, ...(noted.length > 0 ? { history: noted } : {}) };
  }

  claimed(snapshot: Snapshot, { history }: JobChange): void {
    this.table.markDurable(snapshot);
    this.#row.stored(history ?? []);
    this.#row.adopt({ ...this.#row.job, durableBytes: snapshot.bytes });
    this.#reservations.note(this.#row.job);
  }

  putBack(snapshot: Snapshot): void {
    this.table.putBack(snapshot);
  }

  fail(failure: DiskFailure): void {
    this.#failure ??= failure;
    this.transfer?.stop();
  }
}

/** Those of a complete file that have no digest, or one of their beginning alone. */
function unknownBlocks(blocks: readonly Block[], sizeBytes: number, blockSizeBytes: number): readonly Block[] {
  const known = new Map(blocks.map(({ index, lengthBytes }) => [index, lengthBytes]));
  const unknown: Block[] = [];
  for (let index = 0; index * blockSizeBytes < sizeBytes; index += 1) {
    const lengthBytes = Math.min(blockSizeBytes, sizeBytes - index * blockSizeBytes);
    if (known.get(index) !== lengthBytes) unknown.push({ index, lengthBytes, crc32: 0 });
  }
  return unknown;
}

function digestFor({ options, remote }: Job): SpanDigest | null {
  const algorithm = (options.digest ?? remote?.digest)?.algorithm;
  return algorithm !== undefined && isCyclic(algorithm) ? new SpanDigest(algorithm) : null;
}
