import { stat, truncate } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { changedSeed, expectSeededFile, status } from '@sluice/testkit';
import { openHandlesOf } from '../testing/open-handles.ts';
import { KiB, MiB, openRig, type Rig } from '../testing/queue-rig.ts';

const SIZE = 12 * MiB + 5;

/** A job that has some megabytes and whose link has expired since. */
async function expired(): Promise<{ rig: Rig; id: string; durable: number }> {
  const rig = await openRig({ settings: { connectionsPerJob: 2 } });
  const url = rig.origin.serve('/old.bin', { seed: 31, sizeBytes: SIZE });
  const release = rig.origin.hold('/old.bin', { afterBytes: 5 * MiB });
  const id = rig.add(url);
  await rig.origin.untilBytesSent('/old.bin', 5 * MiB);
  await rig.queue.pause([id]);
  release();
  rig.origin.serve('/old.bin', { seed: 31, sizeBytes: SIZE, faults: [status(403)] });
  rig.queue.resume([id]);
  await rig.until(id, 'waiting');
  return { rig, id, durable: rig.job(id).durableBytes };
}

test('D2: a new link with the same validator is taken, and only the missing bytes are fetched', async () => {
  const { rig, id, durable } = await expired();
  const url = rig.origin.serve('/new.bin', { seed: 31, sizeBytes: SIZE });
  expect(await rig.queue.refreshLink(id, url)).toEqual({ kind: 'accepted' });
  await rig.until(id, 'done', 'failed', 'waiting');
  await expectSeededFile(rig.path('old.bin'), 31, SIZE);
  expect(rig.job(id).restarts.count).toBe(0);
  expect(rig.origin.bytesSent('/new.bin')).toBeLessThan(SIZE - durable + 4 * MiB);
});

test('D2: a new link with another validator is taken when the bytes agree, at the cost of the overlap', async () => {
  const { rig, id, durable } = await expired();
  const url = rig.origin.serve('/mirror.bin', { seed: 31, sizeBytes: SIZE, etag: '"another"' });
  expect(await rig.queue.refreshLink(id, url)).toEqual({ kind: 'accepted' });
  const overlap = rig.origin.bytesSent('/mirror.bin');
  expect(overlap).toBeLessThanOrEqual(1 + 64 * KiB + 2 * MiB);
  await rig.until(id, 'done', 'failed', 'waiting');
  await expectSeededFile(rig.path('old.bin'), 31, SIZE);
  expect(rig.job(id).restarts.count).toBe(0);
  expect(rig.origin.bytesSent('/mirror.bin')).toBeLessThan(SIZE - durable + 8 * MiB);
});

test('D2: for a part file that was cut since, what is left of it is compared, and only what was lost and is missing is fetched', async () => {
  const { rig, id } = await expired();
  const partFile = rig.path('old.bin.part');
  await truncate(partFile, 2 * MiB + 17);
  const url = rig.origin.serve('/mirror.bin', { seed: 31, sizeBytes: SIZE, etag: '"another"' });
  expect(await rig.queue.refreshLink(id, url)).toEqual({ kind: 'accepted' });
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('old.bin'), 31, SIZE);
  expect(rig.job(id).restarts.count).toBe(0);
});

test('D2: a cut part file of which nothing agrees is refused, left as it is, and not kept open', async () => {
  const { rig, id, durable } = await expired();
  const partFile = rig.path('old.bin.part');
  await truncate(partFile, 2 * MiB + 17);
  const url = rig.origin.serve('/copy.bin', { seed: changedSeed(31), sizeBytes: SIZE });
  expect(await rig.queue.refreshLink(id, url)).toEqual({ kind: 'refused', failure: { kind: 'other-file', what: 'bytes' } });
  expect([(await stat(partFile)).size, rig.job(id).durableBytes, await openHandlesOf(partFile)]).toEqual([2 * MiB + 17, durable, 0]);
});

test('D2: another file of the same size is refused, whatever its name, and everything is kept', async () => {
  const { rig, id, durable } = await expired();
  const url = rig.origin.serve('/old-copy.bin', { seed: changedSeed(31), sizeBytes: SIZE });
  expect(await rig.queue.refreshLink(id, url)).toEqual({ kind: 'refused', failure: { kind: 'other-file', what: 'bytes' } });
  expect(rig.job(id)).toMatchObject({ state: { kind: 'waiting' }, durableBytes: durable });
});

test.each([
  ['a file of another size', { seed: 31, sizeBytes: SIZE + 1 }, { kind: 'other-file', what: 'size' }],
  ['a link that is refused too', { seed: 31, sizeBytes: SIZE, faults: [status(404)] }, { kind: 'http-status', status: 404 }],
])('D2: %s is refused and changes nothing', async (_what, served, failure) => {
  const { rig, id, durable } = await expired();
  const url = rig.origin.serve('/other.bin', served);
  expect(await rig.queue.refreshLink(id, url)).toMatchObject({ kind: 'refused', failure });
  expect(rig.job(id)).toMatchObject({
    state: { kind: 'waiting' },
    durableBytes: durable,
    source: { url: expect.stringContaining('/old.bin') },
  });
});

test('D2: a link that is none, and a job that is none, are refused', async () => {
  const { rig, id } = await expired();
  expect(await rig.queue.refreshLink(id, 'not a link')).toMatchObject({ failure: { kind: 'invalid-url' } });
  expect(await rig.queue.refreshLink('nobody', rig.origin.url)).toMatchObject({ failure: { kind: 'no-such-job' } });
});

test('a decision lets the job go on that asked for it', async () => {
  const rig = await openRig();
  const url = rig.origin.serve('/asked.bin', { seed: 32, sizeBytes: MiB });
  await rig.until(rig.add(url), 'done');
  const id = rig.add(url, { conflict: 'ask' });
  expect(await rig.until(id, 'waiting')).toMatchObject({ reason: { kind: 'decision', question: 'target-exists' } });
  rig.queue.decide(id, { question: 'target-exists', conflict: 'keep-both' });
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ path: rig.path('asked (1).bin') });
});
