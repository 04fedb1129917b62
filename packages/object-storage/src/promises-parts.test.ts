/** Many small parts, or a few huge ones: what the queue writes for each part does not grow with their number. `bench/object-parts` has figures. */
import { expect, test, vi } from 'vitest';
import { expectSeededFile } from '@sluice/testkit';
import { BUCKET, KiB, MiB, openObjectRig, type ObjectRig } from './testing/object-rig.ts';

/** Rows of parts and blocks that were written for each part of a job. */
async function rowsPerPart(rig: ObjectRig, key: string, sizeBytes: number): Promise<number> {
  const save = vi.spyOn(rig.rows, 'save');
  rig.store.put(BUCKET, key, { seed: 1, sizeBytes });
  const id = rig.add(`oss://${BUCKET}/${key}`, {}, {}, { partSizeBytes: 100 * KiB, connections: 4 });
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'done', verdict: { kind: 'verified', by: 'crc64' } });
  await expectSeededFile(rig.path(key), 1, sizeBytes);
  const rows = save.mock.calls
    .flatMap(([changes]) => changes)
    .reduce((sum, { checkpoint }) => sum + (checkpoint === undefined ? 0 : checkpoint.parts.length + checkpoint.blocks.length), 0);
  save.mockRestore();
  return rows / Math.ceil(sizeBytes / (100 * KiB));
}

test('eight times as many parts of 100 KiB cost no more rows for each of them', async () => {
  const rig = await openObjectRig();
  const few = await rowsPerPart(rig, 'few.bin', MiB);
  const many = await rowsPerPart(rig, 'many.bin', 8 * MiB);
  expect(many).toBeLessThanOrEqual(few + 1);
  expect(many).toBeLessThan(5);
});

test('a part of 5 GiB may be larger than the object', async () => {
  const rig = await openObjectRig();
  rig.store.put(BUCKET, 'a.bin', { seed: 1, sizeBytes: 3 * MiB });
  const id = rig.add(`oss://${BUCKET}/a.bin`, {}, {}, { partSizeBytes: 5 * 1024 * MiB, connections: 4 });
  expect(await rig.until(id, 'done', 'failed', 'waiting')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('a.bin'), 1, 3 * MiB);
});
