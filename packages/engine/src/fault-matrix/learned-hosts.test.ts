/** What one job learns of a server serves the next (spec B1, B2, B9); and connections are exchanged without losing a byte (B10). */
import { expect, test } from 'vitest';
import { expectSeededFile, maxConnections, rangeHeaderOnly, refuseIfRange, slowDrip } from '@sluice/testkit';
import { systemClock, type Clock } from '../index.ts';
import { KiB, MiB, openRig, type Rig } from '../testing/queue-rig.ts';

const SIZE = 12 * MiB + 17;
const TEN_MINUTES_MS = 10 * 60 * 1000;

/** Real time, hasty as the rig's own, whose date can be moved. */
function movableClock(): Clock & { aheadMs: number } {
  const clock = {
    aheadMs: 0,
    nowMs: () => systemClock.nowMs() + clock.aheadMs,
    monotonicMs: () => systemClock.monotonicMs() + clock.aheadMs,
    after: (delayMs: number, action: () => void) => systemClock.after(Math.min(delayMs, 20), action),
  };
  return clock;
}

async function fetchWhole(rig: Rig, path: string, seed: number, query = ''): Promise<void> {
  const id = rig.add(`${rig.origin.url}${path}${query}`);
  const end = await rig.until(id, 'done', 'failed', 'waiting');
  expect(end).toMatchObject({ kind: 'done' });
  if (end.kind === 'done') await expectSeededFile(end.path, seed, SIZE);
}

function refusals(rig: Rig, path: string, status: number): number {
  return rig.origin.requests.filter((request) => request.path === path && request.status === status).length;
}

/** Fetches the file, and tells how many requests there were while none of them could come to its end. */
async function requestsAtOnce(rig: Rig, path: string, seed: number): Promise<number> {
  rig.origin.serve(path, { seed, sizeBytes: SIZE, faults: [maxConnections(2, 503)] });
  const release = rig.origin.hold(path, { afterBytes: MiB });
  const id = rig.add(`${rig.origin.url}${path}`);
  await rig.origin.untilBytesSent(path, MiB);
  await news(rig, id, 15);
  const { length } = rig.origin.requests.filter((request) => request.path === path);
  release();
  const end = await rig.until(id, 'done', 'failed', 'waiting');
  expect(end).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path(path.slice(1)), seed, SIZE);
  return length;
}

/** Resolves after so much news of a job. */
function news(rig: Rig, id: string, count: number): Promise<void> {
  let left = count;
  return new Promise((resolve) => {
    const stop = rig.queue.subscribe((event) => {
      if (event.kind !== 'job' || event.snapshot.job.id !== id) return;
      left -= 1;
      if (left > 0) return;
      stop();
      resolve();
    });
  });
}

test('B1: the second job sends no If-Range to a server that answered 200 to it', async () => {
  const rig = await openRig();
  for (const [path, seed] of [
    ['/a.bin', 1],
    ['/b.bin', 2],
  ] as const) {
    rig.origin.serve(path, { seed, sizeBytes: SIZE, faults: [refuseIfRange()] });
    await fetchWhole(rig, path, seed);
  }
  expect(rig.origin.requests.some((request) => request.path === '/a.bin' && request.headers['if-range'] !== undefined)).toBe(true);
  expect(rig.origin.requests.some((request) => request.path === '/b.bin' && request.headers['if-range'] !== undefined)).toBe(false);
  expect(refusals(rig, '/b.bin', 200)).toBe(0);
});

test('B9: the second job opens no more connections than the server served, and after ten minutes one more', async () => {
  const clock = movableClock();
  const rig = await openRig({ clock, settings: { connectionsPerJob: 6 } });
  expect(await requestsAtOnce(rig, '/a.bin', 1)).toBeGreaterThan(4);
  expect(await requestsAtOnce(rig, '/b.bin', 2)).toBe(2);
  clock.aheadMs = TEN_MINUTES_MS;
  expect(await requestsAtOnce(rig, '/c.bin', 3)).toBe(3);
  expect(await requestsAtOnce(rig, '/d.bin', 4)).toBe(2);
});

test('B2: a presigned URL that refuses our headers gets Range alone, and gets it at once from then on', async () => {
  const rig = await openRig();
  rig.origin.serve('/signed.bin', { seed: 1, sizeBytes: SIZE, faults: [rangeHeaderOnly(403)] });
  await fetchWhole(rig, '/signed.bin', 1, '?X-Amz-Signature=ab&X-Amz-Expires=60');
  expect(refusals(rig, '/signed.bin', 403)).toBe(1);
});

test('B10: a connection that stays far behind the others is exchanged for another', async () => {
  const rig = await openRig({ settings: { connectionsPerJob: 4 }, clock: quickClock() });
  const slow = slowDrip(20 * KiB, { onlyAfterFirst: 1, times: 1 });
  rig.origin.serve('/slow.bin', { seed: 4, sizeBytes: SIZE, rateBytesPerSecond: 1.5 * MiB, faults: [slow] });
  await fetchWhole(rig, '/slow.bin', 4);
  const dripped = rig.origin.requests[1];
  expect(dripped?.bodyBytesSent).toBeLessThan(MiB);
});

/** Monotonic time that runs ten times as fast, so that five seconds are half of one. */
function quickClock(): Clock {
  const start = systemClock.monotonicMs();
  return {
    nowMs: () => systemClock.nowMs(),
    monotonicMs: () => start + (systemClock.monotonicMs() - start) * 10,
    after: (delayMs, action) => systemClock.after(Math.min(delayMs, 60), action),
  };
}
