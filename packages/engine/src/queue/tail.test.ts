/** The rest of a slow connection's part is fetched twice, and written once (spec B10). */
import { expectSeededFile } from '@sluice/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PartFile } from '../file/part-file.ts';
import { MiB, NO_OPTIONS, openRig } from '../testing/queue-rig.ts';

const SIZE = 12 * MiB + 7;
const SEED = 31;

interface Write {
  readonly start: number;
  readonly end: number;
}

/** Watches the real writes: which are under way together, and whether any byte is written twice. */
function watchWrites(): { readonly all: readonly Write[]; readonly overlaps: () => number } {
  const all: Write[] = [];
  const open = new Set<Write>();
  let together = 0;
  const write = PartFile.prototype.write;
  const spy = vi.spyOn(PartFile.prototype, 'write').mockImplementation(async function (this: PartFile, bytes, position) {
    const mine = { start: position, end: position + bytes.byteLength };
    for (const other of open) if (mine.start < other.end && other.start < mine.end) together += 1;
    open.add(mine);
    all.push(mine);
    const failure = await write.call(this, bytes, position);
    open.delete(mine);
    return failure;
  });
  onTestFinished(() => spy.mockRestore());
  return { all, overlaps: () => together };
}

function isWrittenOnce(writes: readonly Write[]): boolean {
  const sorted = writes.toSorted((a, b) => a.start - b.start);
  return sorted.every(({ start, end }, index) => start === (sorted[index - 1]?.end ?? 0) && end > start) && sorted.at(-1)?.end === SIZE;
}

test('B10: a connection that stands still near the end does not hold the file up, and each byte is written by one worker, once', async () => {
  const rig = await openRig({ timeouts: { bodyIdleMs: 60_000 } });
  const writes = watchWrites();
  // The first connection stops for good within its part; nothing but a second fetch can end this before a minute is over.
  const url = rig.origin.serve('/slow.bin', {
    seed: SEED,
    sizeBytes: SIZE,
    rateBytesPerSecond: 8 * MiB,
    faults: [{ strikes: 'response', kind: 'stall-after', bytes: MiB + 300_000, times: 1 }],
  });
  const id = rig.add(url, { options: { ...NO_OPTIONS, connections: 4 } });
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('slow.bin'), SEED, SIZE);
  expect([writes.overlaps(), isWrittenOnce(writes.all)]).toEqual([0, true]);
  expect(rig.origin.bytesSent('/slow.bin')).toBeLessThan(SIZE + 4 * MiB);
});

test('B10: a pause in the middle of a second fetch leaves nothing behind, and the file is right in the end', async () => {
  const rig = await openRig({ timeouts: { bodyIdleMs: 60_000 } });
  const writes = watchWrites();
  const url = rig.origin.serve('/slow.bin', {
    seed: SEED,
    sizeBytes: SIZE,
    rateBytesPerSecond: 4 * MiB,
    faults: [{ strikes: 'response', kind: 'slow-drip', bytesPerSecond: 100_000, times: 1 }],
  });
  const id = rig.add(url, { options: { ...NO_OPTIONS, connections: 4 } });
  await rig.origin.untilRequests(5);
  await rig.queue.pause([id]);
  expect(rig.origin.openConnections()).toBe(0);
  rig.queue.resume([id]);
  expect(await rig.until(id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  await expectSeededFile(rig.path('slow.bin'), SEED, SIZE);
  expect(writes.overlaps()).toBe(0);
});
