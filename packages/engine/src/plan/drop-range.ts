/** Taking back a claim: bytes that turned out bad or lost are missing again, and nothing else is. */
import { byteRange, rangeLength, type Block, type ByteRange, type Checkpoint, type Part } from '@sluice/model';

/**
 * The checkpoint without `lost` (aligned to blocks, or open to the file's end): parts are cut around it so that exactly
 * those bytes are fetched again, and they still tile the file (spec C5, C7).
 */
export function dropRange(checkpoint: Checkpoint, lost: ByteRange, blockSizeBytes: number): Checkpoint {
  return {
    parts: checkpoint.parts.flatMap((part) => cutPart(part, lost)),
    blocks: checkpoint.blocks.filter((block) => !overlaps(block, lost, blockSizeBytes)),
  };
}

function cutPart(part: Part, lost: ByteRange): readonly Part[] {
  const { start, end } = part.range;
  const from = Math.max(start, lost.start);
  const to = Math.min(end, lost.end);
  const durableEnd = start + part.durableBytes;
  if (from >= to || durableEnd <= from) return [part];
  const head: Part = { range: byteRange(start, from), durableBytes: from - start };
  if (durableEnd <= to) return [{ range: part.range, durableBytes: rangeLength(head.range) }];
  const hole: Part = { range: byteRange(from, to), durableBytes: 0 };
  const tail: Part = { range: byteRange(to, end), durableBytes: durableEnd - to };
  return [head, hole, tail].filter(({ range }) => rangeLength(range) > 0);
}

function overlaps(block: Block, lost: ByteRange, blockSizeBytes: number): boolean {
  const start = block.index * blockSizeBytes;
  return start < lost.end && lost.start < start + block.lengthBytes;
}
