/** What holds a transfer back, from what was measured (spec F5); pure. */
import type { SpeedVerdict } from '@sluice/model';
import { AUTOMATIC_CONNECTIONS } from './check-options.ts';

export interface SpeedFacts {
  readonly bytesPerSecond: number;
  /** Of each connection that receives. */
  readonly rates: readonly number[];
  /** Over how many addresses these connections are spread; absent: one. */
  readonly sources?: number;
  /** Of the connections' time. */
  readonly diskShare: number;
  readonly limitShare: number;
  /** The one that binds first; null: none. */
  readonly limit: { readonly bytesPerSecond: number; readonly scope: 'job' | 'all' } | null;
  /** The server refused more connections than so many; null: it did not. */
  readonly cap: number | null;
  /** The user's number of connections; null: automatic. */
  readonly chosen: number | null;
  /** Whether more connections were tried and brought no more; null: nothing was tried. */
  readonly plateau: boolean | null;
}

/** A wait for so much of the time is what holds the transfer back. */
const WAITED_SHARE = 0.3;
/** Throughput so near to the limit is the limit's. */
const AT_THE_LIMIT = 0.95;
/** So many of the connections … */
const ALIKE_SHARE = 0.75;
/** … within so much of the median are connections that each get the same. */
const ALIKE_WITHIN = 0.2;

/** The verdict with its evidence; null while nothing arrives. */
export function whyThisSpeed(facts: SpeedFacts): SpeedVerdict | null {
  const { bytesPerSecond, cap, chosen, diskShare, limit, limitShare, plateau, rates, sources = 1 } = facts;
  const connections = rates.length;
  if (connections === 0 || bytesPerSecond < 1) return null;
  const eachBytesPerSecond = medianOf(rates);
  if (limit !== null && (limitShare >= WAITED_SHARE || bytesPerSecond >= AT_THE_LIMIT * limit.bytesPerSecond)) {
    return { by: 'limit', limitBytesPerSecond: limit.bytesPerSecond, scope: limit.scope };
  }
  if (diskShare >= WAITED_SHARE) return { by: 'disk', waitShare: diskShare };
  if (cap !== null && connections >= cap) return { by: 'server', connections, eachBytesPerSecond, cap };
  if (plateau === true) return { by: 'link', connections, bytesPerSecond };
  if (chosen !== null && chosen < AUTOMATIC_CONNECTIONS && connections <= chosen && areAlike(rates, eachBytesPerSecond)) {
    return { by: 'few-connections', connections, eachBytesPerSecond };
  }
  // One alone is like itself: that tells nothing.
  if (connections > 1 && areAlike(rates, eachBytesPerSecond)) {
    return { by: 'server', connections, eachBytesPerSecond, cap: null, ...(sources > 1 ? { sources } : {}) };
  }
  return { by: 'unknown' };
}

function areAlike(rates: readonly number[], median: number): boolean {
  const near = rates.filter((rate) => Math.abs(rate - median) <= ALIKE_WITHIN * median);
  return near.length >= ALIKE_SHARE * rates.length;
}

function medianOf(rates: readonly number[]): number {
  const sorted = rates.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}
