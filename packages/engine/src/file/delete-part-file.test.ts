import { lstat, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PartFileIdentity } from '@sluice/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deletePartFile } from './delete-part-file.ts';
import { identityOf } from './file-identity.ts';

let folder: string;
let part: string;
let identity: PartFileIdentity;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-delete-'));
  part = join(folder, 'a.txt.part');
  await writeFile(part, 'bytes');
  identity = identityOf(part, await lstat(part, { bigint: true }));
});
afterEach(() => rm(folder, { recursive: true }));

test('our part file is deleted, and to delete it again is fine', async () => {
  expect(await deletePartFile(identity)).toEqual({ kind: 'deleted' });
  expect(await deletePartFile(identity)).toEqual({ kind: 'missing' });
  expect(await readdir(folder)).toEqual([]);
});

test("a stranger's file or link of the same name stays", async () => {
  await rename(part, join(folder, 'moved'));
  await writeFile(part, 'other');
  expect(await deletePartFile(identity)).toEqual({ kind: 'not-ours' });
  await rm(part);
  await symlink('moved', part);
  expect(await deletePartFile(identity)).toEqual({ kind: 'not-ours' });
  expect(await readdir(folder)).toEqual(['a.txt.part', 'moved']);
});
