/** What the setting `verify: everything` adds (0037): nothing that was changed on the disk behind the program's back gets the file's name. */
import { closeSync, openSync, readSync, statSync, utimesSync, writeSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CRC64_XZ, MemoryJobStore, expectSeededFile, seededBytes, sha256OfSeed } from '@sluice/testkit';
import { byteRange, type Digest, type JobId, type VerifyPolicy } from '@sluice/model';
import { MiB, NO_OPTIONS, openRig, type Rig } from '../testing/queue-rig.ts';
import type { JobChange } from './job-store.ts';

const SIZE = 5 * MiB + 7;
const PATH = '/f.bin';
const SEED = 8;

/** Changes a byte and leaves no trace in the times of the file, as a failing disk does. */
function flipByte(path: string, position: number): void {
  const { atime, mtime } = statSync(path);
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, position);
  writeSync(file, Buffer.from([(byte[0] ?? 0) ^ 0x10]), 0, 1, position);
  closeSync(file);
  utimesSync(path, atime, mtime);
}

interface Spoiled {
  readonly rig: Rig;
  readonly id: JobId;
}

/** Told at the very moment when a job is stored as being verified: all of it was received and looked at, and its digest not read yet. */
class VerifyingStore extends MemoryJobStore {
  #onVerify: () => void = () => undefined;

  set onVerify(action: () => void) {
    this.#onVerify = action;
  }

  override save(changes: readonly JobChange[]): void {
    const begins = changes.some(({ job }) => job.state.kind === 'verifying' && this.content.get(job.id)?.job.state.kind !== 'verifying');
    super.save(changes);
    if (begins) this.#onVerify();
  }
}

/** A job whose part file is changed each of the first `times` times that it is about to be verified. */
async function spoiled(verify: VerifyPolicy, times: number, digest: Digest | null = null): Promise<Spoiled> {
  const store = new VerifyingStore();
  const rig = await openRig({ settings: { verify }, store });
  let left = times;
  store.onVerify = () => {
    if (left > 0) flipByte(rig.path('f.bin.part'), 2 * MiB);
    left -= 1;
  };
  const url = rig.origin.serve(PATH, { seed: SEED, sizeBytes: SIZE });
  return { rig, id: rig.add(url, { options: { ...NO_OPTIONS, connections: 1, digest } }) };
}

const repairs = ({ rig, id }: Spoiled): readonly unknown[] => rig.queue.history(id).filter(({ kind }) => kind === 'blocks-repaired');

test('a byte that changed on the disk unseen is found by reading everything, and its block alone is fetched again', async () => {
  const job = await spoiled('everything', 1);
  expect(await job.rig.until(job.id, 'done', 'failed')).toMatchObject({ kind: 'done', verdict: { kind: 'unverified' } });
  await expectSeededFile(job.rig.path('f.bin'), SEED, SIZE);
  expect(repairs(job)).toMatchObject([{ count: 1, bytes: MiB }]);
  expect(job.rig.origin.bytesSent(PATH)).toBeLessThan(SIZE + 2 * MiB);
});

test('so it is where a checksum was reckoned while the bytes arrived, which says nothing of the disk', async () => {
  const hex = CRC64_XZ.update(0n, seededBytes(SEED, byteRange(0, SIZE)))
    .toString(16)
    .padStart(16, '0');
  const job = await spoiled('everything', 1, { algorithm: 'crc64', hex, from: 'server' });
  expect(await job.rig.until(job.id, 'done', 'failed')).toMatchObject({ kind: 'done', verdict: { kind: 'verified', by: 'crc64' } });
  await expectSeededFile(job.rig.path('f.bin'), SEED, SIZE);
  expect(repairs(job)).toHaveLength(1);
});

test.each(['needed', 'everything'] as const)('a digest that is read from the disk finds it in any case: %s', async (verify) => {
  const job = await spoiled(verify, 1, { algorithm: 'sha256', hex: sha256OfSeed(SEED, SIZE), from: 'user' });
  expect(await job.rig.until(job.id, 'done', 'failed')).toMatchObject({ kind: 'done', verdict: { kind: 'verified' } });
  await expectSeededFile(job.rig.path('f.bin'), SEED, SIZE);
});

test('nothing is fetched twice when nothing has changed', async () => {
  const job = await spoiled('everything', 0);
  expect(await job.rig.until(job.id, 'done', 'failed')).toMatchObject({ kind: 'done' });
  expect([job.rig.origin.bytesSent(PATH), repairs(job)]).toEqual([SIZE, []]);
});

test('a disk that keeps nothing ends the job, and the file does not get its name', async () => {
  const job = await spoiled('everything', Infinity);
  expect(await job.rig.until(job.id, 'done', 'failed')).toMatchObject({
    kind: 'failed',
    failure: { kind: 'disk', operation: 'read', path: job.rig.path('f.bin.part'), code: 'EIO' },
  });
  expect(repairs(job)).toHaveLength(5);
});
