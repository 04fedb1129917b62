/** What the documentation of resumable downloads promises, row by row, and that it is kept here. Endpoints are in `promises-endpoints.test.ts`. */
import { open, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '@sluice/engine';
import type { JobId } from '@sluice/model';
import { openDatabase, plainBox } from '@sluice/store';
import { chunked, expectSeededFile, ignoreRange, type RecordedRequest } from '@sluice/testkit';
import { signV1Query, signV4Query } from './index.ts';
import { BUCKET, KEYS, KiB, MiB, openLastingRig, type LastingRig } from './testing/lasting-rig.ts';

const SIZE = 8 * MiB + 5;
const GiB = 1024 * MiB;
const SLACK = 2 * MiB;
/** Slow enough that what was sent has arrived, and is not in some buffer. */
const RATE = 16 * MiB;

/** A job of which so many bytes arrived before the program was quit. */
async function interrupted(rig: LastingRig, key: string, bytes: number): Promise<JobId> {
  const url = rig.put(key, { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: RATE });
  let id = '';
  const letGo = await rig.sent(key, bytes, () => (id = rig.add(url, { jobOptions: { connections: 2 } })));
  await rig.quit();
  letGo();
  return id;
}

async function expectDone(rig: LastingRig, id: JobId, seed = 1, sizeBytes = SIZE): Promise<void> {
  const done = await rig.until(id, 'done', 'failed', 'waiting');
  expect(done).toMatchObject({ kind: 'done', sizeBytes });
  if (done.kind === 'done') await expectSeededFile(done.path, seed, sizeBytes);
}

/** The most requests that were answered at the same time. */
function mostAtATime(requests: readonly RecordedRequest[]): number {
  const open = (at: number): number =>
    requests.filter(({ startOrder, endOrder }) => startOrder <= at && at < (endOrder ?? Infinity)).length;
  return Math.max(...requests.map(({ startOrder }) => open(startOrder)));
}

describe('Large objects in several parts at once; part size 100 KB…5 GB; number of concurrent tasks; a threshold', () => {
  test('parts of the size that was asked for come over as many connections as were asked for', async () => {
    const rig = await openLastingRig();
    const id = rig.add(rig.put('big.bin', { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: 8 * MiB }), {
      jobOptions: { connections: 3, partSizeBytes: MiB },
    });
    await expectDone(rig, id);
    const gets = rig.store.requests.filter(({ method }) => method === 'GET');
    expect(mostAtATime(gets)).toBe(3);
    const [, ...later] = gets.map(({ range }) => (range === null ? 0 : range.end - range.start));
    expect([later.length >= 8, Math.max(...later)]).toEqual([true, MiB]);
  });

  test('the bounds of a part are taken, and what is beyond is refused with the reason', async () => {
    const rig = await openLastingRig();
    const url = rig.put('small.bin', { seed: 1, sizeBytes: 300 * KiB });
    const add = (partSizeBytes: number): JobId => rig.add(url, { jobOptions: { partSizeBytes } });
    for (const outside of [100 * KiB - 1, 5 * GiB + 1]) expect(() => add(outside)).toThrow(/part-size/);
    for (const bound of [100 * KiB, 5 * GiB]) await expectDone(rig, add(bound), 1, 300 * KiB);
  });

  test('a small object is one request', async () => {
    const rig = await openLastingRig();
    await expectDone(rig, rig.add(rig.put('small.bin', { seed: 1, sizeBytes: 100 * KiB })), 1, 100 * KiB);
    expect(rig.store.requests.length).toBe(1);
  });
});

describe('After a failure, go on from the checkpoint, don’t fetch finished parts again', () => {
  test.each(['oss', 's3'] as const)(
    '%s: a job quit five times fetches little twice, and the checksum of all of it is the store’s',
    async (dialect) => {
      const rig = await openLastingRig({ store: { dialect } });
      const sizeBytes = 12 * MiB + 7;
      const url = rig.put('five.bin', { seed: 1, sizeBytes, parts: 3, rateBytesPerSecond: RATE });
      let id: JobId | null = null;
      for (let run = 1; run <= 5; run++) {
        const letGo = await rig.sent('five.bin', run * 2 * MiB, () =>
          id === null ? (id = rig.add(url, { jobOptions: { connections: 2 } })) : rig.start(),
        );
        await rig.quit();
        letGo();
      }
      rig.start();
      await expectDone(rig, id ?? '', 1, sizeBytes);
      expect(rig.job(id ?? '')).toMatchObject({
        state: { verdict: { kind: 'verified', by: dialect === 'oss' ? 'crc64' : 'crc64nvme' } },
        restarts: { count: 0 },
      });
      expect(rig.bytesSent('five.bin') - sizeBytes).toBeLessThan(5 * SLACK);
    },
  );
});

describe('Where the checkpoint lives can be chosen; it must be writable; it is deleted on completion', () => {
  test('it lives in the folder that was chosen', async () => {
    const rig = await openLastingRig({ databaseFolder: 'chosen/place' });
    const id = await interrupted(rig, 'chosen.bin', 3 * MiB);
    expect((await stat(join(rig.folder, 'chosen/place'))).isDirectory()).toBe(true);
    rig.start();
    await expectDone(rig, id);
  });

  test('a place that can’t be written is told at once', async () => {
    const rig = await openLastingRig();
    await writeFile(join(rig.folder, 'a-file'), '');
    const opened = openDatabase(join(rig.folder, 'a-file/queue'), { clock: systemClock, secretBox: plainBox });
    expect(opened).toMatchObject({ kind: 'unusable' });
  });

  test('nothing of it is left when the file is complete', async () => {
    const rig = await openLastingRig();
    const id = await interrupted(rig, 'gone.bin', 3 * MiB);
    rig.start();
    await expectDone(rig, id);
    expect(rig.stored(id)).toMatchObject({ checkpoint: { parts: [], blocks: [] } });
    expect(await rig.names()).toEqual(['gone.bin']);
  });
});

describe('Do not edit the checkpoint; a damaged one means all parts again', () => {
  test('a database of nonsense is set aside, never believed, and the file comes out right', async () => {
    const rig = await openLastingRig();
    await interrupted(rig, 'damaged.bin', 3 * MiB);
    for (const name of ['queue.db', 'queue.db-wal'])
      await writeFile(join(rig.databaseFolder, name), 'nonsense'.repeat(1000)).catch(() => undefined);
    rig.start();
    const ids = rig.queue.snapshots().map(({ job }) => job.id);
    const id = ids[0] ?? rig.add(rig.put('damaged.bin', { seed: 1, sizeBytes: SIZE }));
    await expectDone(rig, id);
  });
});

describe('ETag changed, part lost or modified → download again', () => {
  test('another object of the same size: all of it again, and nothing of the old one', async () => {
    const rig = await openLastingRig();
    const id = await interrupted(rig, 'changed.bin', 4 * MiB);
    rig.put('changed.bin', { seed: 2, sizeBytes: SIZE });
    rig.start();
    await expectDone(rig, id, 2);
    expect(rig.job(id).restarts).toMatchObject({ count: 1, lastReason: { kind: 'remote-changed' } });
  });

  test('a part that is lost: exactly what is missing', async () => {
    const rig = await openLastingRig();
    const id = await interrupted(rig, 'lost.bin', 4 * MiB);
    await unlink(rig.path('lost.bin.part'));
    rig.start();
    await expectDone(rig, id);
  });

  test('a part that was modified: exactly that block', async () => {
    const rig = await openLastingRig();
    const id = await interrupted(rig, 'modified.bin', 5 * MiB);
    const handle = await open(rig.path('modified.bin.part'), 'r+');
    await handle.write(Buffer.from('tampered'), 0, 8, 1000);
    await handle.close();
    const sentBefore = rig.bytesSent('modified.bin');
    rig.start();
    await expectDone(rig, id);
    expect(rig.job(id).restarts.count).toBe(0);
    expect(rig.bytesSent('modified.bin') - sentBefore).toBeLessThan(SIZE - 5 * MiB + MiB + SLACK);
  });

  test('an object replaced while it comes is noticed by the next part, not at the end', async () => {
    const rig = await openLastingRig();
    const url = rig.put('swapped.bin', { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: RATE });
    let id = '';
    const letGo = await rig.sent('swapped.bin', MiB, () => (id = rig.add(url, { jobOptions: { connections: 2, partSizeBytes: MiB } })));
    const asked = rig.store.requests.length;
    rig.put('swapped.bin', { seed: 2, sizeBytes: SIZE });
    letGo();
    await expectDone(rig, id, 2);
    expect(rig.store.requests[asked]).toMatchObject({
      status: 412,
      bodyBytesSent: expect.any(Number),
      headers: { 'if-match': expect.any(String) },
    });
    expect(rig.job(id).restarts).toMatchObject({ count: 1, lastReason: { kind: 'remote-changed' } });
  });
});

describe('Existing target overwritten, else created', () => {
  test('overwritten where that is asked for, kept beside the new one otherwise', async () => {
    const rig = await openLastingRig();
    await writeFile(rig.path('there.bin'), 'older');
    const url = rig.put('there.bin', { seed: 1, sizeBytes: SIZE });
    await expectDone(rig, rig.add(url));
    expect((await stat(rig.path('there.bin'))).size).toBe(5);
    await expectDone(rig, rig.add(url, { conflict: 'overwrite' }));
    await expectSeededFile(rig.path('there.bin'), 1, SIZE);
    expect((await rig.names()).length).toBe(2);
  });
});

describe('Progress callback, also with unknown total; pause, cancel (cancel deletes the file)', () => {
  test('progress rises, knows the total, and ends at it', async () => {
    const rig = await openLastingRig();
    const id = rig.add(rig.put('progress.bin', { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: 6 * MiB }), {
      jobOptions: { connections: 1 },
    });
    await expectDone(rig, id);
    const seen = rig.events.flatMap((event) => (event.kind === 'job' && event.snapshot.progress !== null ? [event.snapshot.progress] : []));
    const received = seen.map(({ receivedBytes }) => receivedBytes);
    expect(received).toEqual([...received].sort((a, b) => a - b));
    expect([received.length > 2, seen.at(-1)?.totalBytes]).toEqual([true, SIZE]);
  });

  test('a total that nobody knows is not made up', async () => {
    const rig = await openLastingRig();
    const url = rig.put('unknown.bin', { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: 16 * MiB, faults: [ignoreRange(), chunked()] });
    const id = rig.add(url);
    await expectDone(rig, id);
    const totals = rig.events.flatMap((event) =>
      event.kind === 'job' && event.snapshot.job.state.kind === 'transferring' ? [event.snapshot.progress?.totalBytes ?? null] : [],
    );
    expect(new Set(totals)).toEqual(new Set([null]));
  });

  test('a pause keeps what arrived, a cancel deletes it', async () => {
    const rig = await openLastingRig();
    const url = rig.put('held.bin', { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: RATE });
    let id = '';
    const letGo = await rig.sent('held.bin', 4 * MiB, () => (id = rig.add(url)));
    await rig.queue.pause([id]);
    expect([await rig.names(), rig.job(id).durableBytes > 3 * MiB]).toEqual([['held.bin.part'], true]);
    await rig.queue.cancel([id]);
    letGo();
    expect([await rig.names(), rig.job(id).state.kind]).toEqual([[], 'cancelled']);
  });
});

describe('Result: ETag, Last-Modified, user metadata; errors: Code, Message, RequestId, HostId', () => {
  test('the result tells what the store told', async () => {
    const rig = await openLastingRig();
    const id = rig.add(rig.put('told.bin', { seed: 1, sizeBytes: SIZE, etag: '"ABC-2"', metadata: { meta: 'value' }, storageClass: 'IA' }));
    await expectDone(rig, id);
    expect(rig.job(id).remote).toMatchObject({
      etag: '"ABC-2"',
      lastModified: 'Wed, 01 Jan 2025 00:00:00 GMT',
      object: { userMetadata: [['meta', 'value']], storageClass: 'IA' },
    });
  });

  test('a refusal tells code, message and the ids that support asks for', async () => {
    const rig = await openLastingRig();
    const failed = await rig.until(rig.add(`oss://${BUCKET}/missing.bin`), 'failed', 'waiting');
    expect(failed).toMatchObject({
      failure: {
        kind: 'object-store',
        status: 404,
        code: 'NoSuchKey',
        message: 'The specified key does not exist.',
        requestId: expect.stringMatching(/^[0-9A-F]{24}$/),
        hostId: expect.stringContaining('127.0.0.1'),
      },
    });
  });
});

describe('Credentials from the environment; STS; presigned URLs for third parties; needs oss:GetObject', () => {
  test('a security token goes with every part', async () => {
    const sts = { ...KEYS, token: 'token/with+signs==' };
    const environment = { OSS_ACCESS_KEY_ID: sts.accessKeyId, OSS_ACCESS_KEY_SECRET: sts.secret, OSS_SESSION_TOKEN: sts.token };
    const rig = await openLastingRig({ store: { credentials: [sts] }, environment });
    await expectDone(rig, rig.add(rig.put('sts.bin', { seed: 1, sizeBytes: SIZE }), { jobOptions: { connections: 3 } }));
    for (const { headers } of rig.store.requests) expect(headers['x-oss-security-token']).toBe(sts.token);
  });

  test.each(['V1', 'V4'])('a link signed with %s opens for who has no keys, part by part', async (version) => {
    const rig = await openLastingRig({ environment: {} });
    rig.put('linked +.bin', { seed: 1, sizeBytes: SIZE });
    const unsigned = { verb: 'GET', bucket: BUCKET, key: 'linked +.bin', query: [], headers: [] } as const;
    const credentials = { accessKeyId: KEYS.accessKeyId, secret: KEYS.secret, token: null };
    const nowMs = Date.now();
    const pairs =
      version === 'V1'
        ? signV1Query(unsigned, credentials, Math.floor(nowMs / 1000) + 600)
        : signV4Query(unsigned, credentials, { region: 'cn-hangzhou', product: 'oss', nowMs, expiresSeconds: 600 });
    const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
    const id = rig.add(`${rig.store.url}/${BUCKET}/linked%20%2B.bin?${query}`, { jobOptions: { connections: 3 }, wishes: {} });
    await expectDone(rig, id);
    expect(new Set(rig.store.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  test('a missing permission is named', async () => {
    const rig = await openLastingRig({ store: { credentials: [{ ...KEYS, may: ['list-objects'] }] } });
    const failed = await rig.until(rig.add(rig.put('denied.bin', { seed: 1, sizeBytes: SIZE })), 'failed', 'waiting');
    expect(failed).toMatchObject({ failure: { kind: 'object-store', code: 'AccessDenied', advice: 'access-denied' } });
    expect(JSON.stringify(failed)).toContain('oss:GetObject');
  });
});

describe('Archive, Cold Archive, Deep Cold Archive objects must be restored first', () => {
  test.each(['Archive', 'ColdArchive', 'DeepColdArchive'])('%s: waits, and goes on by itself when it is there', async (storageClass) => {
    const rig = await openLastingRig();
    const id = rig.add(rig.put('cold.bin', { seed: 1, sizeBytes: SIZE, archived: true, storageClass }), {
      wishes: { requestRestore: true },
    });
    expect(await rig.until(id, 'waiting', 'failed', 'done')).toMatchObject({ reason: { kind: 'restore' } });
    await rig.store.untilRequests(4);
    rig.store.completeRestore(BUCKET, 'cold.bin', { untilMs: Date.now() + 86_400_000 });
    expect(await rig.until(id, 'failed', 'done')).toMatchObject({ kind: 'done' });
    await expectSeededFile(rig.path('cold.bin'), 1, SIZE);
    expect(rig.store.requests.filter(({ method }) => method === 'POST').length).toBe(1);
  });
});
