/** The CRC-32 of every block, carried on as bytes are written and never read again for it (spec E1, C2). */
import type { Block } from '@sluice/model';
import { crc32 } from '../file/crc32.ts';

export class BlockDigests {
  readonly #blockSizeBytes: number;
  readonly #blocks: Map<number, Block>;
  readonly #changed = new Set<number>();
  /** By the very bytes that they are of. */
  readonly #foreseen = new WeakMap<Uint8Array, readonly Block[]>();

  constructor(blockSizeBytes: number, blocks: readonly Block[]) {
    this.#blockSizeBytes = blockSizeBytes;
    this.#blocks = new Map(blocks.map((block) => [block.index, block]));
  }

  /**
   * Reckons ahead what `record` will need for the same bytes, while they are being written: the processor has them at hand now, and
   * may have to fetch them from far later. Nothing counts before `record`.
   */
  foresee(offset: number, bytes: Uint8Array): void {
    this.#foreseen.set(bytes, this.#carriedOn(offset, bytes));
  }

  /** Takes up bytes that were written at `offset`. A block whose beginning is not known here gets no digest. */
  record(offset: number, bytes: Uint8Array): void {
    for (const block of this.#foreseen.get(bytes) ?? this.#carriedOn(offset, bytes)) {
      this.#blocks.set(block.index, block);
      this.#changed.add(block.index);
    }
    this.#foreseen.delete(bytes);
  }

  drop(index: number): void {
    this.#blocks.delete(index);
  }

  clear(): void {
    this.#blocks.clear();
    this.#changed.clear();
  }

  /** The most recently begun last. */
  all(): readonly Block[] {
    return [...this.#blocks.values()];
  }

  /** Those that changed since the last call. */
  takeChanged(): readonly Block[] {
    const blocks = [...this.#changed].flatMap((index) => this.#blocks.get(index) ?? []);
    this.#changed.clear();
    return blocks;
  }

  /** What was taken could not be stored, and belongs to the next call. */
  putBack(blocks: readonly Block[]): void {
    for (const { index } of blocks) this.#changed.add(index);
  }

  /** The blocks that `bytes` begin or go on with, as they are with them. */
  #carriedOn(offset: number, bytes: Uint8Array): readonly Block[] {
    const blocks: Block[] = [];
    for (let taken = 0; taken < bytes.byteLength;) {
      const position = offset + taken;
      const index = Math.floor(position / this.#blockSizeBytes);
      const within = position - index * this.#blockSizeBytes;
      const length = Math.min(bytes.byteLength - taken, this.#blockSizeBytes - within);
      const before = within === 0 ? NOTHING : this.#blocks.get(index);
      if (before?.lengthBytes === within)
        blocks.push({ index, lengthBytes: within + length, crc32: crc32(bytes.subarray(taken, taken + length), before.crc32) });
      taken += length;
    }
    return blocks;
  }
}

/** A block at its beginning. */
const NOTHING = { lengthBytes: 0, crc32: 0 };
