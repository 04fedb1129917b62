/** G8: what a store may answer to the wish to restore an object, where its head does not tell. */
import { describe, expect, test } from 'vitest';
import { headRefused } from '@sluice/testkit';
import { ObjectClient } from '../client/object-client.ts';
import { BUCKET, KEYS, openObjectRig } from '../testing/object-rig.ts';
import { RestoreWatch } from './restore-watch.ts';
import { takeOut, type TakeOut } from './take-out.ts';

const NEVER = new AbortController().signal;

describe.each(['oss', 's3'] as const)('%s', (dialect) => {
  const storageClass = dialect === 'oss' ? 'ColdArchive' : 'GLACIER';
  const open = async (may?: readonly ['get-object']) => {
    const rig = await openObjectRig({ store: { dialect, credentials: [may === undefined ? KEYS : { ...KEYS, may }] } });
    rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 10, archived: true, storageClass, faults: [headRefused(403)] });
    const client = new ObjectClient(rig.ports);
    const watch = new RestoreWatch();
    const address = { provider: dialect, bucket: BUCKET, key: 'a.bin', versionId: null } as const;
    const wish = { address, options: { requestRestore: true }, secrets: { url: `${dialect}://${BUCKET}/a.bin`, headers: [] } };
    const ask = (): Promise<TakeOut> => takeOut({ client, connection: rig.connection, watch, wish }, storageClass, NEVER);
    const posts = () => rig.store.requests.filter(({ method }) => method === 'POST').map(({ status }) => status);
    return { rig, ask, posts };
  };

  test('202: it begins; 409: it is under way; 200: it can be read already', async () => {
    const { rig, ask, posts } = await open();
    const begun = await ask();
    expect(begun).toMatchObject({
      kind: 'failed',
      failure: { kind: 'restore-needed', storageClass, ongoing: true, expectedEndAtMs: expect.any(Number), pollAfterMs: 60_000 },
    });
    const going = await ask();
    expect(going).toMatchObject({ failure: { kind: 'restore-needed', ongoing: true, pollAfterMs: 120_000 } });
    rig.store.completeRestore(BUCKET, 'a.bin', { untilMs: Date.now() + 3_600_000 });
    expect(await ask()).toEqual({ kind: 'readable' });
    expect(posts()).toEqual([202, 409, 200]);
  });

  test('anything else is told, with the permission that is needed', async () => {
    const { ask, posts } = await open(['get-object']);
    expect(await ask()).toMatchObject({ kind: 'failed', failure: { advice: 'access-denied', permission: `${dialect}:RestoreObject` } });
    expect(posts()).toEqual([403]);
  });
});
