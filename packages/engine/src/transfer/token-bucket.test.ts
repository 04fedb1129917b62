/** The cap on throughput, on a clock that stands still until it is moved (spec F3). */
import { describe, expect, test } from 'vitest';
import { FakeClock } from '@sluice/testkit';
import { TokenBucket } from './token-bucket.ts';

const KiB = 1024;
const WINDOW_MS = 5000;
const NEVER = new AbortController().signal;

/** Connections that read chunks as fast as the bucket lets them, for `durationMs`; returns when each chunk came. */
async function read(clock: FakeClock, bucket: TokenBucket, chunkBytes: number, connections: number, durationMs: number): Promise<number[]> {
  const arrivals: number[] = [];
  const endMs = clock.monotonicMs() + durationMs;
  const connection = async (): Promise<void> => {
    while (clock.monotonicMs() < endMs) {
      arrivals.push(clock.monotonicMs());
      const debt = bucket.take(chunkBytes, NEVER);
      if (debt !== null) await debt;
    }
  };
  const all = Promise.all(Array.from({ length: connections }, connection));
  while (clock.nextDueInMs !== null) {
    // A little more than that: sums of fractions may stay short of it for ever.
    clock.advance(clock.nextDueInMs + 0.001);
    for (let hop = 0; hop < 4 * connections; hop += 1) await Promise.resolve();
  }
  await all;
  return arrivals;
}

/** Bytes that came in `[fromMs, fromMs + 5 s)`. */
function within(arrivals: readonly number[], fromMs: number, chunkBytes: number): number {
  return arrivals.filter((atMs) => fromMs <= atMs && atMs < fromMs + WINDOW_MS).length * chunkBytes;
}

describe.each([10_000, 250_000, 5_000_000, 100_000_000, 500_000_000])('at a limit of %d bytes per second', (bytesPerSecond) => {
  const windowBytes = (bytesPerSecond * WINDOW_MS) / 1000;
  // A test of half a gigabyte per second in chunks of 1 KiB would only count to two million.
  const chunks = [KiB, 16 * KiB, 64 * KiB, 1024 * KiB].filter((chunkBytes) => windowBytes / chunkBytes < 200_000);

  test.each(chunks)(
    'chunks of %d bytes average to it within 3 percent over five seconds, give or take the chunk that is being paid for',
    async (chunkBytes) => {
      const clock = new FakeClock();
      const connections = 4;
      const durationMs = Math.max(12_000, (20 * chunkBytes * 1000) / bytesPerSecond);
      const arrivals = await read(clock, new TokenBucket(clock, bytesPerSecond), chunkBytes, connections, durationMs);
      for (let fromMs = 1000; fromMs + WINDOW_MS <= durationMs; fromMs += Math.max(500, durationMs / 30)) {
        // Before the first window each connection may take one chunk on credit; after that they take turns.
        const off = Math.abs(within(arrivals, fromMs, chunkBytes) - windowBytes);
        expect(off).toBeLessThanOrEqual(0.03 * windowBytes + connections * chunkBytes);
      }
      const overall = (arrivals.length * chunkBytes * 1000) / durationMs;
      expect(overall).toBeLessThanOrEqual(1.03 * bytesPerSecond + (2 * connections * chunkBytes * 1000) / durationMs);
      expect(overall).toBeGreaterThanOrEqual(0.97 * bytesPerSecond - (connections * chunkBytes * 1000) / durationMs);
    },
  );
});

test.each([
  [10_000, KiB],
  [1_000_000, 16 * KiB],
  [100_000_000, 64 * KiB],
  [500_000_000, 256 * KiB],
])(
  'one connection at %d bytes per second in chunks of %d stays within 3 percent in every window of five seconds',
  async (limit, chunkBytes) => {
    const clock = new FakeClock();
    const arrivals = await read(clock, new TokenBucket(clock, limit), chunkBytes, 1, 15_000);
    for (let fromMs = 0; fromMs <= 10_000; fromMs += 250) {
      const average = (within(arrivals, fromMs, chunkBytes) * 1000) / WINDOW_MS;
      expect(Math.abs(average - limit)).toBeLessThanOrEqual(0.03 * limit);
    }
  },
);

test('a pause saves up no more than a tenth of a second', () => {
  const clock = new FakeClock();
  const bucket = new TokenBucket(clock, 100_000);
  clock.advance(60_000);
  expect(bucket.take(10_000, NEVER)).toBeNull();
  expect(bucket.take(10_000, NEVER)).not.toBeNull();
});

test('without a limit nobody waits', () => {
  const bucket = new TokenBucket(new FakeClock(), null);
  expect(bucket.take(Number.MAX_SAFE_INTEGER, NEVER)).toBeNull();
});

describe('a limit that is changed', () => {
  test('holds at once: who slept by the old one is woken', async () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket(clock, 1000);
    const asleep = bucket.take(1_000_000, NEVER);
    expect(asleep).not.toBeNull();
    bucket.setLimit(null);
    await asleep;
    expect([clock.monotonicMs(), clock.pendingTimers]).toEqual([0, 0]);
    expect(bucket.take(1_000_000, NEVER)).toBeNull();
  });

  test('does not forgive what is owed, however often it is changed', async () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket(clock, 1000);
    void bucket.take(10_000, NEVER);
    for (const limit of [2000, 500, 4000, 1000]) bucket.setLimit(limit);
    let paid = false;
    const debt = bucket.take(0, NEVER)?.then(() => (paid = true));
    await clock.advanceAsync(9_000);
    expect(paid).toBe(false);
    await clock.advanceAsync(1_001);
    expect(paid).toBe(true);
    await debt;
  });

  test.each([
    [1_000_000, 100_000],
    [100_000, 1_000_000],
  ])('from %d to %d is kept over the five seconds that follow', async (before, after) => {
    const clock = new FakeClock();
    const bucket = new TokenBucket(clock, before);
    await read(clock, bucket, KiB, 4, 3_000);
    bucket.setLimit(after);
    const fromMs = clock.monotonicMs();
    const arrivals = await read(clock, bucket, KiB, 4, WINDOW_MS);
    const average = (within(arrivals, fromMs, KiB) * 1000) / WINDOW_MS;
    expect(Math.abs(average - after)).toBeLessThanOrEqual(0.03 * after + KiB);
  });

  test('counts nothing against a job that ran without one', () => {
    const clock = new FakeClock();
    const bucket = new TokenBucket(clock, null);
    void bucket.take(1_000_000_000, NEVER);
    bucket.setLimit(100_000);
    expect(bucket.take(100, NEVER)).toBeNull();
  });
});

test('an order to stop wakes who sleeps, leaves no timer behind, and lets nobody sleep who comes later', async () => {
  const clock = new FakeClock();
  const bucket = new TokenBucket(clock, 1);
  const stop = new AbortController();
  const asleep = bucket.take(1_000_000, stop.signal);
  stop.abort('pause');
  await asleep;
  await bucket.take(1_000_000, stop.signal);
  expect([clock.monotonicMs(), clock.pendingTimers]).toEqual([0, 0]);
});
