import fc from 'fast-check';
import { mkdir, mkdtemp, open, readFile, readdir, rename, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { platform } from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PartFile } from './part-file.ts';

const GIB = 2 ** 30;
let folder: string;
let path: string;
const files: PartFile[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-part-'));
  path = join(folder, 'übung 日本.bin.part');
});
afterEach(async () => {
  await Promise.all(files.splice(0).map((file) => file.close()));
  await rm(folder, { recursive: true });
});

/** Closes the file after the test. */
function kept(outcome: { readonly kind: string; readonly file?: PartFile }): PartFile {
  if (outcome.file === undefined) throw new Error(`no part file: ${outcome.kind}`);
  files.push(outcome.file);
  return outcome.file;
}

const create = async (sizeBytes: number | null): Promise<PartFile> => kept(await PartFile.create(path, sizeBytes));

test('a new part file has its size at once and takes no room on the disk, even above 4 GiB (A6)', async () => {
  const file = await create(5 * GIB);
  const { size, blocks, dev, ino } = await stat(path, { bigint: true });
  expect({ size, dev: String(dev), ino: String(ino) }).toEqual({
    size: BigInt(5 * GIB),
    dev: file.identity.device,
    ino: file.identity.inode,
  });
  expect(blocks).toBeLessThan(64n);
});

test('bytes above 4 GiB are found again where they were written', async () => {
  const file = await create(5 * GIB);
  expect(await file.write(Buffer.from('tail'), 5 * GIB - 4)).toBeNull();
  const buffer = new Uint8Array(8);
  expect(await file.read(buffer, 5 * GIB - 4)).toEqual({ kind: 'ok', bytesRead: 4 });
  expect(Buffer.from(buffer).toString()).toBe('tail\0\0\0\0');
  expect(await file.stat()).toMatchObject({ kind: 'ok', sizeBytes: 5 * GIB });
});

test.each([0, null])('a part file of size %s begins empty', async (sizeBytes) => {
  const file = await create(sizeBytes);
  expect(await file.stat()).toMatchObject({ kind: 'ok', sizeBytes: 0 });
  expect(await file.write(new Uint8Array(), 0)).toBeNull();
  expect(await file.sync()).toBeNull();
});

test('writes in any order give the bytes of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1 }), { minLength: 1 }), fc.infiniteStream(fc.nat()), async (pieces, order) => {
      await rm(path, { force: true });
      const file = await create(null);
      let position = 0;
      const writes = pieces.map((bytes) => ({ bytes, at: (position += bytes.length) - bytes.length, rank: order.next().value }));
      await Promise.all(writes.sort((a, b) => a.rank - b.rank).map(({ bytes, at }) => file.write(bytes, at)));
      expect(await file.fullSync()).toBeNull();
      expect(Buffer.compare(await readFile(path), Buffer.concat(pieces))).toBe(0);
      await file.close();
    }),
    { numRuns: 25 },
  );
});

test("a file that is there is a stranger's, and is left as it was", async () => {
  await writeFile(path, 'precious');
  expect(await PartFile.create(path, 4)).toEqual({ kind: 'failed', failure: { kind: 'part-file-foreign', path } });
  expect(await readFile(path, 'utf8')).toBe('precious');
});

test('a link in the place of the part file is refused, whether or not it leads anywhere', async () => {
  const secret = join(folder, 'secret');
  await symlink(secret, path);
  expect(await PartFile.create(path, 4)).toEqual({ kind: 'failed', failure: { kind: 'part-file-foreign', path } });
  expect(await readdir(folder)).toEqual(['übung 日本.bin.part']);
});

test('a folder that is missing or no folder is named', async () => {
  await writeFile(join(folder, 'file'), '');
  expect(await PartFile.create(join(folder, 'none', 'a.part'), 1)).toEqual({
    kind: 'failed',
    failure: { kind: 'folder-missing', path: join(folder, 'none') },
  });
  expect(await PartFile.create(join(folder, 'file', 'a.part'), 1)).toEqual({
    kind: 'failed',
    failure: { kind: 'folder-not-a-folder', path: join(folder, 'file') },
  });
});

test.runIf(platform === 'linux')('a size that the volume refuses leaves no file behind', async () => {
  expect(await PartFile.create(path, Number.MAX_SAFE_INTEGER)).toMatchObject({ kind: 'failed', failure: { kind: 'disk', code: 'EFBIG' } });
  expect(await readdir(folder)).toEqual([]);
});

test.runIf(platform === 'linux')('a write that the full disk refuses is told with the bytes it needed', async () => {
  const full = kept({ kind: 'ok', file: new PartFile(await open('/dev/full', 'r+'), { path: '/dev/full', device: '', inode: '' }) });
  expect(await full.write(new Uint8Array(100), 0)).toMatchObject({ kind: 'disk-space', path: '/dev/full', neededBytes: 100 });
});

test('the time of last change can be set', async () => {
  const file = await create(1);
  const mtimeMs = Date.UTC(2001, 8, 9, 1, 46, 40);
  expect(await file.setTimes(mtimeMs)).toBeNull();
  expect(await file.stat()).toMatchObject({ kind: 'ok', sizeBytes: 1, mtimeMs });
});

test('closing again is harmless, using a closed file is a fault', async () => {
  const file = await create(1);
  await Promise.all([file.close(), file.close()]);
  await file.close();
  await expect(file.write(new Uint8Array(1), 0)).rejects.toThrow();
  await expect(file.sync()).rejects.toThrow();
});

/** A part file of an earlier run with `text` in it, closed. */
async function earlier(text: string, sizeBytes = text.length): Promise<PartFile> {
  const file = await create(sizeBytes);
  await file.write(Buffer.from(text), 0);
  await file.close();
  return file;
}

test('the same file is opened again with its bytes, and can be written (C4)', async () => {
  const { identity } = await earlier('abc', 8);
  const file = kept(await PartFile.reopen(identity, 3, 8));
  expect(file.identity).toEqual(identity);
  expect(await file.write(Buffer.from('d'), 3)).toBeNull();
  expect(await readFile(path, 'latin1')).toBe('abcd\0\0\0\0');
});

test('another device number alone does not make it another file, and the present one is told', async () => {
  const { identity } = await earlier('abc');
  const file = kept(await PartFile.reopen({ ...identity, device: '4711' }, 3, 3));
  expect(file.identity).toEqual(identity);
});

test('a file that lost only what was never claimed is brought to its size again', async () => {
  const { identity } = await earlier('abc', 8);
  await truncate(path, 3);
  const file = kept(await PartFile.reopen(identity, 3, 8));
  expect(await file.stat()).toMatchObject({ sizeBytes: 8 });
});

test('bytes past the known size are cut off', async () => {
  const { identity } = await earlier('abcdef');
  await PartFile.reopen(identity, 3, 3).then(kept);
  expect(await readFile(path, 'utf8')).toBe('abc');
});

test('a missing part file is missing (C5)', async () => {
  const { identity } = await earlier('abc');
  await rm(path);
  expect(await PartFile.reopen(identity, 3, 3)).toEqual({ kind: 'missing' });
});

test('a folder that is gone with the part file in it is a failure: the volume may come back', async () => {
  const { identity } = await earlier('abc');
  await rm(folder, { recursive: true });
  expect(await PartFile.reopen(identity, 3, 3)).toEqual({ kind: 'failed', failure: { kind: 'folder-missing', path: folder } });
  await mkdir(folder);
});

test('an empty folder on another device is a bare mount point: the volume may come back', async () => {
  const { identity } = await earlier('abc');
  await rm(path);
  expect(await PartFile.reopen({ ...identity, device: '4711' }, 3, 3)).toEqual({
    kind: 'failed',
    failure: { kind: 'disk', operation: 'open', path, code: 'ENODEV' },
  });
});

test('another file of the same name is told as replaced, and left alone (C5)', async () => {
  const { identity } = await earlier('abc');
  await writeFile(join(folder, 'other'), 'ABCDEF');
  await rename(join(folder, 'other'), path);
  expect(await PartFile.reopen(identity, 3, 3)).toEqual({ kind: 'replaced' });
  expect(await readFile(path, 'utf8')).toBe('ABCDEF');
});

test('a link or a folder of the same name is told as replaced, even if the link leads to the part file', async () => {
  const { identity } = await earlier('abc');
  await rename(path, join(folder, 'moved'));
  await symlink(join(folder, 'moved'), path);
  expect(await PartFile.reopen(identity, 3, 3)).toEqual({ kind: 'replaced' });
  await rm(path);
  await mkdir(path);
  expect(await PartFile.reopen(identity, 3, 3)).toEqual({ kind: 'replaced' });
});

test('a file shorter than claimed is told with its length, and not made longer before the claims are dropped (C5)', async () => {
  const { identity } = await earlier('abcdef', 8);
  await truncate(path, 2);
  const outcome = await PartFile.reopen(identity, 6, 8);
  const file = kept(outcome);
  expect(outcome).toMatchObject({ kind: 'shorter', lengthBytes: 2 });
  expect(await file.stat()).toMatchObject({ sizeBytes: 2 });
  expect(await file.truncate(8)).toBeNull();
  expect(await file.stat()).toMatchObject({ sizeBytes: 8 });
});
