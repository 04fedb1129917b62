import fc from 'fast-check';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { NASTY_KEYS } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { LocalPaths } from './local-path.ts';
import { FolderMaker, baseOf, localPath, parseObjectPlace, placeAddress } from '../index.ts';

const pathOf = (key: string, base = ''): string | null => {
  const local = localPath(key, base);
  return local === null ? null : [...local.folders, local.name].join('/');
};

test('G9: an ordinary key keeps its folders and its name, from the last folder of the prefix on', () => {
  expect(pathOf('data/2024/中 文/a b+%.bin', baseOf('data/2024/'))).toBe('2024/中 文/a b+%.bin');
  expect(pathOf('data/2024/a', baseOf('data/20'))).toBe('2024/a');
  expect(pathOf('a', baseOf(''))).toBe('a');
  expect(pathOf('data/2024/', baseOf('data/'))).toBeNull();
});

test('G9: no key leaves the folder, and none shares its path with another', () => {
  const keys = [
    ...new Set([
      ...NASTY_KEYS,
      '../../etc/passwd',
      'a//b',
      'a/b',
      'a/./b',
      'a/../b',
      'a\\..\\b',
      'CON/x',
      'con',
      'x.',
      'x',
      'x ',
      'a:b',
      'a_b',
      '.ssh/id',
      '_ssh/id',
    ]),
  ];
  const paths = keys.map((key) => pathOf(key)).filter((path) => path !== null);
  expect(new Set(paths).size).toBe(paths.length);
  for (const path of paths) expect(relative('/root', resolve('/root', path))).toBe(path);
});

test('any key at all stays below the folder, in names that every disk takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (key) => {
      const path = pathOf(key);
      if (path === null) return expect(key.endsWith('/')).toBe(true);
      for (const segment of path.split('/')) {
        expect(Buffer.byteLength(segment)).toBeLessThanOrEqual(239);
        expect(segment).not.toMatch(/^\.{0,2}$|[\\\p{Cc}]/u);
      }
      expect(relative('/root', resolve('/root', path))).toBe(path);
    }),
  );
});

test('a folder never has the path of a file, wherever the two stand in the list', () => {
  const keys = ['a', 'a-x', 'a/..', 'a/../b', 'a/b', 'a0', 'a0/c', 'b/c'].toSorted();
  const paths = new LocalPaths('');
  const placed = keys.map((key) => paths.place(key)).map((local) => [...(local?.folders ?? []), local?.name].join('/'));
  expect(placed.filter((path) => placed.some((other) => other.startsWith(`${path}/`)))).toEqual([]);
  expect(placed).toContain('a~folder/b');
  expect(placed).toContain('b/c');
  expect(new LocalPaths('x/', new Set(['x/y'])).place('x/y/z')?.folders).toEqual(['y~folder']);
});

test('a key below another one gets a folder beside the file of that name, and a second run the same', async () => {
  const root = await mkdtemp(join(tmpdir(), 'sluice-folders-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await writeFile(join(root, 'a'), 'a file');
  await mkdir(join(root, 'b'));
  const maker = new FolderMaker(root);
  expect(await maker.make(['a', 'x'])).toEqual({ kind: 'made', path: join(root, 'a~folder', 'x') });
  expect(await maker.make(['b'])).toEqual({ kind: 'made', path: join(root, 'b') });
  expect(await new FolderMaker(root).make(['a', 'x'])).toEqual({ kind: 'made', path: join(root, 'a~folder', 'x') });
  expect((await readdir(root)).toSorted()).toEqual(['a', 'a~folder', 'b']);
  expect(await maker.make(Array.from({ length: 400 }, () => 'very-long-name'))).toMatchObject({
    failure: { kind: 'disk', code: 'ENAMETOOLONG' },
  });
});

test('a place is a bucket and a prefix, as they stand there', () => {
  expect(parseObjectPlace('OSS://b/a//../c d/')).toEqual({ provider: 'oss', bucket: 'b', prefix: 'a//../c d/' });
  expect(parseObjectPlace('s3://b')).toEqual({ provider: 's3', bucket: 'b', prefix: '' });
  for (const text of ['https://b/x', 'oss://', 'oss:///x', 'oss://u:p@b/']) expect(parseObjectPlace(text)).toBeNull();
  expect(placeAddress({ provider: 's3', bucket: 'b', prefix: 'x/' })).toBe('s3://b/x/');
});
