/** How the connections that a user chose are shared out over several sources (0034); pure. */

/**
 * Connections for each source, in their order: one after the other gets one more, as far as its bound lets it, until all are given. The
 * first gets most of what can't be shared evenly. What no source takes is left over.
 */
export function shareConnections(total: number, bounds: readonly number[]): readonly number[] {
  const shares = bounds.map(() => 0);
  for (let left = total; left > 0;) {
    const before = left;
    bounds.forEach((bound, at) => {
      const share = shares[at] ?? 0;
      if (left === 0 || share >= bound) return;
      shares[at] = share + 1;
      left -= 1;
    });
    if (left === before) break;
  }
  return shares;
}
