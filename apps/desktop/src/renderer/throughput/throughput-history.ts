/** The last minute of a measured throughput, one value a second, oldest first. */
export const HISTORY_SECONDS = 60;

export type ThroughputHistory = readonly number[];

export const NO_HISTORY: ThroughputHistory = new Array<number>(HISTORY_SECONDS).fill(0);

/** Adds the newest second. A minute of nothing stays the same value, so that nothing is drawn while nothing happens. */
export function recordSecond(history: ThroughputHistory, bytesPerSecond: number): ThroughputHistory {
  if (bytesPerSecond === 0 && history.every((value) => value === 0)) return history;
  return [...history.slice(1 - HISTORY_SECONDS), bytesPerSecond];
}

/** A chart's ceiling: the next of 1, 2, 5 times a power of ten, so that the scale moves seldom. */
export function ceilingOf(history: ThroughputHistory): number {
  const highest = Math.max(1, ...history) * 1.05;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= highest) ?? 10;
  return step * power;
}
