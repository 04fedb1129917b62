/** Going on with another program's file: what is confirmed is kept, what is not is fetched, and a refusal leaves everything as it was. */
import { appendFile, link, open, readFile, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AdoptTrouble, Claim, ClaimedRange } from '@sluice/model';
import { CRC64_XZ, MemoryJobStore, changedSeed, expectSeededFile, seededBytes, type ServeOptions } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { KiB, MiB, NO_OPTIONS, openRig, type Rig } from '../testing/queue-rig.ts';
import type { AdoptOutcome, AdoptRequest } from './adopt-request.ts';
import type { JobChange } from './job-store.ts';

const SEED = 11;
const SIZE = 12 * MiB;
/** Comparing costs this at the most here: the ends of a few stretches and the random samples. */
const SAMPLES = 20 * 64 * KiB;

function bytes(start: number, end: number, seed = SEED): Uint8Array {
  return seededBytes(seed, { start, end });
}

/** A file that has these ranges of the content, and holes elsewhere. */
async function leave(rig: Rig, name: string, lengthBytes: number, ranges: readonly (readonly [start: number, end: number])[], seed = SEED) {
  const path = rig.path(name);
  const file = await open(path, 'w');
  await file.truncate(lengthBytes);
  for (const [start, end] of ranges) await file.write(bytes(start, end, seed), 0, end - start, start);
  await file.close();
  return path;
}

async function overwrite(path: string, position: number, content: Uint8Array): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(content, 0, content.length, position);
  await file.close();
}

function claim(dataPath: string, ranges: readonly ClaimedRange[], change: Partial<Claim> = {}): Claim {
  return {
    program: 'oss-go',
    dataPath,
    sizeBytes: SIZE,
    etag: null,
    lastModified: null,
    crc64: null,
    url: null,
    target: 'f.bin',
    claimedRanges: ranges,
    certainty: 'recorded',
    ...change,
  };
}

const plain = (start: number, end: number): ClaimedRange => ({ range: { start, end }, crc64: null });

/** What somebody who has only the file can say. */
const guess = (path: string, lengthBytes: number, change: Partial<Claim> = {}): Claim =>
  claim(path, [plain(0, lengthBytes)], { sizeBytes: null, certainty: 'guessed', program: 'plain', ...change });

function adopt(rig: Rig, url: string, given: Claim, change: Partial<AdoptRequest> = {}): Promise<AdoptOutcome> {
  const job = {
    url,
    directory: rig.folder,
    chosenName: null,
    conflict: 'keep-both',
    options: NO_OPTIONS,
    headers: [],
    begin: 'queued',
  } as const;
  return rig.queue.adopt({ claim: given, job, keepOriginal: false, ...change });
}

/** Serves the file; each test counts what is sent from here on. */
function serve(rig: Rig, change: Partial<ServeOptions> = {}): string {
  return rig.origin.serve('/f.bin', { seed: SEED, sizeBytes: SIZE, ...change });
}

async function finished(rig: Rig, outcome: AdoptOutcome) {
  if (outcome.kind !== 'added') throw new Error(JSON.stringify(outcome));
  const state = await rig.until(outcome.job.id, 'done', 'failed', 'waiting');
  if (state.kind !== 'done') throw new Error(JSON.stringify(state));
  await expectSeededFile(state.path, SEED, SIZE);
  return { ...state, keptBytes: outcome.keptBytes, id: outcome.job.id };
}

/** All that could be changed by somebody who must change nothing. */
async function inventory(rig: Rig): Promise<unknown> {
  const names = (await readdir(rig.folder)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const { ino, mtimeMs, nlink } = await stat(rig.path(name));
      return { name, ino, mtimeMs, nlink, content: (await readFile(rig.path(name))).toString('latin1') };
    }),
  );
}

async function expectRefusal(rig: Rig, cause: AdoptTrouble, action: () => Promise<AdoptOutcome>): Promise<void> {
  const before = await inventory(rig);
  expect(await action()).toMatchObject({ kind: 'refused', failure: { kind: 'not-adopted', cause } });
  expect(await inventory(rig)).toEqual(before);
  expect(rig.store.find({})).toEqual([]);
}

test('a plain beginning is taken over under the part file’s name, and only the rest is fetched', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.crdownload', 7 * MiB + 123, [[0, 7 * MiB + 123]]);
  const { ino } = await stat(path);
  const done = await finished(rig, await adopt(rig, serve(rig), guess(path, 7 * MiB + 123)));
  expect(done).toMatchObject({ path: rig.path('f.bin'), keptBytes: 7 * MiB + 123, verdict: { kind: 'unverified' } });
  expect(await readdir(rig.folder)).toEqual(['f.bin']);
  expect((await stat(rig.path('f.bin'))).ino).toBe(ino);
  const ranged = rig.origin.requests.filter(
    ({ range, rangeAsked }) => range !== null && rangeAsked !== 'bytes=0-' && range.start < 7 * MiB,
  );
  expect(ranged.every(({ range }) => (range?.end ?? 0) - (range?.start ?? 0) <= 64 * KiB)).toBe(true);
});

test('a lost row: of NAME.part the holes are missing, and so is what lies just before one', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.part', SIZE, [
    [0, 3 * MiB + 1000],
    [6 * MiB, 9 * MiB + 4095],
  ]);
  const outcome = await adopt(rig, serve(rig), guess(path, SIZE));
  expect(outcome).toMatchObject({ kind: 'added', keptBytes: 2 * MiB + 2 * MiB, job: { target: { path: rig.path('f.bin') } } });
  await finished(rig, outcome);
});

test('zeros in a claimed range are never data', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.temp', SIZE, [[0, 8 * MiB]]);
  await overwrite(path, 3 * MiB + 8192, new Uint8Array(4096));
  const outcome = await adopt(rig, serve(rig), claim(path, [plain(0, 8 * MiB)]));
  expect(outcome).toMatchObject({ kind: 'added', keptBytes: 7 * MiB });
  await finished(rig, outcome);
});

test('a file of zeros is refused', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.temp', SIZE, []);
  const url = serve(rig);
  await expectRefusal(rig, 'nothing-usable', () => adopt(rig, url, claim(path, [plain(0, SIZE)])));
});

test('of parts with a CRC-64 exactly the tampered one is fetched again', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.temp', SIZE, [[0, 8 * MiB]]);
  const parts = [0, 2, 4, 6].map((mib): ClaimedRange => {
    const range = { start: mib * MiB, end: (mib + 2) * MiB };
    return { range, crc64: CRC64_XZ.update(0n, bytes(range.start, range.end)).toString(16).padStart(16, '0') };
  });
  await overwrite(path, 5 * MiB, Uint8Array.of(1, 2, 3));
  const outcome = await adopt(rig, serve(rig), claim(path, parts));
  expect(outcome).toMatchObject({ kind: 'added', keptBytes: 6 * MiB });
  await finished(rig, outcome);
});

test('damage that a sample meets is fetched again when the checkpoint’s ETag still holds', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.temp', SIZE, [
    [0, 3 * MiB],
    [5 * MiB, 8 * MiB],
  ]);
  await overwrite(path, 8 * MiB - 10, Uint8Array.of(9, 9, 9));
  const ranges = [plain(0, 3 * MiB), plain(5 * MiB, 8 * MiB)];
  const outcome = await adopt(rig, serve(rig, { etag: '"v1"' }), claim(path, ranges, { etag: 'v1' }));
  expect(outcome).toMatchObject({ kind: 'added', keptBytes: 3 * MiB });
  await finished(rig, outcome);
});

test('the same damage without a validator is another file for all that anybody knows', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin', SIZE, [[0, 8 * MiB]]);
  await overwrite(path, 10, Uint8Array.of(9, 9, 9));
  const url = serve(rig);
  await expectRefusal(rig, 'other-bytes', () => adopt(rig, url, claim(path, [plain(0, 8 * MiB)])));
});

test('damage that no sample met is found by the server’s digest, and the file ends right', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.temp', SIZE, [[0, 8 * MiB]]);
  await overwrite(path, 3 * MiB + 100_000, Uint8Array.of(9, 9, 9));
  const url = serve(rig, { digest: true });
  const rigged = await adopt(rig, url, claim(path, [plain(0, 8 * MiB)]));
  const done = await finished(rig, rigged);
  expect(done.verdict).toEqual({ kind: 'verified', by: 'sha256' });
  expect(rig.job(done.id).restarts).toMatchObject({ count: 1, lastReason: { kind: 'checksum-mismatch' } });
});

test('another file of the same size is refused', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.part', 8 * MiB, [[0, 8 * MiB]], changedSeed(SEED));
  const url = serve(rig);
  await expectRefusal(rig, 'other-bytes', () => adopt(rig, url, guess(path, 8 * MiB)));
});

test('a checkpoint of an older object is refused: by size, ETag, date, or checksum', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.temp', SIZE, [[0, 8 * MiB]]);
  const ranges = [plain(0, 8 * MiB)];
  const url = serve(rig, { etag: '"new"', headers: [['x-oss-hash-crc64ecma', '12345']] });
  await expectRefusal(rig, 'other-size', () => adopt(rig, url, claim(path, ranges, { sizeBytes: SIZE + 1 })));
  await expectRefusal(rig, 'other-version', () => adopt(rig, url, claim(path, ranges, { etag: '"old"' })));
  const date = { lastModified: 'Tue, 31 Dec 2024 00:00:00 GMT' };
  await expectRefusal(rig, 'other-version', () => adopt(rig, serve(rig, { etag: null }), claim(path, ranges, date)));
  const summed = serve(rig, { headers: [['x-oss-hash-crc64ecma', '12345']] });
  await expectRefusal(rig, 'other-version', () => adopt(rig, summed, claim(path, ranges, { crc64: '00000000deadbeef' })));
});

test('claims past the end of a truncated file are not believed', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.temp', 5 * MiB, [[0, 5 * MiB]]);
  const outcome = await adopt(rig, serve(rig), claim(path, [plain(0, 3 * MiB), plain(4 * MiB, 9 * MiB)]));
  expect(outcome).toMatchObject({ kind: 'added', keptBytes: 4 * MiB });
  await finished(rig, outcome);
});

test('a file longer than the server’s is refused', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.part', SIZE + 1, [[0, SIZE]]);
  const url = serve(rig);
  await expectRefusal(rig, 'other-size', () => adopt(rig, url, guess(path, SIZE + 1)));
});

test('--copy keeps the original as it was', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin', 6 * MiB, [[0, 6 * MiB]]);
  const before = await readFile(path);
  const done = await finished(rig, await adopt(rig, serve(rig), guess(path, 6 * MiB), { keepOriginal: true }));
  expect(basename(done.path)).toBe('f (1).bin');
  expect((await readFile(path)).equals(before)).toBe(true);
});

test('a file with a second name is copied: what is written must not appear under the other one', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.part', 6 * MiB, [[0, 6 * MiB]]);
  await link(path, rig.path('backup'));
  await finished(rig, await adopt(rig, serve(rig), guess(path, 6 * MiB)));
  expect((await stat(rig.path('backup'))).size).toBe(6 * MiB);
  expect((await readFile(rig.path('backup'))).equals(bytes(0, 6 * MiB))).toBe(true);
});

test('a complete file gives its last block back, so that it is never called done by itself', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin', SIZE, [[0, SIZE]]);
  const outcome = await adopt(rig, serve(rig), guess(path, SIZE));
  expect(outcome).toMatchObject({ kind: 'added', keptBytes: SIZE - MiB });
  const done = await finished(rig, outcome);
  expect(done.path).toBe(path);
});

test('a name that is taken is left alone', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.crdownload', 6 * MiB, [[0, 6 * MiB]]);
  await writeFile(rig.path('f.bin.part'), 'mine');
  const done = await finished(rig, await adopt(rig, serve(rig), guess(path, 6 * MiB)));
  expect(basename(done.path)).toBe('f (1).bin');
  expect(await readFile(rig.path('f.bin.part'), 'utf8')).toBe('mine');
});

test('a file that somebody still writes to is refused', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.part', 6 * MiB, [[0, 6 * MiB]]);
  const url = serve(rig);
  let written: Promise<void> = Promise.resolve();
  const onStep: AdoptRequest['onStep'] = ({ kind }) => {
    if (kind === 'comparing') written = appendFile(path, bytes(6 * MiB, 6 * MiB + 10));
  };
  const outcome = await adopt(rig, url, guess(path, 6 * MiB), { onStep });
  await written;
  expect(outcome).toMatchObject({ kind: 'refused', failure: { kind: 'not-adopted', cause: 'busy' } });
  expect((await stat(path)).size).toBe(6 * MiB + 10);
});

test('the part file of a job of the list is refused, under whatever name', async () => {
  const rig = await openRig();
  const url = serve(rig);
  const release = rig.origin.hold('/f.bin', { afterBytes: 4 * MiB });
  const id = rig.add(url);
  await rig.until(id, 'transferring');
  await link(rig.path('f.bin.part'), rig.path('other.part'));
  for (const name of ['f.bin.part', 'other.part']) {
    const outcome = await adopt(rig, url, guess(rig.path(name), SIZE));
    expect(outcome).toMatchObject({ kind: 'refused', failure: { kind: 'not-adopted', cause: 'own-job' } });
  }
  release();
});

test('a server without ranges, and one that is not there, change nothing', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.part', 6 * MiB, [[0, 6 * MiB]]);
  const url = serve(rig, { ranges: false });
  await expectRefusal(rig, 'no-ranges', () => adopt(rig, url, guess(path, 6 * MiB)));
  const before = await inventory(rig);
  const gone = await adopt(rig, `${rig.origin.url}/gone.bin`, guess(path, 6 * MiB));
  expect(gone).toMatchObject({ kind: 'refused', failure: { kind: 'http-status', status: 404 } });
  expect(await inventory(rig)).toEqual(before);
});

test('when the row is refused, the file has its old name again', async () => {
  class FullStore extends MemoryJobStore {
    override save(changes: readonly JobChange[]): void {
      if (changes.length > 0) throw new Error('SQLITE_FULL');
    }
  }
  const rig = await openRig({ store: new FullStore() });
  const path = await leave(rig, 'f.bin.crdownload', 6 * MiB, [[0, 6 * MiB]]);
  const before = (await inventory(rig)) as { ino: number; content: string }[];
  await expect(adopt(rig, serve(rig), guess(path, 6 * MiB))).rejects.toThrow('SQLITE_FULL');
  const after = (await inventory(rig)) as { ino: number; content: string; name: string }[];
  expect(after.map(({ name, ino, content }) => ({ name, ino, content }))).toEqual(
    before.map(({ ino, content }) => ({ name: 'f.bin.crdownload', ino, content })),
  );
});

test('an adopted job pauses and resumes like any other', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.part', 6 * MiB, [[0, 6 * MiB]]);
  const url = serve(rig);
  const outcome = await adopt(rig, url, guess(path, 6 * MiB), {
    job: { url, directory: rig.folder, chosenName: 'mine.bin', conflict: 'keep-both', options: NO_OPTIONS, headers: [], begin: 'paused' },
  });
  if (outcome.kind !== 'added') throw new Error(JSON.stringify(outcome));
  const again = await rig.reopen();
  const sent = rig.origin.bytesSent('/f.bin');
  again.queue.resume([outcome.job.id]);
  expect(await again.until(outcome.job.id, 'done')).toMatchObject({ path: rig.path('mine.bin') });
  await expectSeededFile(rig.path('mine.bin'), SEED, SIZE);
  expect(rig.origin.bytesSent('/f.bin') - sent).toBeLessThan(6 * MiB + SAMPLES);
});

test('a file that shrank after it was taken over loses exactly what is not there', async () => {
  const rig = await openRig();
  const path = await leave(rig, 'f.bin.part', 6 * MiB, [[0, 6 * MiB]]);
  const url = serve(rig);
  const outcome = await adopt(rig, url, guess(path, 6 * MiB), {
    job: { url, directory: rig.folder, chosenName: null, conflict: 'keep-both', options: NO_OPTIONS, headers: [], begin: 'paused' },
  });
  if (outcome.kind !== 'added') throw new Error(JSON.stringify(outcome));
  await truncate(rig.path('f.bin.part'), 2 * MiB);
  rig.queue.resume([outcome.job.id]);
  await rig.until(outcome.job.id, 'done');
  await expectSeededFile(rig.path('f.bin'), SEED, SIZE);
});
