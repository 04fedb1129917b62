/** Disks that fill up, turn read-only or vanish while a download goes on: it stops with the reason, loses nothing, and goes on. */
import { execFileSync } from 'node:child_process';
import { mkdir, open, readdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { expectSeededFile, smallDisk } from '@sluice/testkit';
import type { JobId } from '@sluice/model';
import { MiB, openRig, type Rig } from '../testing/queue-rig.ts';
import { HeldWaits } from './testing/held-waits.ts';

const SIZE = 12 * MiB + 5;
const RATE = 16 * MiB;

/** A volume of its own, which the running test gives back; null where mounting is not possible. */
async function openDisk(sizeMiB: number): Promise<string | null> {
  const disk = await smallDisk(sizeMiB);
  if (disk !== null) onTestFinished(() => disk.remove());
  return disk?.path ?? null;
}

async function fillUp(path: string): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    for (;;) await handle.write(Buffer.alloc(64 * 1024, 1));
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  } finally {
    await handle.close();
  }
}

/** Resolves once the retry has begun. */
async function retry(rig: Rig, id: JobId): Promise<void> {
  rig.queue.retry([id]);
  await rig.until(id, 'probing', 'transferring');
}

/** Ends the wait of a job, and resolves once it has begun again. */
async function endWait(rig: Rig, id: JobId, clock: HeldWaits): Promise<void> {
  clock.pass();
  await rig.until(id, 'probing', 'transferring');
}

test('E5: a disk that fills up is a wait that ends by itself, and what was durable is not fetched again', async (context) => {
  const disk = await openDisk(64);
  if (disk === null) return context.skip('this user may not mount');
  const clock = new HeldWaits();
  const rig = await openRig({ clock });
  const url = rig.origin.serve('/full.bin', { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: RATE });
  const letGo = rig.origin.hold('/full.bin', { afterBytes: 4 * MiB });
  const id = rig.add(url, { directory: disk });
  await rig.origin.untilBytesSent('/full.bin', 4 * MiB);
  await fillUp(join(disk, 'filler'));
  letGo();
  expect(await rig.until(id, 'waiting', 'failed', 'done')).toMatchObject({ kind: 'waiting', reason: { kind: 'disk-space' } });
  const { durableBytes } = rig.job(id);
  const sentBefore = rig.origin.bytesSent('/full.bin');
  await unlink(join(disk, 'filler'));
  await endWait(rig, id, clock);
  expect(await rig.until(id, 'waiting', 'failed', 'done')).toMatchObject({ kind: 'done' });
  await expectSeededFile(join(disk, 'full.bin'), 1, SIZE);
  expect(durableBytes).toBeGreaterThan(2 * MiB);
  expect(rig.origin.bytesSent('/full.bin') - sentBefore).toBeLessThan(SIZE - durableBytes + 2 * MiB);
  expect(rig.job(id).restarts.count).toBe(0);
  expect(await readdir(disk)).toEqual(['full.bin']);
});

test('E5: a disk that stays full is asked again and again, and the bytes that are safe stay so', async (context) => {
  const disk = await openDisk(64);
  if (disk === null) return context.skip('this user may not mount');
  const clock = new HeldWaits();
  const rig = await openRig({ clock });
  const url = rig.origin.serve('/full.bin', { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: RATE });
  const letGo = rig.origin.hold('/full.bin', { afterBytes: 4 * MiB });
  const id = rig.add(url, { directory: disk });
  await rig.origin.untilBytesSent('/full.bin', 4 * MiB);
  await fillUp(join(disk, 'filler'));
  letGo();
  await rig.until(id, 'waiting');
  for (let round = 0; round < 3; round += 1) {
    const before = rig.job(id).durableBytes;
    await endWait(rig, id, clock);
    expect(await rig.until(id, 'waiting', 'failed', 'done')).toMatchObject({ kind: 'waiting', reason: { kind: 'disk-space' } });
    expect(rig.job(id).durableBytes).toBeGreaterThanOrEqual(before);
  }
  await unlink(join(disk, 'filler'));
  await endWait(rig, id, clock);
  await rig.until(id, 'done');
  await expectSeededFile(join(disk, 'full.bin'), 1, SIZE);
});

test('a volume that is read-only when the download goes on is named, and nothing is fetched again once it can be written', async (context) => {
  const disk = await openDisk(64);
  if (disk === null) return context.skip('this user may not mount');
  const rig = await openRig();
  const url = rig.origin.serve('/ro.bin', { seed: 2, sizeBytes: SIZE, rateBytesPerSecond: RATE });
  const id = rig.add(url, { directory: disk });
  await rig.origin.untilBytesSent('/ro.bin', 5 * MiB);
  await rig.queue.pause([id]);
  const { durableBytes } = rig.job(id);
  execFileSync('mount', ['-o', 'remount,ro', disk]);
  rig.queue.resume([id]);
  expect(await rig.until(id, 'waiting', 'failed', 'done')).toMatchObject({ failure: { kind: 'folder-read-only', path: disk } });
  execFileSync('mount', ['-o', 'remount,rw', disk]);
  const sentBefore = rig.origin.bytesSent('/ro.bin');
  await retry(rig, id);
  expect(await rig.until(id, 'waiting', 'failed', 'done')).toMatchObject({ kind: 'done' });
  await expectSeededFile(join(disk, 'ro.bin'), 2, SIZE);
  expect(rig.origin.bytesSent('/ro.bin') - sentBefore).toBeLessThan(SIZE - durableBytes + 2 * MiB);
  expect(rig.job(id).restarts.count).toBe(0);
});

// The system refuses to make a volume read-only while a file is open for writing, except after an error of the disk itself.
test.each(['write', 'datasync'] as const)(
  'a volume that refuses a %s in the middle with EROFS is named, and the download goes on later',
  async (call) => {
    const rig = await openRig();
    const probe = await open('/dev/null', 'r');
    const prototype = Object.getPrototypeOf(probe) as Record<'write' | 'datasync', (...args: unknown[]) => Promise<unknown>>;
    await probe.close();
    const url = rig.origin.serve('/ro.bin', { seed: 2, sizeBytes: SIZE, rateBytesPerSecond: RATE });
    const id = rig.add(url);
    await rig.origin.untilBytesSent('/ro.bin', 5 * MiB);
    const refusal = vi.spyOn(prototype, call).mockRejectedValue(Object.assign(new Error('EROFS'), { code: 'EROFS', syscall: call }));
    onTestFinished(() => refusal.mockRestore());
    expect(await rig.until(id, 'waiting', 'failed', 'done')).toMatchObject({ failure: { kind: 'folder-read-only', path: rig.folder } });
    refusal.mockRestore();
    await retry(rig, id);
    expect(await rig.until(id, 'waiting', 'failed', 'done')).toMatchObject({ kind: 'done' });
    await expectSeededFile(rig.path('ro.bin'), 2, SIZE);
    expect(rig.job(id).restarts.count).toBe(0);
  },
);

test('a folder that is removed in the middle is never the end of a file: it fails, and starts over once there is a folder again', async () => {
  const rig = await openRig();
  const directory = rig.path('inner');
  await mkdir(directory);
  const url = rig.origin.serve('/gone.bin', { seed: 3, sizeBytes: SIZE, rateBytesPerSecond: RATE });
  const id = rig.add(url, { directory });
  await rig.origin.untilBytesSent('/gone.bin', 5 * MiB);
  await rm(directory, { recursive: true });
  expect(await rig.until(id, 'waiting', 'failed', 'done')).toMatchObject({ kind: 'failed' });
  await retry(rig, id);
  expect(await rig.until(id, 'waiting', 'failed', 'done')).toMatchObject({ failure: { kind: 'folder-missing' } });
  await mkdir(directory);
  await retry(rig, id);
  expect(await rig.until(id, 'waiting', 'failed', 'done')).toMatchObject({ kind: 'done' });
  await expectSeededFile(join(directory, 'gone.bin'), 3, SIZE);
});
