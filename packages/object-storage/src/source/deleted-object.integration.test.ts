/** An object that is deleted while its job is under way: what arrived is kept, and of use as soon as the object is back. */
import { describe, expect, test } from 'vitest';
import type { JobId } from '@sluice/model';
import { expectSeededFile } from '@sluice/testkit';
import { BUCKET, MiB, openObjectRig, type ObjectRig, type ObjectRigOptions } from '../testing/object-rig.ts';

const KEY = 'gone.bin';
const SIZE = 8 * MiB;
/** Slow enough that what was sent has arrived, and is not in some buffer. */
const RATE = 8 * MiB;

/** A job whose object was deleted when half of it had arrived, and that has come to rest. */
async function deletedMidway(
  options: ObjectRigOptions = {},
): Promise<{ readonly rig: ObjectRig; readonly id: JobId; readonly url: string }> {
  const rig = await openObjectRig(options);
  const url = `${rig.connection.provider}://${BUCKET}/${KEY}`;
  rig.store.put(BUCKET, KEY, { seed: 1, sizeBytes: SIZE, rateBytesPerSecond: RATE });
  const letGo = rig.store.hold(BUCKET, KEY, { afterBytes: 4 * MiB });
  const id = rig.add(url, {}, {}, { connections: 2, partSizeBytes: MiB });
  await rig.store.untilBytesSent(rig.store.pathFor(BUCKET, KEY), 4 * MiB);
  rig.store.remove(BUCKET, KEY);
  letGo();
  const failed = await rig.until(id, 'failed', 'waiting', 'done');
  expect(failed).toMatchObject({ kind: 'failed', failure: { kind: 'object-store', advice: 'no-such-key', status: 404 } });
  expect(rig.job(id).durableBytes).toBeGreaterThan(2 * MiB);
  return { rig, id, url };
}

function bytesSent({ store }: ObjectRig): number {
  return store.bytesSent(store.pathFor(BUCKET, KEY));
}

describe.each(['oss', 's3'] as const)('%s', (dialect) => {
  test('it fails and keeps what arrived; the object as it was goes on from there', async () => {
    const { rig, id } = await deletedMidway({ store: { dialect } });
    const { durableBytes } = rig.job(id);
    const sent = bytesSent(rig);
    rig.queue.retry([id]);
    expect(await rig.until(id, 'failed', 'done')).toMatchObject({ kind: 'failed', failure: { advice: 'no-such-key' } });
    expect(rig.job(id).durableBytes).toBe(durableBytes);
    rig.store.put(BUCKET, KEY, { seed: 1, sizeBytes: SIZE });
    rig.queue.retry([id]);
    expect(await rig.until(id, 'done', 'waiting')).toMatchObject({ kind: 'done', sizeBytes: SIZE, verdict: { kind: 'verified' } });
    expect(rig.job(id).restarts.count).toBe(0);
    expect(bytesSent(rig) - sent).toBeLessThan(SIZE - durableBytes + MiB);
    await expectSeededFile(rig.path(KEY), 1, SIZE);
  });

  test('another object in its place is fetched from its beginning, and nothing of the deleted one is in it', async () => {
    const { rig, id } = await deletedMidway({ store: { dialect } });
    rig.store.put(BUCKET, KEY, { seed: 2, sizeBytes: SIZE });
    rig.queue.retry([id]);
    await rig.until(id, 'done', 'waiting');
    expect(rig.job(id).restarts).toMatchObject({ count: 1, lastReason: { kind: 'remote-changed' } });
    await expectSeededFile(rig.path(KEY), 2, SIZE);
  });
});

test('in a bucket with versions it is continued from its version, by an address that names it', async () => {
  const { rig, id, url } = await deletedMidway({ bucket: { versioned: true } });
  const versionId = rig.job(id).remote?.object?.versionId ?? '';
  expect(await rig.queue.refreshLink(id, `${url}?versionId=${versionId}`)).toEqual({ kind: 'accepted' });
  expect(await rig.until(id, 'done', 'waiting')).toMatchObject({ kind: 'done', verdict: { kind: 'verified' } });
  expect(rig.job(id).restarts.count).toBe(0);
  await expectSeededFile(rig.path(KEY), 1, SIZE);
});
