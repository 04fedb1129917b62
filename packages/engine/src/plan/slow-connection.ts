/** Which connection has fallen so far behind the others that a new one would do better (spec B10); pure. */

/** Below this share of the median a connection is slow. */
const SLOW_SHARE = 0.3;
const SLOW_FOR_MS = 5_000;
/** Fewer have no median worth the name. */
const MIN_CONNECTIONS = 3;

export interface Pace {
  readonly bytesPerSecond: number;
  /** Since when it has been slow without a break; null: it is not. */
  readonly slowSinceMs: number | null;
}

export type PaceVerdict = { readonly slowSinceMs: number | null; readonly replace: boolean };

/** Judges all connections of a job, in their order. */
export function judgePaces(paces: readonly Pace[], nowMs: number): readonly PaceVerdict[] {
  const median = medianOf(paces.map((pace) => pace.bytesPerSecond));
  return paces.map(({ bytesPerSecond, slowSinceMs }) => {
    if (paces.length < MIN_CONNECTIONS || bytesPerSecond >= median * SLOW_SHARE) return { slowSinceMs: null, replace: false };
    const since = slowSinceMs ?? nowMs;
    return { slowSinceMs: since, replace: nowMs - since >= SLOW_FOR_MS };
  });
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}
