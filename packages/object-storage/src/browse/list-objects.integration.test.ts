/** G9: browsing, against the store that checks every signature. */
import { NASTY_KEYS } from '@sluice/testkit';
import { describe, expect, test } from 'vitest';
import { checkConnection, listObjects, type ListOrder, type ListStep } from '../index.ts';
import { BUCKET, KEYS, openObjectRig, type ObjectRig } from '../testing/object-rig.ts';

const NEVER = new AbortController().signal;

async function listed(rig: ObjectRig, order: Partial<ListOrder> = {}): Promise<readonly ListStep[]> {
  const steps: ListStep[] = [];
  const whole = { connection: rig.connection, bucket: BUCKET, prefix: '', delimiter: null, ...order } as const;
  for await (const step of listObjects(rig.ports, whole, NEVER)) steps.push(step);
  return steps;
}

const keysOf = (steps: readonly ListStep[]): readonly string[] =>
  steps.flatMap((step) => (step.kind === 'page' ? step.objects.map(({ key }) => key) : []));

describe.each(['oss', 's3'] as const)('%s', (dialect) => {
  test('G9: every key comes as it is, page by page', async () => {
    const rig = await openObjectRig({ store: { dialect } });
    NASTY_KEYS.forEach((key, index) => rig.store.put(BUCKET, key, { seed: index, sizeBytes: index }));
    const steps = await listed(rig, { pageSize: 5 });
    expect(steps.length).toBe(Math.ceil(NASTY_KEYS.length / 5));
    expect(new Set(keysOf(steps))).toEqual(new Set(NASTY_KEYS));
    const [first] = steps;
    expect(first?.kind === 'page' ? first.objects[0] : null).toMatchObject({
      sizeBytes: expect.any(Number),
      modifiedAtMs: Date.UTC(2025, 0, 1),
    });
  });

  test('G9: a delimiter shows one level', async () => {
    const rig = await openObjectRig({ store: { dialect } });
    for (const key of ['a/1', 'a/2', 'a/中 文/3', 'b', 'a/+/4']) rig.store.put(BUCKET, key, { seed: 1, sizeBytes: 1 });
    const steps = await listed(rig, { prefix: 'a/', delimiter: '/' });
    expect(steps).toMatchObject([{ kind: 'page', prefixes: ['a/+/', 'a/中 文/'] }]);
    expect(keysOf(steps)).toEqual(['a/1', 'a/2']);
  });

  test('G9: what may not be listed is said, with the permission that is needed', async () => {
    const rig = await openObjectRig({ store: { dialect, credentials: [{ ...KEYS, may: ['get-object'] }] } });
    const failure = await checkConnection(rig.ports, { connection: rig.connection, bucket: BUCKET }, NEVER);
    expect(failure).toMatchObject({ advice: 'access-denied', permission: dialect === 'oss' ? 'oss:ListObjects' : 's3:ListBucket' });
  });
});

test('G9: twenty thousand keys are listed one page at a time', async () => {
  const at = (index: number): string => `data/${String(index).padStart(6, '0')}.bin`;
  const rig = await openObjectRig({ bucket: { generated: { count: 20_000, at, object: (index) => ({ seed: index, sizeBytes: 10 }) } } });
  let pages = 0;
  let count = 0;
  const order = { connection: rig.connection, bucket: BUCKET, prefix: 'data/', delimiter: null };
  for await (const step of listObjects(rig.ports, order, NEVER)) {
    if (step.kind === 'failed') throw new Error(JSON.stringify(step));
    // Only what was asked for is fetched.
    pages += 1;
    expect(rig.store.requests.length).toBe(pages);
    count += step.objects.length;
  }
  expect([pages, count]).toEqual([20, 20_000]);
});

test('G9: a connection that works is fine', async () => {
  const rig = await openObjectRig();
  expect(await checkConnection(rig.ports, { connection: rig.connection, bucket: BUCKET }, NEVER)).toBeNull();
  expect(await checkConnection(rig.ports, { connection: rig.connection, bucket: 'other' }, NEVER)).toMatchObject({
    advice: 'no-such-bucket',
  });
});
