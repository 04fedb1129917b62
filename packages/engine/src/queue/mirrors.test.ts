import { expect, onTestFinished, test } from 'vitest';
import type { HistoryFact } from '@sluice/model';
import { changedSeed, expectSeededFile, sha256OfSeed, startOrigin, status, type Origin, type ServeOptions } from '@sluice/testkit';
import { KiB, MiB, NO_OPTIONS, openRig, type Rig } from '../testing/queue-rig.ts';

const SIZE = 12 * MiB + 5;
const SEED = 61;
const FILE = { seed: SEED, sizeBytes: SIZE };
const DEAD = 'http://127.0.0.1:1/disk.iso';

async function mirror(): Promise<Origin> {
  const origin = await startOrigin();
  onTestFinished(() => origin.close());
  return origin;
}

function told(rig: Rig, id: string): readonly HistoryFact['kind'][] {
  return rig.queue.history(id).map(({ kind }) => kind);
}

/** A job of which 8 MiB came from the first origin before that went away. */
async function cutInTheMiddle(
  mirrors: readonly string[],
  options = NO_OPTIONS,
  file: ServeOptions = FILE,
): Promise<{ rig: Rig; id: string }> {
  const rig = await openRig({ settings: { connectionsPerJob: 2 } });
  const url = rig.origin.serve('/disk.iso', file);
  rig.origin.hold('/disk.iso', { afterBytes: 8 * MiB });
  const id = rig.add(url, { mirrors, options });
  await rig.origin.untilBytesSent('/disk.iso', 8 * MiB);
  return { rig, id };
}

test('a job whose own address is dead from the start comes from its mirror', async () => {
  const rig = await openRig();
  const url = rig.origin.serve('/copy.iso', FILE);
  const id = rig.add(DEAD, { mirrors: [url] });
  await rig.until(id, 'done', 'failed', 'waiting');
  await expectSeededFile(rig.path('disk.iso'), SEED, SIZE);
  const { host } = new URL(url);
  expect(rig.job(id).source).toMatchObject({ url: DEAD, using: 1, mirrors: [{ url, host }] });
  expect(rig.queue.history(id)).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: 'mirror-used', host }), expect.objectContaining({ kind: 'probed', host })]),
  );
});

test.each([404, 403, 503])(
  'an address that answers %i is left for the mirror, whatever headers and credentials the job has',
  async (code) => {
    const rig = await openRig();
    const other = await mirror();
    const url = rig.origin.serve('/disk.iso', { ...FILE, faults: [status(code)] });
    const id = rig.add(url, { mirrors: [other.serve('/disk.iso', FILE)], headers: [['X-Api-Key', 'for the first alone']] });
    await rig.until(id, 'done', 'failed', 'waiting');
    await expectSeededFile(rig.path('disk.iso'), SEED, SIZE);
    expect(rig.origin.requests[0]?.headers).toMatchObject({ 'x-api-key': 'for the first alone' });
    expect(other.requests.filter(({ headers }) => 'x-api-key' in headers)).toEqual([]);
  },
);

test('a source that dies in the middle is followed by a mirror with other validators, and only what is missing is fetched', async () => {
  const other = await mirror();
  const { rig, id } = await cutInTheMiddle([other.serve('/disk.iso', { ...FILE, etag: '"its own"', lastModified: null })]);
  await rig.origin.close();
  await rig.until(id, 'done', 'failed', 'waiting');
  await expectSeededFile(rig.path('disk.iso'), SEED, SIZE);
  expect(rig.job(id).restarts.count).toBe(0);
  expect(other.bytesSent('/disk.iso')).toBeLessThan(10 * MiB);
});

test('a mirror with another file of the same size, and even the same ETag, is refused; the next one is taken', async () => {
  const [wrong, right] = [await mirror(), await mirror()];
  const etag = '"the same everywhere"';
  const wrongUrl = wrong.serve('/disk.iso', { seed: changedSeed(SEED), sizeBytes: SIZE, etag });
  const { rig, id } = await cutInTheMiddle([wrongUrl, right.serve('/disk.iso', { ...FILE, etag })], NO_OPTIONS, { ...FILE, etag });
  await rig.origin.close();
  await rig.until(id, 'done', 'failed', 'waiting');
  await expectSeededFile(rig.path('disk.iso'), SEED, SIZE);
  expect(wrong.bytesSent('/disk.iso')).toBeLessThanOrEqual(3 * MiB);
  expect(rig.queue.history(id)).toContainEqual(
    expect.objectContaining({ kind: 'mirror-refused', host: new URL(wrongUrl).host, failure: { kind: 'other-file', what: 'bytes' } }),
  );
  expect(rig.job(id).source).toMatchObject({ using: 2, mirrors: [{ trouble: { kind: 'other-file' } }, {}] });
});

test('when the only mirror has another file, the job ends with what its own source failed with, and everything is kept', async () => {
  const wrong = await mirror();
  const { rig, id } = await cutInTheMiddle([wrong.serve('/disk.iso', { seed: changedSeed(SEED), sizeBytes: SIZE })]);
  await rig.origin.close();
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'failed', failure: { kind: 'connect' } });
  expect(rig.job(id).durableBytes).toBeGreaterThanOrEqual(4 * MiB);
  expect(rig.job(id).restarts.count).toBe(0);
});

test('a first source whose bytes are not those of the digest is left behind, and the mirror’s are verified', async () => {
  const rig = await openRig();
  const other = await mirror();
  const url = rig.origin.serve('/disk.iso', { seed: changedSeed(SEED), sizeBytes: SIZE });
  const digest = { algorithm: 'sha256', hex: sha256OfSeed(SEED, SIZE), from: 'user' } as const;
  const id = rig.add(url, { mirrors: [other.serve('/disk.iso', FILE)], options: { ...NO_OPTIONS, digest } });
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'done', verdict: { kind: 'verified', by: 'sha256' } });
  await expectSeededFile(rig.path('disk.iso'), SEED, SIZE);
  expect(rig.job(id).restarts).toEqual({ count: 1, lastReason: expect.objectContaining({ kind: 'checksum-mismatch' }) });
});

test('a file that changes at its source, while a digest names the old one, goes on from the mirror', async () => {
  const other = await mirror();
  const digest = { algorithm: 'sha256', hex: sha256OfSeed(SEED, SIZE), from: 'user' } as const;
  const { rig, id } = await cutInTheMiddle([other.serve('/disk.iso', FILE)], { ...NO_OPTIONS, digest });
  await rig.queue.pause([id]);
  rig.origin.serve('/disk.iso', { seed: changedSeed(SEED), sizeBytes: SIZE, lastModified: 'Thu, 02 Jan 2025 00:00:00 GMT' });
  rig.queue.resume([id]);
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'done', verdict: { kind: 'verified' } });
  expect(rig.job(id).restarts.count).toBe(0);
});

test('a source of another size than was said is not begun with', async () => {
  const rig = await openRig();
  const other = await mirror();
  const url = rig.origin.serve('/disk.iso', { ...FILE, sizeBytes: SIZE - 1 });
  const options = { ...NO_OPTIONS, expectedSizeBytes: SIZE };
  const id = rig.add(url, { mirrors: [other.serve('/disk.iso', FILE)], options });
  await rig.until(id, 'done', 'failed', 'waiting');
  await expectSeededFile(rig.path('disk.iso'), SEED, SIZE);
  const alone = rig.add(url, { options });
  expect(await rig.until(alone, 'done', 'failed', 'waiting')).toMatchObject({ failure: { kind: 'other-file', what: 'size' } });
});

test('a source that tells no size is measured at its end', async () => {
  const rig = await openRig();
  const url = rig.origin.serve('/disk.iso', { seed: SEED, sizeBytes: 300 * KiB, length: 'chunked' });
  const id = rig.add(url, { options: { ...NO_OPTIONS, expectedSizeBytes: 300 * KiB + 1 } });
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ failure: { kind: 'other-file', what: 'size' } });
});

test('after a quit the job goes on from the mirror that its bytes came from, without comparing anew', async () => {
  const rig = await openRig({ settings: { connectionsPerJob: 2 } });
  const other = await mirror();
  const url = other.serve('/disk.iso', { ...FILE, etag: '"its own"' });
  const release = other.hold('/disk.iso', { afterBytes: 6 * MiB });
  const id = rig.add(DEAD, { mirrors: [url] });
  await other.untilBytesSent('/disk.iso', 6 * MiB);
  await rig.queue.close();
  release();
  other.serve('/disk.iso', { ...FILE, etag: '"its own"' });
  const again = await rig.reopen();
  await again.until(id, 'done', 'failed', 'waiting');
  await expectSeededFile(again.path('disk.iso'), SEED, SIZE);
  expect(again.job(id).restarts.count).toBe(0);
  expect(told(again, id).filter((kind) => kind === 'mirror-used')).toHaveLength(1);
});

test('the same address twice, or that of the job itself, is one source, however it is written', async () => {
  const rig = await openRig();
  const own = 'https://one.example/a%20b.iso?x=1';
  const other = 'https://two.example/a%20b.iso';
  const spelled = ['HTTPS://ONE.example:443/dir/../a b.iso?x=1', `${own}#mirror`, `${other}#first`, ' https://TWO.example/a b.iso ', other];
  const { mirrors } = rig.job(rig.add(own, { mirrors: spelled, begin: 'paused' })).source;
  expect(mirrors).toEqual([{ url: other, host: 'two.example' }]);
  const different = ['https://one.example/a%20b.iso?x=2', 'http://one.example/a%20b.iso?x=1', 'https://one.example/A%20b.iso?x=1'];
  expect(rig.job(rig.add(own, { mirrors: different, begin: 'paused' })).source.mirrors?.map(({ url }) => url)).toEqual(different);
  expect(rig.job(rig.add(own, { mirrors: [own], begin: 'paused' })).source.mirrors).toBeUndefined();
});

test('what opens a mirror is kept apart from the row, duplicates are dropped, and what is no address is refused', async () => {
  const rig = await openRig({ settings: { concurrentJobs: 1 } });
  const secret = 'https://user:password@mirror.example/disk.iso?token=abc';
  const id = rig.add(DEAD, { mirrors: [DEAD, secret, secret], begin: 'paused' });
  const stored = rig.store.read(id);
  expect(stored?.secrets.mirrors).toEqual([secret]);
  expect(stored?.job.source.mirrors).toEqual([{ url: 'https://mirror.example/disk.iso?token=…', host: 'mirror.example' }]);
  const request = {
    url: DEAD,
    directory: rig.folder,
    chosenName: null,
    conflict: 'keep-both',
    options: NO_OPTIONS,
    headers: [],
    begin: 'paused',
  } as const;
  expect(rig.queue.add([{ ...request, mirrors: ['nonsense'] }])).toMatchObject([{ kind: 'refused', failure: { kind: 'invalid-url' } }]);
});
