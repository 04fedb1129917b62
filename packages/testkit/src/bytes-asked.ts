/** What clients asked for, as opposed to what a server put into its sockets. */
import type { RecordedRequest } from './request-log.ts';

/**
 * Bytes that at least one of the requests asked for: a part that is cut while it arrives is asked for by two. Throws for a request
 * without a range, which asks for everything.
 */
export function bytesAsked(requests: readonly Pick<RecordedRequest, 'range' | 'target'>[]): number {
  const ranges = requests.map(({ range, target }) => {
    if (range === null) throw new Error(`${target} was asked for without a range`);
    return range;
  });
  let [bytes, reached] = [0, 0];
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    bytes += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return bytes;
}
