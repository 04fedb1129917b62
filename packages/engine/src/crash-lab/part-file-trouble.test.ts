/** Somebody else's hands on the part file, while a job rests and while it runs. */
import { open, readFile, readdir, rename, truncate, unlink, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { expectSeededFile, sha256OfSeed } from '@sluice/testkit';
import type { JobId } from '@sluice/model';
import { MiB, NO_OPTIONS, openRig, type Rig } from '../testing/queue-rig.ts';

const SIZE = 12 * MiB + 5;
const RATE = 16 * MiB;
const PATH = '/f.bin';
const SEED = 4;
const HALF = 6 * MiB;

interface Halfway {
  readonly rig: Rig;
  readonly id: JobId;
  readonly part: string;
  /** Lets the origin send the rest. */
  readonly letGo: () => void;
}

/** A job of which half was sent, and no more is. */
async function halfway(withDigest = false): Promise<Halfway> {
  const rig = await openRig();
  const url = rig.origin.serve(PATH, { seed: SEED, sizeBytes: SIZE, rateBytesPerSecond: RATE });
  const letGo = rig.origin.hold(PATH, { afterBytes: HALF });
  const digest = withDigest ? { algorithm: 'sha256' as const, hex: sha256OfSeed(SEED, SIZE), from: 'user' as const } : null;
  const id = rig.add(url, { options: { ...NO_OPTIONS, connections: 2, digest } });
  await rig.origin.untilBytesSent(PATH, HALF);
  return { rig, id, part: rig.path('f.bin.part'), letGo };
}

async function paused(): Promise<Halfway> {
  const half = await halfway();
  await half.rig.queue.pause([half.id]);
  half.letGo();
  return half;
}

/** Both connections' checkpoints have been written: at least so many bytes are durable. */
async function untilDurable({ rig, id }: Halfway, bytes: number): Promise<void> {
  await expect.poll(() => rig.queue.snapshot(id)?.progress?.durableBytes ?? 0).toBeGreaterThanOrEqual(bytes);
}

async function flipByte(path: string, position: number): Promise<void> {
  const handle = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await handle.read(byte, 0, 1, position);
  await handle.write(Buffer.from([(byte[0] ?? 0) ^ 0x10]), 0, 1, position);
  await handle.close();
}

async function expectDone({ rig, id }: Halfway, name = 'f.bin'): Promise<void> {
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'done', path: rig.path(name) });
  await expectSeededFile(rig.path(name), SEED, SIZE);
}

/** Resolves once the retry has begun. */
async function retry({ rig, id }: Halfway): Promise<void> {
  rig.queue.retry([id]);
  await rig.until(id, 'probing', 'transferring');
}

const overhead = ({ rig }: Halfway): number => rig.origin.bytesSent(PATH) - SIZE;

test('C7: one byte flipped while paused: exactly that block is fetched again', async () => {
  const half = await paused();
  await flipByte(half.part, 100_000);
  half.rig.queue.resume([half.id]);
  await expectDone(half);
  expect(half.rig.job(half.id).restarts.count).toBe(0);
  expect(overhead(half)).toBeGreaterThanOrEqual(MiB);
  expect(overhead(half)).toBeLessThan(2 * MiB);
});

test('C5: deleted while paused: the reason is told, and everything is fetched again', async () => {
  const half = await paused();
  await unlink(half.part);
  half.rig.queue.resume([half.id]);
  await expectDone(half);
  expect(half.rig.job(half.id).restarts).toMatchObject({ count: 1, lastReason: { kind: 'disk', code: 'ENOENT' } });
});

test('C5: truncated while paused: what is left of it stays, and zeros are not taken for data', async () => {
  const half = await paused();
  await truncate(half.part, 2 * MiB + 77);
  half.rig.queue.resume([half.id]);
  await expectDone(half);
  expect(half.rig.job(half.id).restarts.count).toBe(0);
  expect(overhead(half)).toBeLessThan(HALF - 2 * MiB + MiB);
});

test('C5: replaced while paused: the other file is left alone, and the download gets another name', async () => {
  const half = await paused();
  await writeFile(`${half.part}.new`, Buffer.alloc(SIZE, 7));
  await rename(`${half.part}.new`, half.part);
  half.rig.queue.resume([half.id]);
  await half.rig.until(half.id, 'done', 'failed', 'waiting');
  expect(half.rig.job(half.id).restarts).toMatchObject({ count: 1, lastReason: { kind: 'part-file-foreign' } });
  await expectDone(half, 'f (1).bin');
  expect((await readFile(half.part)).equals(Buffer.alloc(SIZE, 7))).toBe(true);
});

test('deleted while running: it is not called done, and a retry brings the file', async () => {
  const half = await halfway();
  await unlink(half.part);
  half.letGo();
  expect(await half.rig.until(half.id, 'done', 'failed', 'waiting')).toMatchObject({
    kind: 'failed',
    failure: { kind: 'disk', code: 'ENOENT' },
  });
  expect(await readdir(half.rig.folder)).toEqual([]);
  await retry(half);
  await expectDone(half);
});

test('replaced while running: neither file is called done, and the other one is left alone', async () => {
  const half = await halfway();
  await writeFile(`${half.part}.new`, Buffer.alloc(SIZE, 7));
  await rename(`${half.part}.new`, half.part);
  half.letGo();
  expect(await half.rig.until(half.id, 'done', 'failed', 'waiting')).toMatchObject({ failure: { kind: 'part-file-foreign' } });
  await retry(half);
  await expectDone(half, 'f (1).bin');
  expect((await readFile(half.part)).equals(Buffer.alloc(SIZE, 7))).toBe(true);
});

test.each([
  ['one byte flipped', (part: string) => flipByte(part, 100_000)],
  ['truncated', (part: string) => truncate(part, MiB)],
])('E2: %s while running: a digest finds it, and only the bad blocks are fetched again', async (_what, damage) => {
  const half = await halfway(true);
  await untilDurable(half, 3 * MiB);
  await damage(half.part);
  half.letGo();
  await expectDone(half);
  expect(half.rig.job(half.id)).toMatchObject({ restarts: { count: 0 }, state: { verdict: { kind: 'verified' } } });
  expect(overhead(half)).toBeLessThan(HALF + 2 * MiB);
});

test('truncated while running, and no digest is known: the hole is noticed, and only the bad blocks are fetched again', async () => {
  const half = await halfway();
  await untilDurable(half, 3 * MiB);
  await truncate(half.part, MiB);
  half.letGo();
  await expectDone(half);
  expect(half.rig.job(half.id).restarts.count).toBe(0);
});

test('E2: a byte that another program changes while the job runs is noticed without a digest, and its block alone is fetched again', async () => {
  const half = await halfway();
  // All that was sent: nothing of ours is written after the other program's byte before the rest comes.
  await untilDurable(half, HALF);
  // What follows a write of ours within some milliseconds can't be told from it (0015).
  const durableMs = Date.now();
  await expect.poll(() => Date.now() - durableMs).toBeGreaterThan(20);
  await flipByte(half.part, 100_000);
  half.letGo();
  await expectDone(half);
  const sent = half.rig.origin.bytesSent(PATH);
  expect(sent).toBeGreaterThanOrEqual(SIZE + MiB);
  expect(sent).toBeLessThan(SIZE + 3 * MiB);
});
