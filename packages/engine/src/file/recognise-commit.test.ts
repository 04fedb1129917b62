import { link, lstat, mkdtemp, readdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PartFileIdentity } from '@sluice/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identityOf } from './file-identity.ts';
import { recogniseCommit } from './recognise-commit.ts';

let folder: string;
let target: string;
let part: string;
let identity: PartFileIdentity;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-recognise-'));
  target = join(folder, 'a.txt');
  part = join(folder, 'a.txt.part');
  await writeFile(part, 'new');
  identity = identityOf(part, await lstat(part, { bigint: true }));
});
afterEach(() => rm(folder, { recursive: true }));

test('a crash between rename and row is recognised as done (C8)', async () => {
  await rename(part, target);
  expect(await recogniseCommit(identity, target, 3)).toEqual({ kind: 'committed', path: target });
});

test('a crash that left both names is recognised as done, and one name remains', async () => {
  await link(part, target);
  expect(await recogniseCommit(identity, target, 3)).toEqual({ kind: 'committed', path: target });
  expect(await readdir(folder)).toEqual(['a.txt']);
});

test('a commit that had to take another name is recognised there, whether or not both names are left', async () => {
  await writeFile(target, 'old');
  const numbered = join(folder, 'a (2).txt');
  await link(part, numbered);
  expect(await recogniseCommit(identity, target, 3)).toEqual({ kind: 'committed', path: numbered });
  expect(await recogniseCommit(identity, target, 3)).toEqual({ kind: 'committed', path: numbered });
  expect(await readdir(folder)).toEqual(['a (2).txt', 'a.txt']);
});

test("a stranger's part file that came after the commit is left alone", async () => {
  await rename(part, target);
  await writeFile(part, 'other');
  expect(await recogniseCommit(identity, target, 3)).toEqual({ kind: 'committed', path: target });
  expect(await readdir(folder)).toEqual(['a.txt', 'a.txt.part']);
});

test('an uncommitted part file is not taken for done, whatever has the name of the target', async () => {
  expect(await recogniseCommit(identity, target, 3)).toEqual({ kind: 'not-committed' });
  await writeFile(target, 'old');
  expect(await recogniseCommit(identity, target, 3)).toEqual({ kind: 'not-committed' });
  await rm(target);
  await symlink(part, target);
  expect(await recogniseCommit(identity, target, 3)).toEqual({ kind: 'not-committed' });
});

test('a target of another size is not taken for done', async () => {
  await rename(part, target);
  await truncate(target, 2);
  expect(await recogniseCommit(identity, target, 3)).toEqual({ kind: 'not-committed' });
});

test('a missing folder has no commit in it', async () => {
  expect(await recogniseCommit(identity, join(folder, 'none', 'a.txt'), 3)).toEqual({ kind: 'not-committed' });
});
