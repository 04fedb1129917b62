import { lstat, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PartFileIdentity } from '@sluice/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identityOf } from './file-identity.ts';
import { placeNew } from './place-file.ts';

const CLAIM = 'Sluice is about to move a.txt.part here.\n';
let folder: string;
let target: string;
let identity: PartFileIdentity;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-place-'));
  target = join(folder, 'a.txt');
  const part = join(folder, 'a.txt.part');
  await writeFile(part, 'new');
  identity = identityOf(part, await lstat(part, { bigint: true }));
});
afterEach(() => rm(folder, { recursive: true }));

/** A volume without hard links. */
const noLinks = (): Promise<never> => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM', syscall: 'link' }));

test('without hard links a free name is taken all the same', async () => {
  expect(await placeNew(identity, target, noLinks)).toEqual({ kind: 'placed' });
  expect(await readdir(folder)).toEqual(['a.txt']);
  expect(await readFile(target, 'utf8')).toBe('new');
});

test.each(['', 'old', CLAIM.replace('a.txt', 'b.txt')])('without hard links a file of the name is kept: "%s"', async (text) => {
  await writeFile(target, text);
  expect(await placeNew(identity, target, noLinks)).toEqual({ kind: 'exists' });
  expect(await readFile(target, 'utf8')).toBe(text);
  expect(await readFile(identity.path, 'utf8')).toBe('new');
});

test('without hard links a claim that a crash left behind is known, and the commit goes on', async () => {
  await writeFile(target, CLAIM);
  expect(await placeNew(identity, target, noLinks)).toEqual({ kind: 'placed' });
  expect(await readdir(folder)).toEqual(['a.txt']);
  expect(await readFile(target, 'utf8')).toBe('new');
});

test('without hard links a rename that fails leaves no claim behind', async () => {
  await rm(identity.path);
  expect(await placeNew(identity, target, noLinks)).toMatchObject({ kind: 'failed', failure: { kind: 'disk', code: 'ENOENT' } });
  expect(await readdir(folder)).toEqual([]);
});

test('a link that the disk refuses is a failure, and takes no name', async () => {
  const broken = (): Promise<never> => Promise.reject(Object.assign(new Error('broken'), { code: 'EIO', syscall: 'link' }));
  expect(await placeNew(identity, target, broken)).toEqual({
    kind: 'failed',
    failure: { kind: 'disk', operation: 'rename', path: target, code: 'EIO' },
  });
  expect(await readdir(folder)).toEqual(['a.txt.part']);
});
