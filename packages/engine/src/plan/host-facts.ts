/** What was learned of a server, and how much of it still counts: facts with their dates, and pure readings of them (spec B1, B9). */

export interface HostFacts {
  /** When it answered 200 to a range request with If-Range although nothing had changed; null: never seen. */
  readonly refusesIfRangeAtMs: number | null;
  /** The most connections that it served when it refused one more; null: it never did. */
  readonly connections: { readonly most: number; readonly atMs: number } | null;
  /** The number beyond which more connections brought no more; absent or null: not known. */
  readonly best?: { readonly connections: number; readonly atMs: number } | null;
}

export const NOTHING_KNOWN: HostFacts = { refusesIfRangeAtMs: null, connections: null };

/** After so long one connection more is tried. */
const TRY_MORE_AFTER_MS = 10 * 60 * 1000;
/** A server that refused If-Range is asked with it again after a month: it may have been mended. */
const IF_RANGE_MEMORY_MS = 30 * 24 * 60 * 60 * 1000;

/** How many were best is tried out anew after a week: links and servers change. */
const BEST_MEMORY_MS = 7 * 24 * 60 * 60 * 1000;
/** Where nothing is known, so many are begun with when the number is automatic. */
const FIRST_CONNECTIONS = 4;

/** Connections that an automatic transfer begins with, of at most `most` (0014). */
export function firstConnections({ best }: HostFacts, most: number, nowMs: number): number {
  const known = best != null && nowMs - best.atMs < BEST_MEMORY_MS ? best.connections : FIRST_CONNECTIONS;
  return Math.max(1, Math.min(most, known));
}

/** Connections that may be opened now, of those wanted. A clock that was set back makes no fact older. */
export function connectionsAllowed({ connections }: HostFacts, wanted: number, nowMs: number): number {
  if (connections === null) return wanted;
  const extra = nowMs - connections.atMs >= TRY_MORE_AFTER_MS ? 1 : 0;
  return Math.max(1, Math.min(wanted, connections.most + extra));
}

/** Whether If-Range is worth sending. */
export function mayUseIfRange({ refusesIfRangeAtMs }: HostFacts, nowMs: number): boolean {
  return refusesIfRangeAtMs === null || nowMs - refusesIfRangeAtMs >= IF_RANGE_MEMORY_MS;
}
