/** A response whose body is taken no faster than the limits allow (spec F3), in slices small enough for slow ones. */
import type { OpenResponse } from './open-response.ts';
import type { TokenBucket } from './token-bucket.ts';
import type { Appetite, TransportOutcome } from './transport.ts';
import type { Waits } from './waits.ts';

type ConsumeChunk = Parameters<OpenResponse['read']>[0];

export interface Pacing {
  readonly buckets: readonly TokenBucket[];
  readonly waits: Waits;
  /** Ends every wait for a limit. */
  readonly signal: AbortSignal;
}

export function pacedResponse(response: OpenResponse, pacing: Pacing): OpenResponse {
  return {
    ...response,
    read: (consume, lend): Promise<TransportOutcome> => {
      // Under a limit no large memory is lent: what is read at once would come in lumps.
      const lendFreely = lend === undefined ? undefined : () => (sliceBytes(pacing) === Infinity ? lend() : null);
      return pacing.waits.receiving(response.read((bytes) => takeChunk(bytes, consume, pacing), lendFreely));
    },
  };
}

function sliceBytes({ buckets }: Pacing): number {
  let least = Infinity;
  for (const bucket of buckets) least = Math.min(least, bucket.sliceBytes);
  return least;
}

function takeChunk(bytes: Uint8Array, consume: ConsumeChunk, pacing: Pacing): Appetite | Promise<Appetite> {
  const most = sliceBytes(pacing);
  if (bytes.byteLength <= most) return takeSlice(bytes, consume, pacing);
  // The transport uses its buffer again, so what waits has to be a copy.
  return takeSlices(bytes.slice(), consume, pacing);
}

async function takeSlices(bytes: Uint8Array, consume: ConsumeChunk, pacing: Pacing): Promise<Appetite> {
  for (let start = 0; start < bytes.byteLength;) {
    // Asked for anew each time: the limit may have been changed meanwhile.
    const most = sliceBytes(pacing);
    const slice = bytes.subarray(start, Math.min(bytes.byteLength, start + most));
    start += slice.byteLength;
    if ((await takeSlice(slice, consume, pacing)) === 'enough' || pacing.signal.aborted) return 'enough';
  }
  return 'more';
}

function takeSlice(bytes: Uint8Array, consume: ConsumeChunk, { buckets, waits, signal }: Pacing): Appetite | Promise<Appetite> {
  const appetite = consume(bytes);
  let debts: Promise<void>[] | null = null;
  for (const bucket of buckets) {
    const debt = bucket.take(bytes.byteLength, signal);
    if (debt !== null) (debts ??= []).push(debt);
  }
  if (debts === null) return typeof appetite === 'string' ? appetite : waits.disk(appetite);
  return settle(appetite, debts, waits);
}

/** Room on the disk first: what is waited for after that is the limit's. */
async function settle(appetite: Appetite | Promise<Appetite>, debts: readonly Promise<void>[], waits: Waits): Promise<Appetite> {
  const answer = typeof appetite === 'string' ? appetite : await waits.disk(appetite);
  if (answer === 'more') await waits.limit(Promise.all(debts).then(() => undefined));
  return answer;
}
