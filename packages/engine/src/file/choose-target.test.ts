import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseTarget } from './choose-target.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-target-'));
});
afterEach(() => rm(folder, { recursive: true }));

const nobody = (): boolean => false;
const put = (name: string): Promise<void> => writeFile(join(folder, name), 'x');

test.each(['keep-both', 'overwrite', 'skip', 'ask'] as const)('a free name is used as it is (%s)', async (policy) => {
  expect(await chooseTarget(folder, 'übung 日本.txt', policy, nobody)).toEqual({ kind: 'use', path: join(folder, 'übung 日本.txt') });
});

test('keep both: the first free number is taken', async () => {
  await put('a.tar.gz');
  await put('a (1).tar.gz');
  expect(await chooseTarget(folder, 'a.tar.gz', 'keep-both', nobody)).toEqual({ kind: 'use', path: join(folder, 'a (2).tar.gz') });
});

test('keep both: a part file takes the name as well', async () => {
  await put('a.txt.part');
  expect(await chooseTarget(folder, 'a.txt', 'keep-both', nobody)).toEqual({ kind: 'use', path: join(folder, 'a (1).txt') });
});

test('keep both: names that other jobs hold are passed over, and so are their part files', async () => {
  const held = new Set([join(folder, 'a.txt'), join(folder, 'a (1).txt.part')]);
  const choice = await chooseTarget(folder, 'a.txt', 'keep-both', (path) => held.has(path));
  expect(choice).toEqual({ kind: 'use', path: join(folder, 'a (2).txt') });
});

test('keep both: names that differ in case or in composed accents collide on every system', async () => {
  await put('A.TXT');
  await put('e\u0301.txt');
  expect(await chooseTarget(folder, 'a.txt', 'keep-both', nobody)).toEqual({ kind: 'use', path: join(folder, 'a (1).txt') });
  expect(await chooseTarget(folder, '\u00e9.txt', 'keep-both', nobody)).toEqual({ kind: 'use', path: join(folder, '\u00e9 (1).txt') });
});

test('keep both: a link that leads nowhere has its name still', async () => {
  await symlink('/nowhere/at/all', join(folder, 'a.txt'));
  expect(await chooseTarget(folder, 'a.txt', 'keep-both', nobody)).toEqual({ kind: 'use', path: join(folder, 'a (1).txt') });
});

test('keep both: when every name is taken, that is said instead of trying for ever', async () => {
  expect(await chooseTarget(folder, 'a.txt', 'keep-both', () => true)).toEqual({
    kind: 'failed',
    failure: { kind: 'target-exists', path: join(folder, 'a.txt') },
  });
});

test('overwrite uses the path of the file that is there, but never that of a folder', async () => {
  await put('a.txt');
  await mkdir(join(folder, 'b'));
  expect(await chooseTarget(folder, 'a.txt', 'overwrite', nobody)).toEqual({ kind: 'use', path: join(folder, 'a.txt') });
  expect(await chooseTarget(folder, 'b', 'overwrite', nobody)).toEqual({
    kind: 'failed',
    failure: { kind: 'target-exists', path: join(folder, 'b') },
  });
});

test('skip and ask name the file that is there, as it is written there', async () => {
  await put('A.TXT');
  expect(await chooseTarget(folder, 'a.txt', 'skip', nobody)).toEqual({ kind: 'exists', path: join(folder, 'A.TXT') });
  expect(await chooseTarget(folder, 'a.txt', 'ask', nobody)).toEqual({ kind: 'ask', path: join(folder, 'A.TXT') });
});

test.each(['overwrite', 'skip', 'ask'] as const)('a path that another job holds is refused (C9, %s)', async (policy) => {
  const path = join(folder, 'a.txt');
  expect(await chooseTarget(folder, 'a.txt', policy, (taken) => taken === path)).toEqual({
    kind: 'failed',
    failure: { kind: 'target-in-use', path },
  });
});

test("a stranger's part file stands in the way of every policy that can't take another name", async () => {
  await put('a.txt.part');
  expect(await chooseTarget(folder, 'a.txt', 'overwrite', nobody)).toEqual({
    kind: 'failed',
    failure: { kind: 'part-file-foreign', path: join(folder, 'a.txt.part') },
  });
});

test('a missing folder, and a file in place of it, are named', async () => {
  await put('file');
  const missing = join(folder, 'missing');
  const file = join(folder, 'file');
  expect(await chooseTarget(missing, 'a', 'keep-both', nobody)).toEqual({
    kind: 'failed',
    failure: { kind: 'folder-missing', path: missing },
  });
  expect(await chooseTarget(file, 'a', 'skip', nobody)).toEqual({ kind: 'failed', failure: { kind: 'folder-not-a-folder', path: file } });
});
