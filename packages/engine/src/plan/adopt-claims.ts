/** How far what another program left can be taken over: claims, what the disk holds, and the checkpoint that follows from both; pure. */
import { byteRange, rangeLength, type Block, type ByteRange, type Checkpoint, type Claim, type FoundBlock } from '@sluice/model';

/** Less than this is fetched sooner than it is compared. */
const LEAST_RUN_BYTES = 256 * 1024;
/** Stretches that are taken over; each costs a comparison with the server. */
const MAX_RUNS = 64;

/** Claimed stretches with neighbours joined, cut to `[0, limitBytes)`; each begins on a block border, because parts do. */
export function claimedExtents(ranges: readonly ByteRange[], limitBytes: number, blockSizeBytes: number): readonly ByteRange[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined
    .map(({ start, end }) => ({ start: Math.ceil(start / blockSizeBytes) * blockSizeBytes, end: Math.min(end, limitBytes) }))
    .filter(({ start, end }) => start < end)
    .map(({ start, end }) => byteRange(start, end));
}

/**
 * The stretches of sound blocks. Where nobody wrote down what had arrived, the last block before a gap is given back as well: a part
 * may have ended in the middle of it.
 */
export function soundRuns(
  extents: readonly ByteRange[],
  blocks: readonly FoundBlock[],
  blockSizeBytes: number,
  certainty: Claim['certainty'],
): readonly ByteRange[] {
  const sound = new Map(blocks.filter(({ doubtful }) => !doubtful).map((block) => [block.index, block]));
  const runs = extents.flatMap((extent) => runsIn(extent, sound, blockSizeBytes, certainty));
  const worthIt = runs.filter((run) => rangeLength(run) >= LEAST_RUN_BYTES);
  const largest = worthIt.toSorted((a, b) => rangeLength(b) - rangeLength(a)).slice(0, MAX_RUNS);
  return largest.toSorted((a, b) => a.start - b.start);
}

function runsIn(
  extent: ByteRange,
  sound: ReadonlyMap<number, Block>,
  blockSizeBytes: number,
  certainty: Claim['certainty'],
): readonly ByteRange[] {
  const runs: ByteRange[] = [];
  let start = extent.start;
  for (let at = extent.start; at < extent.end; at += blockSizeBytes) {
    if (sound.has(at / blockSizeBytes)) continue;
    const end = certainty === 'guessed' ? Math.max(start, at - blockSizeBytes) : at;
    if (end > start) runs.push(byteRange(start, end));
    start = at + blockSizeBytes;
  }
  return start < extent.end ? [...runs, byteRange(start, extent.end)] : runs;
}

/**
 * Parts that tile the file, with `runs` durable. A file that is all there gives its last block back: what no request has confirmed is
 * never finished by itself (as in decision 0008).
 */
export function checkpointOf(runs: readonly ByteRange[], found: readonly Block[], sizeBytes: number, blockSizeBytes: number): Checkpoint {
  const kept = withoutLastBlock(runs, sizeBytes, blockSizeBytes);
  const first = kept[0]?.start ?? sizeBytes;
  const head = first > 0 ? [{ range: byteRange(0, first), durableBytes: 0 }] : [];
  const parts = kept.map((run, index) => ({
    range: byteRange(run.start, kept[index + 1]?.start ?? sizeBytes),
    durableBytes: rangeLength(run),
  }));
  const isKept = ({ index, lengthBytes }: Block): boolean => {
    const start = index * blockSizeBytes;
    return kept.some((run) => run.start <= start && start + lengthBytes <= run.end);
  };
  const blocks = found.filter(isKept).map(({ index, lengthBytes, crc32 }) => ({ index, lengthBytes, crc32 }));
  return { parts: [...head, ...parts], blocks };
}

function withoutLastBlock(runs: readonly ByteRange[], sizeBytes: number, blockSizeBytes: number): readonly ByteRange[] {
  const [only] = runs;
  if (runs.length !== 1 || only === undefined || only.start > 0 || only.end < sizeBytes) return runs;
  const end = (Math.ceil(sizeBytes / blockSizeBytes) - 1) * blockSizeBytes;
  return end > 0 ? [byteRange(0, end)] : [];
}
