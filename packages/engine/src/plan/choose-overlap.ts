/** Which bytes are fetched twice to learn whether the remote file is still the one that was begun (spec B1). */
import { byteRange, rangeLength, type Block, type ByteRange } from '@sluice/model';

const OVERLAP_BYTES = 64 * 1024;
/** Of a block larger than this, its beginning is enough. */
const MAX_BLOCK_SAMPLE_BYTES = 1024 * 1024;
const RANDOM_BLOCKS = 2;

export interface OverlapChoice {
  /** What was received of each part; in file order. */
  readonly spans: readonly ByteRange[];
  /** Where the part begins that is to go on. */
  readonly partStart: number;
  readonly blocks: readonly Block[];
  readonly blockSizeBytes: number;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/** The last 64 KiB received of the part (or, when it has none, of the fullest one) and two random blocks; empty when nothing was received. */
export function chooseOverlap({ spans, partStart, blocks, blockSizeBytes, random }: OverlapChoice): readonly ByteRange[] {
  const filled = spans.filter((span) => rangeLength(span) > 0);
  const tailSpan = filled.find((span) => span.start === partStart) ?? filled.toSorted((a, b) => rangeLength(b) - rangeLength(a))[0];
  if (tailSpan === undefined) return [];
  const tail = byteRange(Math.max(tailSpan.start, tailSpan.end - OVERLAP_BYTES), tailSpan.end);
  const pool = blocks.filter((block) => block.lengthBytes > 0 && Math.floor(tail.start / blockSizeBytes) !== block.index);
  const picked: ByteRange[] = [];
  while (picked.length < RANDOM_BLOCKS && pool.length > 0) {
    const [block] = pool.splice(Math.floor(random() * pool.length), 1);
    if (block === undefined) break;
    const start = block.index * blockSizeBytes;
    picked.push(byteRange(start, start + Math.min(block.lengthBytes, MAX_BLOCK_SAMPLE_BYTES)));
  }
  return [tail, ...picked];
}

/**
 * The first 64 KiB of every part. A part arrives in order, so these are its oldest bytes: when all of them are what the server has
 * now, every byte between came while it had the same file.
 */
export function chooseOldest(spans: readonly ByteRange[]): readonly ByteRange[] {
  return spans.filter((span) => rangeLength(span) > 0).map(({ start, end }) => byteRange(start, Math.min(end, start + OVERLAP_BYTES)));
}
