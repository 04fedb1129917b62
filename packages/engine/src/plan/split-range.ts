/** Where an idle worker may cut into what another one still has to fetch. */
import type { ByteRange } from '@sluice/model';

/** Less than this is never worth another request (spec B10). */
const MIN_SPLIT_BYTES = 1024 * 1024;
/** Nor is what the job fetches in this time: most of it is on its way already, and would arrive twice. */
const MIN_SPLIT_SECONDS = 0.25;

/** The smallest half that is worth a request at the job's throughput. */
export function leastSplitBytes(bytesPerSecond: number): number {
  return Math.max(MIN_SPLIT_BYTES, bytesPerSecond * MIN_SPLIT_SECONDS);
}

/**
 * The block border at which the second half of what remains of `range` after `position` begins; null when either half
 * would be under `leastBytes`.
 */
export function splitPoint(range: ByteRange, position: number, blockSizeBytes: number, leastBytes: number): number | null {
  const middle = position + (range.end - position) / 2;
  const border = Math.ceil(middle / blockSizeBytes) * blockSizeBytes;
  return border - position >= leastBytes && range.end - border >= leastBytes ? border : null;
}
