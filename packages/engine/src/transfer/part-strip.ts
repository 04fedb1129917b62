/** What is there of a file, as few stretches as a part strip can draw; pure. */
import type { StripSegment } from '@sluice/model';

const STRIP_SEGMENTS = 60;

/** A part by absolute offsets: durable up to one, received up to another. */
export interface PartExtent {
  readonly start: number;
  readonly received: number;
  readonly durable: number;
}

/** At most 60 stretches, as fractions of the file, in file order. */
export function stripOf(parts: readonly PartExtent[], sizeBytes: number): readonly StripSegment[] {
  const stretches = joinNeighbours(parts.flatMap(stretchesOf));
  const kept = stretches.length <= STRIP_SEGMENTS ? stretches : coarsen(stretches, sizeBytes);
  return kept.map(({ from, to, live }) => ({ from: from / sizeBytes, to: to / sizeBytes, kind: live ? 'arriving' : 'durable' }));
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly live: boolean;
}

function stretchesOf({ start, durable, received }: PartExtent): readonly Stretch[] {
  const stretches: readonly Stretch[] = [
    { from: start, to: durable, live: false },
    { from: durable, to: received, live: true },
  ];
  return stretches.filter(({ from, to }) => from < to);
}

function joinNeighbours(pieces: readonly Stretch[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const piece of pieces) {
    const last = stretches.at(-1);
    if (last !== undefined && last.to === piece.from && last.live === piece.live) stretches.splice(-1, 1, { ...last, to: piece.to });
    else stretches.push(piece);
  }
  return stretches;
}

/** Where there are too many stretches to draw, cells of the strip that hold mostly received bytes are drawn whole. */
function coarsen(stretches: readonly Stretch[], sizeBytes: number): readonly Stretch[] {
  const cell = sizeBytes / STRIP_SEGMENTS;
  const filled = Array.from({ length: STRIP_SEGMENTS }, () => ({ bytes: 0, live: false }));
  for (const { from, to, live } of stretches) {
    for (let index = Math.floor(from / cell); index < STRIP_SEGMENTS && index * cell < to; index += 1) {
      const slot = filled[index];
      if (slot === undefined) continue;
      slot.bytes += Math.min(to, (index + 1) * cell) - Math.max(from, index * cell);
      slot.live ||= live;
    }
  }
  return filled.flatMap(({ bytes, live }, index) => (bytes >= cell / 2 ? [{ from: index * cell, to: (index + 1) * cell, live }] : []));
}
