/** What a file that comes whole with its first answer costs (0039), and that it is as safe as a large one. */
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { MemoryJobStore, expectSeededFile, sha256OfSeed } from '@sluice/testkit';
import type { Clock } from '../clock.ts';
import { systemClock } from '../system-clock.ts';
import { KiB, MiB, NO_OPTIONS, openRig } from '../testing/queue-rig.ts';
import type { JobChange } from './job-store.ts';

/** No checkpoint becomes due, however busy the machine is. */
const clock: Clock = {
  nowMs: () => systemClock.nowMs(),
  monotonicMs: () => systemClock.monotonicMs(),
  after: (delayMs, action) => systemClock.after(100 * delayMs, action),
};

/** Remembers, of each transaction, the state and what of the file is claimed by then. */
class CountingStore extends MemoryJobStore {
  readonly saves: string[] = [];

  override save(changes: readonly JobChange[]): void {
    super.save(changes);
    for (const { job } of changes) {
      const claimed = this.read(job.id)?.checkpoint.parts.reduce((sum, { durableBytes }) => sum + durableBytes, 0) ?? 0;
      this.saves.push(`${job.state.kind} ${job.target.path === null ? 'unnamed' : 'named'} ${claimed}`);
    }
  }
}

test('a small file is five transactions: all of it is claimed with the intention to name it', async () => {
  const store = new CountingStore();
  const rig = await openRig({ store, clock });
  const id = rig.add(rig.origin.serve('/s.bin', { seed: 1, sizeBytes: 100 * KiB }));
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('s.bin'), 1, 100 * KiB);
  expect(store.saves).toEqual([
    'queued unnamed 0',
    'probing unnamed 0',
    'probing named 0',
    'transferring named 0',
    `committing named ${100 * KiB}`,
    'done named 0',
  ]);
  const states = rig.events.flatMap((event) => (event.kind === 'job' ? [event.snapshot.job.state.kind] : []));
  expect(states.filter((state, at) => state !== states[at - 1])).toEqual([
    ...['queued', 'probing', 'transferring', 'verifying', 'committing', 'done'],
  ]);
});

test('a larger file is claimed before it is verified', async () => {
  const store = new CountingStore();
  const rig = await openRig({ store, clock });
  const id = rig.add(rig.origin.serve('/l.bin', { seed: 1, sizeBytes: MiB + 1 }));
  await rig.until(id, 'done', 'failed');
  expect(store.saves).toContain(`transferring named ${MiB + 1}`);
  expect(store.saves).toContain(`verifying named ${MiB + 1}`);
});

test('a small file that does not end well has what arrived claimed before the row says so', async () => {
  const store = new CountingStore();
  const rig = await openRig({ store, clock });
  const digest = { algorithm: 'sha256', hex: sha256OfSeed(9, KiB), from: 'user' } as const;
  const id = rig.add(rig.origin.serve('/m.bin', { seed: 1, sizeBytes: KiB }), { options: { ...NO_OPTIONS, digest } });
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'failed', failure: { kind: 'checksum-mismatch' } });
  expect(store.saves.at(-1)).toBe(`failed named ${KiB}`);
  expect(await readdir(rig.folder)).toEqual(['m.bin.part']);
});
