/** The CRC-32 of every block, carried on as bytes are written and never read again for it (spec E1, C2). */
import type { Block } from '@sluice/model';
import { crc32 } from '../file/crc32.ts';

export class BlockDigests {
  readonly #blockSizeBytes: number;
  readonly #blocks: Map<number, Block>;
  readonly #changed = new Set<number>();

  constructor(blockSizeBytes: number, blocks: readonly Block[]) {
    this.#blockSizeBytes = blockSizeBytes;
    this.#blocks = new Map(blocks.map((block) => [block.index, block]));
  }

  /** Takes up bytes that were written at `offset`. A block whose beginning is not known here gets no digest. */
  record(offset: number, bytes: Uint8Array): void {
    for (let taken = 0; taken < bytes.byteLength;) {
      const position = offset + taken;
      const index = Math.floor(position / this.#blockSizeBytes);
      const within = position - index * this.#blockSizeBytes;
      const length = Math.min(bytes.byteLength - taken, this.#blockSizeBytes - within);
      this.#extend(index, within, bytes.subarray(taken, taken + length));
      taken += length;
    }
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

  #extend(index: number, within: number, bytes: Uint8Array): void {
    const before = this.#blocks.get(index);
    if (within > 0 && before?.lengthBytes !== within) return;
    const seed = within > 0 && before !== undefined ? before.crc32 : 0;
    this.#blocks.set(index, { index, lengthBytes: within + bytes.byteLength, crc32: crc32(bytes, seed) });
    this.#changed.add(index);
  }
}
