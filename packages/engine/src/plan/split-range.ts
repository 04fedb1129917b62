/** Where an idle worker may cut into what another one still has to fetch. */
import type { ByteRange } from '@sluice/model';

/** Less than this is never worth another request (spec B10). */
export const MIN_SPLIT_BYTES = 1024 * 1024;
/** Nor is what a connection fetches in this time: most of it is on its way already, and would arrive twice (0014). */
const MIN_SPLIT_SECONDS = 0.25;
/** However slow or fast one of the two is, each gets so much of what is shared out. */
const LEAST_SHARE = 0.05;

/** How fast the one whose part is cut and the one who takes the second half are; 0: not measured yet. */
export interface Paces {
  readonly ownerBytesPerSecond: number;
  readonly takerBytesPerSecond: number;
}

export const UNKNOWN_PACES: Paces = { ownerBytesPerSecond: 0, takerBytesPerSecond: 0 };

/**
 * The block border at which the second half of what remains of `range` after `position` begins; null when a half would not be worth
 * it. Halves are in time: where both paces are known, the slower one gets less (spec B10).
 */
export function splitPoint(
  range: ByteRange,
  position: number,
  blockSizeBytes: number,
  leastBytes: number,
  { ownerBytesPerSecond, takerBytesPerSecond }: Paces = UNKNOWN_PACES,
): number | null {
  const cut = position + (range.end - position) * keptShare(ownerBytesPerSecond, takerBytesPerSecond);
  const border = Math.ceil(cut / blockSizeBytes) * blockSizeBytes;
  const leastTaken = Math.max(leastBytes, takerBytesPerSecond * MIN_SPLIT_SECONDS);
  const leastKept = ownerBytesPerSecond > 0 ? ownerBytesPerSecond * MIN_SPLIT_SECONDS : leastBytes;
  return border - position >= leastKept && range.end - border >= leastTaken ? border : null;
}

function keptShare(owner: number, taker: number): number {
  if (owner <= 0 || taker <= 0) return 0.5;
  return Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, owner / (owner + taker)));
}
