/** Streams that can't be continued, and servers whose ranges are lost (0015). */
import { dropAfter, expectSeededFile, ignoreRange } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { MiB, NO_OPTIONS, openRig } from '../testing/queue-rig.ts';

test.each([
  ['without a length', { length: 'chunked' as const }, 3],
  // Before its whole body is taken, the server is asked once more without the condition.
  ['without ranges', { ranges: false }, 4],
])('B6: a stream %s that is always cut at the same place is begun three times, and then the user is told', async (_, options, requests) => {
  const rig = await openRig();
  const id = rig.add(rig.origin.serve('/cut.bin', { seed: 3, sizeBytes: 3 * MiB, faults: [dropAfter(MiB)], ...options }));
  const state = await rig.until(id, 'done', 'failed');
  expect(state).toMatchObject({ kind: 'failed', failure: { kind: 'stream-cut', tries: 3, receivedBytes: expect.any(Number) } });
  expect(rig.origin.requests).toHaveLength(requests);
});

test('B6: a stream that comes further each time goes on being tried', async () => {
  const rig = await openRig();
  const faults = [1, 2, 3, 4, 5].map((part) => dropAfter((part * MiB) / 2, { times: 1, onlyAfterFirst: part - 1 }));
  const id = rig.add(rig.origin.serve('/longer.bin', { seed: 3, sizeBytes: 3 * MiB, length: 'chunked', faults }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done', sizeBytes: 3 * MiB });
  await expectSeededFile(rig.path('longer.bin'), 3, 3 * MiB);
});

test('B4: where ranges are lost for good, the file is read once through, and what was there is neither dropped nor written again', async () => {
  const rig = await openRig();
  const sizeBytes = 8 * MiB;
  const url = rig.origin.serve('/lost.bin', { seed: 5, sizeBytes, rateBytesPerSecond: 8 * MiB });
  const release = rig.origin.hold('/lost.bin', { afterBytes: 5 * MiB });
  const id = rig.add(url, { options: { ...NO_OPTIONS, connections: 4 } });
  await rig.origin.untilBytesSent('/lost.bin', 5 * MiB);
  await rig.queue.pause([id]);
  release();
  rig.origin.replace('/lost.bin', {
    seed: 5,
    etag: `"5-${sizeBytes.toString(16)}"`,
    lastModified: 'Wed, 01 Jan 2025 00:00:00 GMT',
    faults: [ignoreRange()],
  });
  const before = rig.job(id).durableBytes;
  rig.queue.resume([id]);
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('lost.bin'), 5, sizeBytes);
  expect([before > 0, rig.job(id).restarts.count]).toEqual([true, 0]);
});

test('B4: without a strong validator that is not done: nothing would tell that the two belong together', async () => {
  const rig = await openRig();
  const options = { seed: 5, sizeBytes: 8 * MiB, rateBytesPerSecond: 8 * MiB, etag: null, lastModified: null };
  const url = rig.origin.serve('/lost.bin', options);
  const release = rig.origin.hold('/lost.bin', { afterBytes: 5 * MiB });
  const id = rig.add(url, { options: { ...NO_OPTIONS, connections: 4 } });
  await rig.origin.untilBytesSent('/lost.bin', 5 * MiB);
  await rig.queue.pause([id]);
  release();
  rig.origin.replace('/lost.bin', { ...options, faults: [ignoreRange()] });
  rig.queue.resume([id]);
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'waiting', reason: { kind: 'decision' } });
  expect(rig.job(id).durableBytes).toBeGreaterThan(0);
});
