/** What the OSS SDKs left, against a store that checks every signature: their claims meet ETag and CRC-64 (spec G10). */
import { open, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesAsked, seededBytes } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { BUCKET, MIB, openAdoptRig, type AdoptRig } from './testing/adopt-rig.ts';
import { ossGo, ossGoV2, ossPython, ossPythonName, partsOf, type Unfinished } from './testing/foreign-files.ts';
import { ossJava } from './testing/java-checkpoint.ts';

const SEED = 21;
const SIZE = 12 * MIB + 345;
const KEY = 'images/磁盘.img';
const MODIFIED = 'Wed, 01 Jan 2025 00:00:00 GMT';
const ETAG = '"5D41402ABC4B2A76B9719D911017C592"';
const DONE = [0, 1, 2, 5, 6];
/** Parts are of 1 MiB. What is compared: the end of each stretch and two places more. */
const SAMPLED = 10 * 64 * 1024;

interface Scene {
  readonly rig: AdoptRig;
  readonly file: Unfinished;
  readonly url: string;
}

async function scene(): Promise<Scene> {
  const rig = await openAdoptRig();
  rig.store.put(BUCKET, KEY, { seed: SEED, sizeBytes: SIZE, etag: ETAG, lastModified: MODIFIED });
  const file: Unfinished = {
    seed: SEED,
    sizeBytes: SIZE,
    partBytes: MIB,
    done: DONE,
    target: rig.path('磁盘.img'),
    bucket: BUCKET,
    key: KEY,
    etag: ETAG,
    lastModified: MODIFIED,
  };
  return { rig, file, url: `oss://${BUCKET}/${KEY}` };
}

/** The data file with the finished parts, and holes elsewhere. */
async function leaveData(file: Unfinished, suffix: string): Promise<string> {
  const path = `${file.target}${suffix}`;
  const handle = await open(path, 'w');
  for (const { start, end, isDone } of partsOf(file)) {
    if (isDone) await handle.write(seededBytes(file.seed, { start, end }), 0, end - start, start);
  }
  await handle.close();
  return path;
}

async function damage(path: string, position: number): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.write(Uint8Array.of(1, 2, 3), 0, 3, position);
  await handle.close();
}

/** But for the probe's body, which is not read. */
function fetched({ rig }: Scene): { readonly asked: number; readonly sent: number } {
  const requests = rig.store.requests.filter(({ rangeAsked }) => rangeAsked !== 'bytes=0-');
  return { asked: bytesAsked(requests), sent: requests.reduce((sum, { bodyBytesSent }) => sum + bodyBytesSent, 0) };
}

const FORMATS: readonly {
  readonly name: string;
  readonly suffix: string;
  readonly keptBytes: number;
  /** Writes the checkpoint and returns its path; null: this machine can't. */
  leave(scene: Scene): Promise<string | null>;
}[] = [
  {
    name: 'Go SDK and ossutil',
    suffix: '.temp',
    keptBytes: 5 * MIB,
    async leave({ rig, file }) {
      const path = rig.path('磁盘.img.cp');
      await writeFile(path, ossGo(file));
      return path;
    },
  },
  {
    name: 'Go SDK, second version',
    suffix: '.temp',
    keptBytes: 3 * MIB,
    async leave({ rig, file }) {
      const path = join(rig.aside, `${'0'.repeat(32)}-${'1'.repeat(32)}.dcp`);
      await writeFile(path, ossGoV2(file));
      return path;
    },
  },
  {
    name: 'Python SDK',
    suffix: '.tmp-abcdefghijkl',
    keptBytes: 5 * MIB,
    async leave({ rig, file }) {
      const path = join(rig.aside, ossPythonName(file));
      await writeFile(path, ossPython(file, '.tmp-abcdefghijkl'));
      return path;
    },
  },
  {
    name: 'Java SDK',
    suffix: '.tmp',
    keptBytes: 5 * MIB,
    async leave({ rig, file }) {
      const bytes = await ossJava(file, join(rig.aside, 'java'));
      const path = rig.path('磁盘.img.dcp');
      if (bytes !== null) await writeFile(path, bytes);
      return bytes === null ? null : path;
    },
  },
];

test.for(FORMATS)(
  '$name: what is finished is kept, the rest is fetched, and the CRC-64 agrees',
  { timeout: 60_000 },
  async (format, { skip }) => {
    const here = await scene();
    const data = await leaveData(here.file, format.suffix);
    const checkpoint = await format.leave(here);
    if (checkpoint === null) return skip();
    const record = await readFile(checkpoint);
    const outcome = await here.rig.adopt(checkpoint, here.url);
    expect(outcome).toMatchObject({ kind: 'added', keptBytes: format.keptBytes, copied: false });
    const done = await here.rig.finish(outcome, { seed: SEED, sizeBytes: SIZE });
    expect(done).toMatchObject({ path: here.file.target, verdict: { kind: 'verified', by: 'crc64' } });
    const { asked, sent } = fetched(here);
    expect(asked).toBeLessThan(SIZE - format.keptBytes + SAMPLED);
    // What a server has under way when a part is shared comes twice.
    expect(sent).toBeLessThan((SIZE - format.keptBytes) * 1.5 + SAMPLED);
    expect((await readFile(checkpoint)).equals(record)).toBe(true);
    await expect(stat(data)).rejects.toThrow('ENOENT');
  },
);

test.for(FORMATS)('$name: found from its data file as well', { timeout: 60_000 }, async (format, { skip }) => {
  const here = await scene();
  const data = await leaveData(here.file, format.suffix);
  const checkpoint = await format.leave(here);
  // The second Go SDK keeps its checkpoints in a folder of the system, where nobody finds them from here.
  if (checkpoint === null || format.name.includes('second')) return skip();
  const outcome = await here.rig.adopt(data, here.url);
  expect(outcome).toMatchObject({ kind: 'added', keptBytes: format.keptBytes });
  await here.rig.finish(outcome, { seed: SEED, sizeBytes: SIZE });
});

test.for(FORMATS)(
  '$name: a checkpoint of an older object is refused, and nothing is changed',
  { timeout: 60_000 },
  async (format, { skip }) => {
    const here = await scene();
    await leaveData(here.file, format.suffix);
    const checkpoint = await format.leave(here);
    if (checkpoint === null) return skip();
    here.rig.store.put(BUCKET, KEY, { seed: SEED + 1, sizeBytes: SIZE, lastModified: 'Thu, 02 Jan 2025 00:00:00 GMT' });
    const names = await readdir(here.rig.folder);
    expect(await here.rig.adopt(checkpoint, here.url)).toMatchObject({
      kind: 'refused',
      failure: { kind: 'not-adopted', cause: 'other-version' },
    });
    expect(await readdir(here.rig.folder)).toEqual(names);
  },
);

test('a part that was tampered with is fetched again where its CRC-64 was kept', async () => {
  const here = await scene();
  const data = await leaveData(here.file, '.temp');
  await damage(data, MIB + 70_000);
  const checkpoint = (await FORMATS[0]?.leave(here)) ?? '';
  const outcome = await here.rig.adopt(checkpoint, here.url);
  expect(outcome).toMatchObject({ kind: 'added', keptBytes: 4 * MIB });
  expect(await here.rig.finish(outcome, { seed: SEED, sizeBytes: SIZE })).toMatchObject({ verdict: { kind: 'verified', by: 'crc64' } });
});

test('a part that was tampered with where nothing was kept ends right all the same: the whole CRC-64 tells', async () => {
  const here = await scene();
  const data = await leaveData(here.file, '.tmp-abcdefghijkl');
  await damage(data, MIB + 70_000);
  const checkpoint = (await FORMATS[2]?.leave(here)) ?? '';
  const outcome = await here.rig.adopt(checkpoint);
  expect(await here.rig.finish(outcome, { seed: SEED, sizeBytes: SIZE })).toMatchObject({ verdict: { kind: 'verified', by: 'crc64' } });
});

test('a data file of zeros, which the Go SDK calls complete, is refused', async () => {
  const here = await scene();
  const handle = await open(`${here.file.target}.temp`, 'w');
  await handle.truncate(SIZE);
  await handle.close();
  const checkpoint =
    (await FORMATS[0]?.leave({ ...here, file: { ...here.file, done: partsOf(here.file).map(({ index }) => index) } })) ?? '';
  expect(await here.rig.adopt(checkpoint, here.url)).toMatchObject({ failure: { cause: 'nothing-usable' } });
});

test('a checkpoint without its data, and a damaged one, are refused by name', async () => {
  const here = await scene();
  const checkpoint = (await FORMATS[0]?.leave(here)) ?? '';
  expect(await here.rig.adopt(checkpoint, here.url)).toMatchObject({ failure: { cause: 'data-missing', path: checkpoint } });
  await writeFile(checkpoint, '{"Magic":');
  expect(await here.rig.adopt(checkpoint, here.url)).toMatchObject({ failure: { cause: 'unreadable', path: checkpoint } });
});
