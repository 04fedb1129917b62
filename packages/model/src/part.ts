/** Parts are what is persisted of a transfer: contiguous ranges that tile the file, each durable from its start up to a point. */
import { MAX_SIZE_BYTES, byteRange, rangeLength, type ByteRange } from './byte-range.ts';

export interface Part {
  readonly range: ByteRange;
  /** Bytes from `range.start` on that are known to be synced to the disk. */
  readonly durableBytes: number;
}

/** The CRC-32 of the durable bytes of one aligned block. `lengthBytes` is shorter than the block while it is still arriving. */
export interface Block {
  readonly index: number;
  readonly lengthBytes: number;
  readonly crc32: number;
}

/** What is durable of a job, as stored. It may lag the part file and never leads it (law 1). */
export interface Checkpoint {
  readonly parts: readonly Part[];
  readonly blocks: readonly Block[];
}

/** The `end` of the only part of a stream whose length the server did not say. */
export const UNKNOWN_END = MAX_SIZE_BYTES;

/** Whether all bytes of the part are durable. */
export function isComplete(part: Part): boolean {
  return part.durableBytes === rangeLength(part.range);
}

/** Sum of the durable bytes of all parts. */
export function durableBytesOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.durableBytes, 0);
}

/** Whether the parts, in order, cover `[0, sizeBytes)` exactly once, and none claims more than it holds (spec E3). */
export function partsTile(parts: readonly Part[], sizeBytes: number): boolean {
  let next = 0;
  for (const { range, durableBytes } of parts) {
    if (range.start !== next || range.end < range.start) return false;
    if (durableBytes < 0 || durableBytes > rangeLength(range)) return false;
    next = range.end;
  }
  return next === sizeBytes;
}

/** The ranges that are not durable yet, in file order. */
export function missingRanges(parts: readonly Part[]): readonly ByteRange[] {
  return parts.filter((part) => !isComplete(part)).map(({ range, durableBytes }) => byteRange(range.start + durableBytes, range.end));
}
