/** G1–G7 end to end: the queue, the source, and a store that checks every signature itself. */
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { objectAddress } from '@sluice/model';
import { NASTY_KEYS, dropAfter, expectSeededFile, seededBytes, status } from '@sluice/testkit';
import { BUCKET, KEYS, MiB, openObjectRig } from '../testing/object-rig.ts';

const STS = { ...KEYS, token: 'session/token+==' };

describe.each(['oss', 's3'] as const)('%s', (dialect) => {
  test.each(NASTY_KEYS.map((key) => [JSON.stringify(key).slice(0, 40), key] as const))(
    'G1: the key %s is asked for as it is, and gets a safe local name',
    async (_name, key) => {
      const rig = await openObjectRig({ store: { dialect } });
      rig.store.put(BUCKET, key, { seed: 7, sizeBytes: 5000 });
      const id = rig.add(objectAddress({ provider: dialect, bucket: BUCKET, key, versionId: null }));
      const done = await rig.until(id, 'done', 'failed');
      expect(done).toMatchObject({ kind: 'done', sizeBytes: 5000 });
      if (done.kind !== 'done') return;
      expect(dirname(done.path)).toBe(rig.path(''));
      expect(basename(done.path)).not.toMatch(/[\\\p{Cc}]|\.$/u);
      await expectSeededFile(done.path, 7, 5000);
    },
  );

  test('G2: a security token goes with every request', async () => {
    const name = dialect === 'oss' ? 'OSS' : 'AWS';
    const environment = {
      [`${name}_ACCESS_KEY_ID`]: STS.accessKeyId,
      [dialect === 'oss' ? 'OSS_ACCESS_KEY_SECRET' : 'AWS_SECRET_ACCESS_KEY']: STS.secret,
      [`${name}_SESSION_TOKEN`]: STS.token,
    };
    const rig = await openObjectRig({ store: { dialect, credentials: [STS] }, environment });
    rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 3 * MiB });
    expect(await rig.until(rig.add(`${dialect}://${BUCKET}/a.bin`), 'done', 'failed')).toMatchObject({ kind: 'done' });
  });

  test('G2: an anonymous connection reads a public bucket without any signature', async () => {
    const rig = await openObjectRig({ store: { dialect }, bucket: { acl: 'public-read' }, connection: { credentials: 'anonymous' } });
    rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 1000 });
    await rig.until(rig.add(`${dialect}://${BUCKET}/a.bin`), 'done');
    expect(rig.store.requests.some(({ headers }) => headers['authorization'] !== undefined)).toBe(false);
  });

  test('G2: without credentials no request is sent, and it says so', async () => {
    const rig = await openObjectRig({ store: { dialect }, environment: {} });
    const failed = await rig.until(rig.add(`${dialect}://${BUCKET}/a.bin`), 'failed');
    expect(failed.failure).toEqual({ kind: 'connection', trouble: 'no-credentials', provider: dialect, name: 'Main' });
    expect(rig.store.requests).toEqual([]);
  });

  test('G5: every part carries If-Match, and the file is verified with the checksum of the store', async () => {
    const rig = await openObjectRig({ store: { dialect }, settings: { connectionsPerJob: 4 } });
    rig.store.put(BUCKET, 'big.bin', { seed: 3, sizeBytes: 16 * MiB, parts: 4 });
    const done = await rig.until(rig.add(`${dialect}://${BUCKET}/big.bin`), 'done', 'failed');
    expect(done).toMatchObject({ kind: 'done', verdict: { kind: 'verified', by: dialect === 'oss' ? 'crc64' : 'crc64nvme' } });
    const [first, ...others] = rig.store.requests.filter(({ method }) => method === 'GET');
    expect(first?.headers['if-match']).toBeUndefined();
    expect(others.length).toBeGreaterThan(0);
    for (const { headers } of others) expect(headers['if-match']).toMatch(/^"[0-9A-F]+-4"$/);
    if (dialect === 'oss') for (const { headers } of rig.store.requests) expect(headers['x-oss-range-behavior']).toBe('standard');
  });

  test('G5: the result keeps what the store told', async () => {
    const rig = await openObjectRig({ store: { dialect }, bucket: { versioned: true } });
    const versionId = rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 1000, storageClass: 'STANDARD', metadata: { owner: 'anna' } });
    const id = rig.add(`${dialect}://${BUCKET}/a.bin`);
    await rig.until(id, 'done');
    const { remote } = rig.job(id);
    expect(remote?.object).toMatchObject({ versionId, userMetadata: [['owner', 'anna']] });
    expect(remote?.object?.requestId).toMatch(/^[0-9A-F]{24}$/);
    expect(remote?.lastModified).toBe('Wed, 01 Jan 2025 00:00:00 GMT');
  });

  test('G7: a version, who pays and the customer’s key go into every request', async () => {
    const customerKey = Buffer.alloc(32, 7).toString('base64');
    const rig = await openObjectRig({
      store: { dialect },
      bucket: { versioned: true, requesterPays: true },
      settings: { connectionsPerJob: 3 },
    });
    const versionId = rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 8 * MiB, customerKey });
    rig.store.put(BUCKET, 'a.bin', { seed: 2, sizeBytes: 100 });
    const id = rig.add(`${dialect}://${BUCKET}/a.bin`, { versionId: versionId ?? '', requestPayer: true }, { customerKey });
    const done = await rig.until(id, 'done', 'failed');
    expect(done).toMatchObject({ kind: 'done', sizeBytes: 8 * MiB });
    await expectSeededFile(rig.path('a.bin'), 1, 8 * MiB);
    expect(JSON.stringify(rig.rows.read(id)?.job)).not.toContain(customerKey);
  });

  test('G7: a sub-range is a file of its own', async () => {
    const rig = await openObjectRig({ store: { dialect }, settings: { connectionsPerJob: 4 } });
    rig.store.put(BUCKET, 'a.bin', { seed: 4, sizeBytes: 20 * MiB });
    const id = rig.add(`${dialect}://${BUCKET}/a.bin`, { subRange: { start: 1_000_000, end: 11_000_000 } });
    expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done', sizeBytes: 10_000_000, verdict: { kind: 'unverified' } });
    const bytes = await readFile(rig.path('a.bin'));
    expect(bytes.equals(seededBytes(4, { start: 1_000_000, end: 11_000_000 }))).toBe(true);
  });

  test('G7: a sub-range past the end of the object is refused', async () => {
    const rig = await openObjectRig({ store: { dialect } });
    rig.store.put(BUCKET, 'a.bin', { seed: 4, sizeBytes: 1000 });
    const id = rig.add(`${dialect}://${BUCKET}/a.bin`, { subRange: { start: 1000, end: null } });
    expect(await rig.until(id, 'done', 'failed')).toMatchObject({
      failure: { kind: 'invalid-option', option: 'sub-range', value: '1000-' },
    });
  });

  test('G5: an object replaced mid-download is noticed by the next part, and fetched anew', async () => {
    const rig = await openObjectRig({ store: { dialect }, settings: { connectionsPerJob: 2 } });
    rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 8 * MiB, faults: [dropAfter(1 * MiB, { times: 1 })] });
    const release = rig.store.hold(BUCKET, 'a.bin', { afterBytes: 512 * 1024 });
    const id = rig.add(`${dialect}://${BUCKET}/a.bin`);
    await rig.store.untilBytesSent(rig.store.pathFor(BUCKET, 'a.bin'), 512 * 1024);
    rig.store.put(BUCKET, 'a.bin', { seed: 2, sizeBytes: 8 * MiB });
    release();
    await rig.until(id, 'done');
    expect(rig.job(id).restarts).toMatchObject({ count: 1, lastReason: { kind: 'remote-changed' } });
    await expectSeededFile(rig.path('a.bin'), 2, 8 * MiB);
  });

  test('G6: what a busy store refuses is tried again', async () => {
    const rig = await openObjectRig({ store: { dialect } });
    rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 1000, faults: [status(503, { times: 2 })] });
    expect(await rig.until(rig.add(`${dialect}://${BUCKET}/a.bin`), 'done', 'failed')).toMatchObject({ kind: 'done' });
  });
});

test('G3: version 1 is used where it is chosen, and where the region is not known', async () => {
  for (const connection of [{ signature: 'v1' }, { region: null }] as const) {
    const rig = await openObjectRig({ connection });
    rig.store.put(BUCKET, 'a b+%.bin', { seed: 1, sizeBytes: 1000 });
    await rig.until(rig.add(`oss://${BUCKET}/a b+%.bin`), 'done');
    expect(rig.store.requests[0]?.headers['authorization']).toMatch(/^OSS LTAI/);
  }
});

test('G7: the traffic limit goes into every request', async () => {
  const rig = await openObjectRig({ settings: { connectionsPerJob: 2 } });
  rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 8 * MiB });
  await rig.until(rig.add(`oss://${BUCKET}/a.bin`, { trafficLimitBitsPerSecond: 819_200 }), 'done');
  for (const { headers } of rig.store.requests) expect(headers['x-oss-traffic-limit']).toBe('819200');
});
