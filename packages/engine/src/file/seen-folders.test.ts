import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { chooseTarget, type TargetChoice } from './choose-target.ts';
import { SeenFolders } from './seen-folders.ts';

let folder: string;
let nowMs: number;
let seen: SeenFolders;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-seen-'));
  nowMs = 0;
  seen = new SeenFolders({ monotonicMs: () => nowMs });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = (name: string): Promise<void> => writeFile(join(folder, name), 'x');
const choose = (name: string, policy: 'keep-both' | 'ask' = 'keep-both'): Promise<TargetChoice> =>
  chooseTarget(folder, name, policy, () => false, seen);
const use = (name: string): TargetChoice => ({ kind: 'use', path: join(folder, name) });

test('a folder that is known is not read again, and its names are still found', async () => {
  await put('a.txt');
  expect(await choose('b.txt')).toEqual(use('b.txt'));
  await put('c.txt');
  await put('d.txt.part');
  expect(await choose('a.txt')).toEqual(use('a (1).txt'));
  expect(await choose('c.txt')).toEqual(use('c (1).txt'));
  expect(await choose('d.txt')).toEqual(use('d (1).txt'));
  expect(await choose('A.TXT', 'ask')).toEqual({ kind: 'ask', path: join(folder, 'a.txt') });
  expect(await choose('c.txt', 'ask')).toEqual({ kind: 'ask', path: join(folder, 'c.txt') });
});

test('names that were given since differ in more than case', async () => {
  await choose('first.txt');
  expect(await choose('Same.txt')).toEqual(use('Same.txt'));
  await put('Same.txt');
  expect(await choose('same.txt')).toEqual(use('same (1).txt'));
});

test('a name that differs in case alone, of a file that somebody else makes, is seen after a moment', async () => {
  await choose('first.txt');
  await put('LATER.TXT');
  nowMs += 1_000;
  expect(await choose('later.txt')).toEqual(use('later (1).txt'));
});

test('a folder that was good is tried out again after a moment; one that was not, at once', async () => {
  expect(await seen.check(folder)).toMatchObject({ kind: 'ok' });
  await rm(folder, { recursive: true });
  expect(await seen.check(folder)).toMatchObject({ kind: 'ok' });
  nowMs += 1_000;
  expect(await seen.check(folder)).toMatchObject({ kind: 'failed', failure: { kind: 'folder-missing' } });
  folder = await mkdtemp(join(tmpdir(), 'sluice-seen-'));
  const missing = join(folder, 'missing');
  expect(await seen.check(missing)).toMatchObject({ kind: 'failed' });
  await writeFile(missing, '');
  expect(await seen.check(missing)).toMatchObject({ kind: 'failed', failure: { kind: 'folder-not-a-folder' } });
  expect(await readdir(folder)).toEqual(['missing']);
});
