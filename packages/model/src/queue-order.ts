/** Moving jobs in the queue: which ranks change, so that as few rows as possible do. Used by the queue, and by the window ahead of it. */
import type { JobId } from './job.ts';

export interface Ranked {
  readonly id: JobId;
  /** Lower runs first. */
  readonly rank: number;
}

/**
 * The new ranks of the jobs that have to change when `ids`, in the order that they have now, go before `before`, or to the end
 * (null, or a job that is not there). `order` is the queue by rank. Where two neighbours leave room between them, only what is
 * moved changes; otherwise those behind give way.
 */
export function ranksAfterMove(order: readonly Ranked[], ids: readonly JobId[], before: JobId | null): ReadonlyMap<JobId, number> {
  const chosen = new Set(ids);
  const moved = order.filter(({ id }) => chosen.has(id));
  const rest = order.filter(({ id }) => !chosen.has(id));
  const place = before === null ? -1 : order.findIndex(({ id }) => id === before);
  // Before one of the moved means: before the first one behind it that stays.
  const next = place < 0 ? undefined : order.slice(place).find(({ id }) => !chosen.has(id));
  const index = next === undefined ? rest.length : rest.indexOf(next);
  const ranks = new Map<JobId, number>();
  if (moved.length === 0 || isInPlace(order, moved, rest, index)) return ranks;
  const room = ranksBetween(rest[index - 1]?.rank, next?.rank, moved.length);
  if (room !== null) for (const [at, { id }] of moved.entries()) ranks.set(id, room[at] ?? 0);
  else pushBack([...moved, ...rest.slice(index)], moved.length, rest[index - 1]?.rank ?? 0, ranks);
  return ranks;
}

function isInPlace(order: readonly Ranked[], moved: readonly Ranked[], rest: readonly Ranked[], index: number): boolean {
  const after = [...rest.slice(0, index), ...moved, ...rest.slice(index)];
  return after.every(({ id }, at) => id === order[at]?.id);
}

/** `count` ranks between two neighbours, evenly; null when numbers can't be told apart there. */
function ranksBetween(low: number | undefined, high: number | undefined, count: number): readonly number[] | null {
  if (low === undefined) return Array.from({ length: count }, (_unused, at) => (high ?? 0) - count + at);
  if (high === undefined) return Array.from({ length: count }, (_unused, at) => low + 1 + at);
  const step = (high - low) / (count + 1);
  const ranks = Array.from({ length: count }, (_unused, at) => low + step * (at + 1));
  return [low, ...ranks, high].every((rank, at, all) => at === 0 || rank > (all[at - 1] ?? rank)) ? ranks : null;
}

/** Gives the first `count` of the row the ranks behind `low`, and the others theirs until one is far enough away. */
function pushBack(row: readonly Ranked[], count: number, low: number, ranks: Map<JobId, number>): void {
  let last = low;
  for (const [at, { id, rank }] of row.entries()) {
    if (at >= count && rank > last) return;
    last += 1;
    ranks.set(id, last);
  }
}
