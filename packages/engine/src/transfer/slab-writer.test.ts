/** Chunks become large writes: whatever the order of pushes, flushes and finished writes, every byte arrives once and in order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DiskFailure } from '@sluice/model';
import { SlabWriter } from './slab-writer.ts';

fc.configureGlobal({ seed: 1, ...fc.readConfigureGlobal() });

const DISK_FULL: DiskFailure = { kind: 'disk', operation: 'write', path: '/d/f.part', code: 'ENOSPC' };

/** A disk whose writes finish when the test says so; it looks at the bytes only then, as a real one may. */
class SlowDisk {
  readonly written: number[] = [];
  readonly sizes: number[] = [];
  writesAtOnce = 0;
  mostAtOnce = 0;
  #finish: ((failure: DiskFailure | null) => void) | null = null;

  readonly write = (bytes: Uint8Array): Promise<DiskFailure | null> => {
    this.writesAtOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.writesAtOnce);
    this.sizes.push(bytes.byteLength);
    return new Promise((resolve) => {
      this.#finish = (failure) => {
        this.writesAtOnce -= 1;
        this.#finish = null;
        if (failure === null) this.written.push(...bytes);
        resolve(failure);
      };
    });
  };

  finish(failure: DiskFailure | null = null): boolean {
    const finish = this.#finish;
    finish?.(failure);
    return finish !== null;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Finishes writes until none comes any more. */
async function drain(disk: SlowDisk): Promise<void> {
  do await turn();
  while (disk.finish());
}

type Step = { readonly kind: 'push'; readonly bytes: number } | { readonly kind: 'flush' } | { readonly kind: 'finish' };

const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('push' as const), bytes: fc.nat(60) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('flush' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('finish' as const) }) },
  ),
  { maxLength: 40 },
);

/** Makes the steps as a transport does: a chunk is pushed only when the one before has found room. Its buffer is used again at once. */
async function play(
  todo: readonly Step[],
  slabBytes: number,
  failAt: number,
): Promise<{ disk: SlowDisk; pushed: number[]; writer: SlabWriter }> {
  const disk = new SlowDisk();
  const writer = new SlabWriter(disk.write, slabBytes);
  const pushed: number[] = [];
  const waits: Promise<unknown>[] = [];
  let held = false;
  let finished = 0;
  for (const step of todo) {
    if (step.kind === 'finish' && disk.finish(finished === failAt ? DISK_FULL : null)) finished += 1;
    if (step.kind === 'flush') waits.push(writer.flush());
    if (step.kind === 'push' && !held) {
      const chunk = Uint8Array.from({ length: step.bytes }, (_, index) => (pushed.length + index) % 251);
      if (writer.failure === null) pushed.push(...chunk);
      const room = writer.push(chunk);
      chunk.fill(255);
      if (room !== null) {
        held = true;
        waits.push(room.then(() => (held = false)));
      }
    }
    await turn();
  }
  const flushed = writer.flush();
  await drain(disk);
  await Promise.all([...waits, flushed]);
  return { disk, pushed, writer };
}

describe('under any order of pushes, flushes and finished writes', () => {
  test('every byte is written once, in order, one write at a time and none larger than a slab; nobody waits for ever', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 50 }), async (todo, slabBytes) => {
        const { disk, pushed, writer } = await play(todo, slabBytes, -1);
        expect(disk.written).toEqual(pushed);
        expect(writer.pendingBytes).toBe(0);
        expect(disk.mostAtOnce).toBeLessThanOrEqual(1);
        expect(Math.max(0, ...disk.sizes)).toBeLessThanOrEqual(slabBytes);
      }),
      { numRuns: 150 },
    );
  });

  test('a write that fails is the last one; what was written before it is whole, and nobody waits for ever', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 50 }), fc.nat(4), async (todo, slabBytes, failAt) => {
        const { disk, pushed, writer } = await play(todo, slabBytes, failAt);
        expect(disk.written).toEqual(pushed.slice(0, disk.written.length));
        if (writer.failure === null) expect(disk.written).toEqual(pushed);
        else expect(disk.sizes).toHaveLength(failAt + 1);
      }),
      { numRuns: 150 },
    );
  });
});

test('a flush resolves only when everything that was pushed before it is written, however large the chunk was', async () => {
  const disk = new SlowDisk();
  const writer = new SlabWriter(disk.write, 4);
  const room = writer.push(Uint8Array.from({ length: 40 }, (_, index) => index));
  let writtenAtFlush = -1;
  const flushed = writer.flush().then(() => (writtenAtFlush = disk.written.length));
  await drain(disk);
  await Promise.all([room, flushed]);
  expect(writtenAtFlush).toBe(40);
});

test('a flush does not wait for what is pushed after it', async () => {
  const disk = new SlowDisk();
  const writer = new SlabWriter(disk.write, 4);
  void writer.push(Uint8Array.of(1, 2));
  let flushed = false;
  const flush = writer.flush().then(() => (flushed = true));
  for (let round = 0; round < 6 && !flushed; round += 1) {
    await turn();
    void writer.push(Uint8Array.of(3, 4));
    disk.finish();
    await turn();
  }
  expect(flushed).toBe(true);
  await Promise.all([flush, drain(disk)]);
});

test('after a failure a chunk is refused at once, without recursion, however large it is', async () => {
  const writer = new SlabWriter(() => Promise.resolve(DISK_FULL), 1);
  await writer.push(new Uint8Array(2));
  expect(writer.failure).toEqual(DISK_FULL);
  expect(writer.push(new Uint8Array(1_000_000))).toBeNull();
  await writer.flush();
});

test('a chunk of twenty thousand slabs is written without a deep stack', async () => {
  let written = 0;
  const writer = new SlabWriter((bytes) => {
    written += bytes.byteLength;
    return Promise.resolve(null);
  }, 1);
  await writer.push(new Uint8Array(20_000));
  await writer.flush();
  expect(written).toBe(20_000);
});

test('a flush of nothing writes nothing', async () => {
  const disk = new SlowDisk();
  await new SlabWriter(disk.write, 4).flush();
  expect(disk.sizes).toEqual([]);
});
