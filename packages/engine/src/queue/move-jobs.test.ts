/** The order of the queue as the user makes it. */
import { expect, test } from 'vitest';
import { MiB, openRig } from '../testing/queue-rig.ts';

test('a job moved to the front is the next to run, also after a restart', async () => {
  const rig = await openRig({ settings: { concurrentJobs: 1 } });
  const names = ['a', 'b', 'c'] as const;
  const ids = names.map((name) => rig.add(rig.origin.serve(`/${name}.bin`, { seed: 1, sizeBytes: MiB }), { begin: 'paused' }));
  rig.queue.move([ids[2] ?? ''], ids[0] ?? null);
  expect(rig.queue.snapshots().map(({ job }) => job.id)).toEqual([ids[2], ids[0], ids[1]]);
  const again = await rig.reopen({ concurrentJobs: 1 });
  again.queue.resumeAll();
  await again.until(ids[2] ?? '', 'done');
  expect(again.origin.requests[0]?.path).toBe('/c.bin');
});

test('what runs keeps running at its new place, and finished jobs stay where they are', async () => {
  const rig = await openRig();
  const first = rig.add(rig.origin.serve('/first.bin', { seed: 1, sizeBytes: 8 * MiB }));
  const release = rig.origin.hold('/first.bin', { afterBytes: MiB });
  await rig.until(first, 'transferring');
  const second = rig.add(rig.origin.serve('/second.bin', { seed: 2, sizeBytes: MiB }), { begin: 'paused' });
  rig.queue.move([first], null);
  expect(rig.queue.snapshots().map(({ job }) => job.id)).toEqual([second, first]);
  expect(rig.job(first).state.kind).toBe('transferring');
  release();
  await rig.until(first, 'done');
  // Its own last row had the new place.
  expect(rig.queue.snapshots().map(({ job }) => job.id)).toEqual([second, first]);
  const before = rig.job(first);
  rig.queue.move([first], second);
  expect(rig.job(first)).toEqual(before);
});
