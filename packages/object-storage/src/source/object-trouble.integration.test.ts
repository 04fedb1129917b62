/** G4–G8 end to end: what a store refuses, and what is made of it. */
import { describe, expect, test } from 'vitest';
import { bitFlip, expectSeededFile, wrongCrc64 } from '@sluice/testkit';
import { connectionBook, signV1Query } from '../index.ts';
import { renewLink } from '../connection/renew-link.ts';
import { BUCKET, KEYS, MiB, openObjectRig } from '../testing/object-rig.ts';

const HOUR_MS = 3600 * 1000;

describe.each(['oss', 's3'] as const)('%s', (dialect) => {
  const url = `${dialect}://${BUCKET}/a.bin`;
  const failureOf = async (rig: Awaited<ReturnType<typeof openObjectRig>>): Promise<unknown> => {
    const ended = await rig.until(rig.add(url), 'failed', 'done', 'waiting');
    return ended.kind === 'failed' ? ended.failure : ended;
  };

  test('G6: a clock that is wrong is corrected from the Date of the answer, once, for all parts', async () => {
    const rig = await openObjectRig({ store: { dialect, nowMs: () => Date.now() + 3 * HOUR_MS }, settings: { connectionsPerJob: 4 } });
    rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 16 * MiB });
    expect(await rig.until(rig.add(url), 'done', 'failed')).toMatchObject({ kind: 'done' });
    expect(rig.store.requests.filter(({ status }) => status === 403)).toHaveLength(1);
  });

  test('G6: every refusal has its own advice', async () => {
    const rig = await openObjectRig({ store: { dialect } });
    expect(await failureOf(rig)).toMatchObject({ kind: 'object-store', advice: 'no-such-key', code: 'NoSuchKey', status: 404 });
    rig.store.setCredentials([{ ...KEYS, secret: 'another' }]);
    expect(await failureOf(rig)).toMatchObject({ advice: 'signature', code: 'SignatureDoesNotMatch' });
    rig.store.setCredentials([{ ...KEYS, accessKeyId: 'another' }]);
    expect(await failureOf(rig)).toMatchObject({ advice: 'invalid-key-id', code: 'InvalidAccessKeyId' });
    rig.store.setCredentials([{ ...KEYS, may: [] }]);
    rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 10 });
    const denied = await failureOf(rig);
    expect(denied).toMatchObject({
      advice: 'access-denied',
      permission: `${dialect}:GetObject`,
      requestId: expect.stringMatching(/^[0-9A-F]{24}$/),
    });
    const gone = await rig.until(rig.add(`${dialect}://nobucket/a.bin`), 'failed');
    expect(gone.failure).toMatchObject({ advice: 'no-such-bucket', code: 'NoSuchBucket' });
    // G2, D4: neither the key nor what was signed is in any row.
    expect(JSON.stringify(rig.rows.find({}))).not.toMatch(new RegExp(`${KEYS.secret.slice(0, 8)}|Signature=|Credential=|StringToSign`));
  });

  test('G8: an archived object is waited for, and goes on by itself when it is there', async () => {
    const rig = await openObjectRig({ store: { dialect } });
    rig.store.put(BUCKET, 'a.bin', {
      seed: 1,
      sizeBytes: 1000,
      archived: true,
      storageClass: dialect === 'oss' ? 'ColdArchive' : 'GLACIER',
    });
    const id = rig.add(url);
    const waiting = await rig.until(id, 'waiting', 'failed');
    const storageClass = dialect === 'oss' ? 'ColdArchive' : 'GLACIER';
    expect(waiting).toMatchObject({ reason: { kind: 'restore', storageClass, requested: false, expectedEndAtMs: null } });
    rig.store.completeRestore(BUCKET, 'a.bin', { untilMs: Date.now() + HOUR_MS });
    await rig.until(id, 'done');
    expect(rig.store.requests.some(({ method }) => method === 'POST')).toBe(false);
  });

  test('G8: the restore is asked for where the user wants it: 202, then 409 does not matter, then the file', async () => {
    const rig = await openObjectRig({ store: { dialect } });
    rig.store.put(BUCKET, 'a.bin', {
      seed: 1,
      sizeBytes: 1000,
      archived: true,
      storageClass: dialect === 'oss' ? 'ColdArchive' : 'GLACIER',
    });
    const first = rig.add(url, { requestRestore: true });
    const waiting = await rig.until(first, 'waiting', 'failed');
    expect(waiting).toMatchObject({ reason: { kind: 'restore', requested: true, expectedEndAtMs: expect.any(Number) } });
    rig.store.completeRestore(BUCKET, 'a.bin', { untilMs: Date.now() + HOUR_MS });
    await rig.until(first, 'done');
    expect(rig.store.requests.filter(({ method }) => method === 'POST').map(({ status }) => status)).toEqual([202]);
  });

  test('G8: who may not restore is told so', async () => {
    const rig = await openObjectRig({ store: { dialect, credentials: [{ ...KEYS, may: ['get-object'] }] } });
    rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 1000, archived: true, storageClass: 'Archive' });
    const ended = await rig.until(rig.add(url, { requestRestore: true }), 'failed', 'waiting');
    expect(ended).toMatchObject({ failure: { advice: 'access-denied', permission: `${dialect}:RestoreObject` } });
  });
});

test('G6: a token that has expired keeps what arrived, and the job goes on with a new one', async () => {
  const token = { ...KEYS, token: 'first' };
  const environment: Record<string, string> = {
    OSS_ACCESS_KEY_ID: KEYS.accessKeyId,
    OSS_ACCESS_KEY_SECRET: KEYS.secret,
    OSS_SESSION_TOKEN: 'first',
  };
  const rig = await openObjectRig({
    store: { credentials: [token], nowMs: () => Date.now() },
    environment,
    settings: { connectionsPerJob: 1 },
  });
  rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 8 * MiB });
  const release = rig.store.hold(BUCKET, 'a.bin', { afterBytes: 4 * MiB });
  const id = rig.add(`oss://${BUCKET}/a.bin`);
  await rig.store.untilBytesSent(rig.store.pathFor(BUCKET, 'a.bin'), 4 * MiB);
  await rig.queue.pause([id]);
  release();
  const kept = rig.job(id).durableBytes;
  expect(kept).toBeGreaterThan(1 * MiB);
  rig.store.setCredentials([
    { ...token, expiresAtMs: 1 },
    { ...KEYS, token: 'second' },
  ]);
  rig.queue.resume([id]);
  const failed = await rig.until(id, 'failed');
  expect(failed.failure).toMatchObject({ kind: 'object-store', advice: 'token-expired', code: 'SecurityTokenExpired' });
  expect(rig.job(id).durableBytes).toBe(kept);
  environment['OSS_SESSION_TOKEN'] = 'second';
  rig.queue.retry([id]);
  expect(await rig.until(id, 'done')).toMatchObject({ verdict: { kind: 'verified', by: 'crc64' } });
  expect(rig.job(id).restarts.count).toBe(0);
});

test('G6: the endpoint that the store names is followed, said, and remembered', async () => {
  const endpoints = { localhost: 'cn-beijing' };
  const rig = await openObjectRig({
    store: { endpoints },
    bucket: { elsewhere: { endpoint: 'localhost', region: 'cn-beijing' } },
  });
  rig.store.createBucket(BUCKET, { elsewhere: { endpoint: `localhost:${rig.store.port}`, region: 'cn-beijing' } });
  rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 1000 });
  for (let jobs = 1; jobs <= 2; jobs += 1) {
    expect(await rig.until(rig.add(`oss://${BUCKET}/a.bin`), 'failed', 'done')).toMatchObject({ kind: 'done' });
  }
  expect(rig.news).toMatchObject([{ kind: 'endpoint-followed', bucket: BUCKET, to: `localhost:${rig.store.port}` }]);
  expect(rig.store.requests.filter(({ status }) => status === 403)).toHaveLength(1);
});

test('G5: a job that is stopped five times ends with the checksum of the store', async () => {
  const rig = await openObjectRig({ settings: { connectionsPerJob: 3 } });
  rig.store.put(BUCKET, 'a.bin', { seed: 9, sizeBytes: 24 * MiB });
  const path = rig.store.pathFor(BUCKET, 'a.bin');
  let release = rig.store.hold(BUCKET, 'a.bin', { afterBytes: 4 * MiB });
  const id = rig.add(`oss://${BUCKET}/a.bin`);
  for (let stops = 1; stops <= 5; stops += 1) {
    await rig.store.untilBytesSent(path, stops * 4 * MiB);
    await rig.queue.pause([id]);
    release();
    release = rig.store.hold(BUCKET, 'a.bin', { afterBytes: (stops + 1) * 4 * MiB });
    if (stops === 5) release();
    rig.queue.resume([id]);
  }
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done', verdict: { kind: 'verified', by: 'crc64' } });
  await expectSeededFile(rig.path('a.bin'), 9, 24 * MiB);
});

test('G4: a presigned link gets no header of the store’s, and when it expires a connection that can sign for the object renews it', async () => {
  let aheadMs = 0;
  const rig = await openObjectRig({ store: { nowMs: () => Date.now() + aheadMs }, settings: { connectionsPerJob: 1 } });
  rig.store.put(BUCKET, 'a.bin', { seed: 5, sizeBytes: 8 * MiB });
  const expires = Math.floor(Date.now() / 1000) + 100;
  const query = signV1Query({ verb: 'GET', bucket: BUCKET, key: 'a.bin', query: [], headers: [] }, { ...KEYS, token: null }, expires);
  const search = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  const release = rig.store.hold(BUCKET, 'a.bin', { afterBytes: 4 * MiB });
  const id = rig.add(`${rig.store.url}/${BUCKET}/a.bin?${search}`);
  await rig.store.untilBytesSent(rig.store.pathFor(BUCKET, 'a.bin'), 4 * MiB);
  await rig.queue.pause([id]);
  release();
  const linked = rig.store.requests.length;
  aheadMs = 200_000;
  rig.queue.resume([id]);
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done', verdict: { kind: 'verified', by: 'crc64' } });
  for (const { headers, method } of rig.store.requests.slice(0, linked)) {
    expect(method).toBe('GET');
    expect(Object.keys(headers).filter((name) => /^x-oss-|^content-|^authorization/.test(name))).toEqual([]);
  }
  expect(rig.store.requests.at(-1)?.headers['authorization']).toMatch(/^OSS4-HMAC-SHA256 /);
  expect([rig.job(id).restarts.count, rig.job(id).source.url]).toEqual([0, `oss://${BUCKET}/a.bin`]);
  await expectSeededFile(rig.path('a.bin'), 5, 8 * MiB);
});

test('E1: a checksum that is published beside an object is found, and none is no trouble', async () => {
  const rig = await openObjectRig({ bucket: { versioned: true } });
  const versionId = rig.store.put(BUCKET, 'dir/a 中+%.bin', { seed: 1, sizeBytes: 3 * MiB }) ?? '';
  const url = `oss://${BUCKET}/dir/a 中+%.bin`;
  const ended = await rig.until(rig.add(url, { versionId }, {}, { seekChecksum: true }), 'done', 'failed');
  expect(ended).toMatchObject({ kind: 'done', verdict: { kind: 'verified', by: 'crc64' } });
  const asked = rig.store.requests.filter(({ status }) => status === 404).map(({ path }) => path);
  expect(asked).toContain(rig.store.pathFor(BUCKET, 'dir/a 中+%.bin.sha256'));
});

test('E2: a wrong checksum in the header ends in one clean restart and then a clear failure', async () => {
  const rig = await openObjectRig();
  rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 3 * MiB, faults: [wrongCrc64()] });
  const id = rig.add(`oss://${BUCKET}/a.bin`);
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ failure: { kind: 'checksum-mismatch', algorithm: 'crc64' } });
  expect(rig.job(id).restarts.count).toBe(1);
});

test('E1: an object without a checksum is fetched, and called unverified; an ETag with -N is no MD5', async () => {
  const rig = await openObjectRig();
  rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 3 * MiB, crc64: 'none', parts: 3 });
  expect(await rig.until(rig.add(`oss://${BUCKET}/a.bin`), 'done')).toMatchObject({ verdict: { kind: 'unverified' } });
});

test('E2: a flipped bit on the way is found by the checksum, and the file is right in the end', async () => {
  const rig = await openObjectRig();
  rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 3 * MiB, faults: [bitFlip(1_000_000, { times: 1 })] });
  const id = rig.add(`oss://${BUCKET}/a.bin`);
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done', verdict: { kind: 'verified' } });
  expect(rig.job(id).restarts).toMatchObject({ count: 1, lastReason: { kind: 'checksum-mismatch' } });
  await expectSeededFile(rig.path('a.bin'), 1, 3 * MiB);
});

test('G4: a link of an unknown bucket, or of an anonymous connection, is not renewed', async () => {
  const rig = await openObjectRig();
  const book = connectionBook(() => [rig.connection]);
  expect(renewLink(book, 'https://files.example.org/a.bin?Signature=x&Expires=1')).toBeNull();
  const anonymous = connectionBook(() => [{ ...rig.connection, credentials: 'anonymous' }]);
  expect(renewLink(anonymous, `${rig.store.url}/${BUCKET}/a.bin`)).toBeNull();
  expect(renewLink(book, `${rig.store.url}/${BUCKET}/dir/%E4%B8%AD%2B.bin?versionId=v1`)?.url).toBe(
    `oss://${BUCKET}/dir/中+.bin?versionId=v1`,
  );
});
