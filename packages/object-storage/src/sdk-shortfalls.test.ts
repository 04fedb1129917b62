/** Where today's SDKs go wrong with a resumed download, each as a test of what happens here. */
import { open, stat, readdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { JobId } from '@sluice/model';
import { expectSeededFile, wrongCrc64, type ObjectOptions } from '@sluice/testkit';
import type { AddRequest } from './testing/lasting-rig.ts';
import { BUCKET, MiB, openLastingRig, type LastingRig } from './testing/lasting-rig.ts';

const KEY = 'file.bin';
const PART = 'file.bin.part';
const SIZE = 6 * MiB + 3;
/** Slow enough that what was sent has arrived, and is not in some buffer. */
const RATE = 16 * MiB;
const TWO: AddRequest = { jobOptions: { connections: 2 } };

/** A job of which half arrived before the program was quit. */
async function halfway(rig: LastingRig, object: Partial<ObjectOptions> = {}, request: AddRequest = TWO): Promise<JobId> {
  const url = rig.put(KEY, { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: RATE, ...object });
  let id = '';
  const letGo = await rig.sent(KEY, 3 * MiB, () => (id = rig.add(url, request)));
  await rig.quit();
  letGo();
  return id;
}

async function expectDone(rig: LastingRig, id: JobId, seed = 1): Promise<void> {
  const done = await rig.until(id, 'done', 'failed', 'waiting');
  expect(done).toMatchObject({ kind: 'done', sizeBytes: SIZE });
  if (done.kind === 'done') await expectSeededFile(done.path, seed, SIZE);
}

describe('Go v1', () => {
  test('the temporary file is deleted between two runs: no zeros are taken for data', async () => {
    const rig = await openLastingRig();
    const id = await halfway(rig);
    await unlink(rig.path(PART));
    rig.start();
    await expectDone(rig, id);
  });

  test('the temporary file is deleted, and one of zeros put in its place: it is not taken for data', async () => {
    const rig = await openLastingRig();
    const id = await halfway(rig, { crc64: 'none' });
    await unlink(rig.path(PART));
    await writeFile(rig.path(PART), Buffer.alloc(SIZE));
    rig.start();
    await expectDone(rig, id);
  });

  test('a file that failed its checksum is not accepted by the run after that, nor by the next', async () => {
    const rig = await openLastingRig();
    const id = rig.add(rig.put(KEY, { seed: 1, sizeBytes: SIZE, faults: [wrongCrc64()] }), TWO);
    for (let run = 1; run <= 3; run++) {
      expect(await rig.until(id, 'failed', 'done', 'waiting')).toMatchObject({ kind: 'failed', failure: { kind: 'checksum-mismatch' } });
      expect(await rig.names()).not.toContain(KEY);
      await rig.reopen();
      rig.queue.retry([id]);
      await rig.until(id, 'probing', 'transferring', 'verifying');
    }
  });

  test('there is a checkpoint without one being asked for', async () => {
    const rig = await openLastingRig();
    const id = await halfway(rig, {}, {});
    const sentBefore = rig.bytesSent(KEY);
    rig.start();
    await expectDone(rig, id);
    expect(rig.bytesSent(KEY) - sentBefore).toBeLessThan(SIZE - 2 * MiB);
  });
});

describe('C++', () => {
  test.each(['between two runs', 'while it comes'])(
    'without a checksum, an object that is replaced %s never joins the old one',
    async (when) => {
      const rig = await openLastingRig();
      const object = { seed: 1, sizeBytes: SIZE, crc64: 'none', rateBytesPerSecond: RATE } as const;
      let id = '';
      const url = rig.put(KEY, object);
      const letGo = await rig.sent(KEY, 3 * MiB, () => (id = rig.add(url, { jobOptions: { connections: 2, partSizeBytes: MiB } })));
      if (when === 'between two runs') await rig.quit();
      rig.put(KEY, { ...object, seed: 2 });
      letGo();
      if (when === 'between two runs') rig.start();
      await expectDone(rig, id, 2);
      expect(rig.job(id).restarts).toMatchObject({ count: 1, lastReason: { kind: 'remote-changed' } });
    },
  );
});

describe('Python', () => {
  test('a temporary file that somebody changed is not accepted, even without a checksum', async () => {
    const rig = await openLastingRig();
    const id = await halfway(rig, { crc64: 'none' });
    const handle = await open(rig.path(PART), 'r+');
    await handle.write(Buffer.from('tampered'), 0, 8, 4096);
    await handle.close();
    rig.start();
    await expectDone(rig, id);
  });

  test('a checksum that was wrong once does not stick: one clean restart, and the file is right', async () => {
    const rig = await openLastingRig();
    const id = rig.add(rig.put(KEY, { seed: 1, sizeBytes: SIZE, faults: [wrongCrc64({ times: 1 })] }), { jobOptions: { connections: 1 } });
    await expectDone(rig, id);
    expect(rig.job(id)).toMatchObject({ restarts: { count: 1 }, state: { verdict: { kind: 'verified', by: 'crc64' } } });
  });

  test('a checksum that stays wrong ends in one clean restart and then a clear failure', async () => {
    const rig = await openLastingRig();
    const id = rig.add(rig.put(KEY, { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: 2 * RATE, faults: [wrongCrc64()] }), TWO);
    const failed = await rig.until(id, 'failed', 'done', 'waiting');
    expect(failed).toMatchObject({ kind: 'failed', failure: { kind: 'checksum-mismatch', algorithm: 'crc64' } });
    expect(rig.job(id).restarts.count).toBe(1);
    expect(rig.bytesSent(KEY)).toBeGreaterThanOrEqual(2 * SIZE);
    expect(rig.bytesSent(KEY)).toBeLessThan(2 * SIZE + 4 * MiB);
  });

  test('after such a failure the job can be tried again, once the store tells the truth', async () => {
    const rig = await openLastingRig();
    const url = rig.put(KEY, { seed: 1, sizeBytes: SIZE, faults: [wrongCrc64()] });
    const id = rig.add(url, TWO);
    await rig.until(id, 'failed');
    rig.put(KEY, { seed: 1, sizeBytes: SIZE, faults: [] });
    rig.queue.retry([id]);
    await rig.until(id, 'probing', 'transferring', 'verifying', 'done');
    await expectDone(rig, id);
  });
});

test('C#: a target that exists is no exception: both are kept, or it is overwritten, as was said', async () => {
  const rig = await openLastingRig();
  await writeFile(rig.path(KEY), 'older');
  const id = await halfway(rig, {}, { ...TWO, conflict: 'overwrite' });
  rig.start();
  await expectDone(rig, id);
  const second = rig.add(`oss://${BUCKET}/${KEY}`);
  const done = await rig.until(second, 'done', 'failed', 'waiting');
  expect(done).toMatchObject({ kind: 'done' });
  if (done.kind === 'done') expect(done.path).not.toBe(rig.path(KEY));
});

describe('C', () => {
  test('a checkpoint of another object is not valid', async () => {
    const rig = await openLastingRig();
    const id = await halfway(rig);
    rig.put(KEY, { seed: 2, sizeBytes: SIZE });
    rig.start();
    await expectDone(rig, id, 2);
  });

  test('what was asked of the object goes with every part, those after a restart of the program too', async () => {
    const customerKey = Buffer.alloc(32, 9).toString('base64');
    const rig = await openLastingRig({ bucket: { requesterPays: true } });
    const wishes = { requestPayer: true, trafficLimitBitsPerSecond: 838_860_800 };
    const id = await halfway(rig, { customerKey }, { wishes, customerKey, jobOptions: { connections: 2, partSizeBytes: MiB } });
    const before = rig.store.requests.length;
    rig.start();
    await expectDone(rig, id);
    expect(rig.store.requests.length).toBeGreaterThan(before);
    for (const { headers } of rig.store.requests) {
      expect(headers).toMatchObject({
        'x-oss-request-payer': 'requester',
        'x-oss-traffic-limit': '838860800',
        'x-oss-server-side-encryption-customer-key': customerKey,
      });
    }
  });
});

describe('Ruby', () => {
  test('an object that changed is begun again by itself', async () => {
    const rig = await openLastingRig();
    const id = await halfway(rig);
    rig.put(KEY, { seed: 3, sizeBytes: SIZE });
    rig.start();
    await expectDone(rig, id, 3);
  });

  test('the disk holds the file once, at the end too', async () => {
    const rig = await openLastingRig();
    const id = rig.add(rig.put(KEY, { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: 4 * MiB }), {
      jobOptions: { connections: 2, partSizeBytes: MiB },
    });
    const seen: number[] = [];
    const looks: Promise<void>[] = [];
    rig.queue.subscribe(() => looks.push(blocksIn(rig.downloads).then((bytes) => void seen.push(bytes))));
    await expectDone(rig, id);
    await Promise.all(looks);
    expect(seen.length).toBeGreaterThan(3);
    expect(Math.max(...seen)).toBeLessThan(SIZE + 64 * 1024);
  });
});

test('Java: a crash just before the rename is made good, without a byte of the object', async () => {
  const rig = await openLastingRig();
  const id = rig.add(rig.put(KEY, { seed: 1, sizeBytes: SIZE }), TWO);
  let thaw: ((finished: readonly string[]) => void) | null = null;
  rig.queue.subscribe((event) => {
    if (thaw === null && event.kind === 'job' && event.snapshot.job.state.kind === 'committing') thaw = rig.freezeDisk([PART]);
  });
  await expectDone(rig, id);
  await rig.quit();
  const putBack = thaw as ((finished: readonly string[]) => void) | null;
  if (putBack === null) throw new Error('it was never about to commit');
  putBack([KEY]);
  expect(await rig.names()).toEqual([PART]);
  const sentBefore = rig.bytesSent(KEY);
  rig.start();
  await expectDone(rig, id);
  expect(rig.bytesSent(KEY) - sentBefore).toBeLessThan(256 * 1024);
  expect(rig.job(id).restarts.count).toBe(0);
});

test('none calls fsync: here nothing is claimed before it is on the disk, and nothing is renamed before either', async () => {
  const rig = await openLastingRig();
  const order: string[] = [];
  const handle = await open(join(rig.folder, 'any'), 'w');
  const handles = Object.getPrototypeOf(handle) as {
    datasync(): Promise<void>;
    sync(): Promise<void>;
    write(...of: unknown[]): Promise<unknown>;
  };
  await handle.close();
  for (const name of ['datasync', 'sync'] as const) {
    const real = handles[name];
    const spy = vi.spyOn(handles, name).mockImplementation(async function (this: unknown) {
      await real.call(this as never);
      order.push('synced');
    });
    onTestFinished(() => spy.mockRestore());
  }
  const id = rig.add(rig.put(KEY, { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: 4 * MiB }), TWO);
  rig.queue.subscribe((event) => {
    if (event.kind !== 'job') return;
    const { durableBytes, state } = event.snapshot.job;
    order.push(state.kind === 'done' ? 'renamed' : durableBytes > 0 ? 'claimed' : 'nothing yet');
  });
  await expectDone(rig, id);
  const told = order.filter((what) => what !== 'nothing yet');
  expect(told[0]).toBe('synced');
  expect(told.slice(told.indexOf('renamed') - 3, told.indexOf('renamed'))).toContain('synced');
});

/** Bytes that the files in a folder take up on the disk; two names of one file are one. */
async function blocksIn(folder: string): Promise<number> {
  const found = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name)).catch(() => null)));
  const byInode = new Map(found.flatMap((stats) => (stats === null ? [] : [[stats.ino, stats.blocks * 512] as const])));
  return [...byInode.values()].reduce((sum, bytes) => sum + bytes, 0);
}
