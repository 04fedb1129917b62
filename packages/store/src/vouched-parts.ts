/** What of a checkpoint that may be out of date can still be compared with the disk, byte for byte (decision 0008). */
import { crc32 } from 'node:zlib';
import { isComplete, partsTile, rangeLength, type Block, type Checkpoint, type Part } from '@sluice/model';

export interface VouchingFacts {
  readonly sizeBytes: number;
  readonly blockSizeBytes: number;
  /** Whether a block of zeros proves anything: a hole in another part file looks the same. */
  readonly zerosVouch: boolean;
}

/**
 * The parts, each cut back to what blocks cover without a gap from its start; null when they don't tile the file. They are never
 * complete: a complete checkpoint may be finished by the name of its file alone (spec C8), so its last block is given back.
 */
export function vouchedParts({ parts, blocks }: Checkpoint, facts: VouchingFacts): readonly Part[] | null {
  const { sizeBytes, blockSizeBytes } = facts;
  if (sizeBytes <= 0 || blockSizeBytes <= 0 || !partsTile(parts, sizeBytes)) return null;
  const known = new Map(blocks.map((block) => [block.index, block]));
  const kept = parts.map((part) => ({ ...part, durableBytes: vouchedBytes(part, known, facts) }));
  if (!kept.every(isComplete)) return kept;
  const last = kept.findLastIndex((part) => rangeLength(part.range) > 0);
  const isLast = (index: number): boolean => index === last;
  return kept.map((part, index) => (isLast(index) ? withoutLastBlock(part, blockSizeBytes) : part));
}

/** A block that says more than the part claims is of another moment, and vouches for nothing. */
function vouchedBytes({ range, durableBytes }: Part, known: ReadonlyMap<number, Block>, facts: VouchingFacts): number {
  const { blockSizeBytes, zerosVouch } = facts;
  if (range.start % blockSizeBytes !== 0) return 0;
  const claimedEnd = range.start + durableBytes;
  let end = range.start;
  while (end < claimedEnd && end % blockSizeBytes === 0) {
    const block = known.get(end / blockSizeBytes);
    if (block === undefined || block.lengthBytes <= 0 || block.lengthBytes > blockSizeBytes) break;
    if (end + block.lengthBytes > claimedEnd || (!zerosVouch && isZeros(block))) break;
    end += block.lengthBytes;
  }
  return end - range.start;
}

function withoutLastBlock(part: Part, blockSizeBytes: number): Part {
  const end = part.range.start + part.durableBytes;
  const keptEnd = Math.floor((end - 1) / blockSizeBytes) * blockSizeBytes;
  return { ...part, durableBytes: Math.max(0, keptEnd - part.range.start) };
}

const ZEROS = new Uint8Array(1024 * 1024);

function isZeros({ lengthBytes, crc32: stored }: Block): boolean {
  let crc = 0;
  for (let left = lengthBytes; left > 0; left -= ZEROS.length) crc = crc32(ZEROS.subarray(0, Math.min(left, ZEROS.length)), crc);
  return crc === stored;
}
