import { existsSync } from 'node:fs';
import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempFolder } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { allowedFolder } from './allowed-folder.ts';

async function setUp() {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const [root, outside] = [join(await realpath(folder.path), 'Downloads'), join(folder.path, 'outside')];
  await mkdir(root);
  await mkdir(outside);
  return { root, outside };
}

test('the folder itself, one inside of it, and one that is yet to be made are allowed', async () => {
  const { root } = await setUp();
  expect([root, join(root, 'a', 'b'), 'c', '.', join(root, 'x', '..', 'd')].map((asked) => allowedFolder(asked, root))).toEqual([
    root,
    join(root, 'a', 'b'),
    join(root, 'c'),
    root,
    join(root, 'd'),
  ]);
  expect(existsSync(join(root, 'a', 'b'))).toBe(true);
});

test('no way leads out, and nothing is made on the way', async () => {
  const { root, outside } = await setUp();
  await symlink(outside, join(root, 'link'));
  await writeFile(join(root, 'file'), '');
  const asked = [
    '/',
    '..',
    '../Downloads2',
    `${root}2`,
    outside,
    join(root, 'link'),
    join(root, 'link', 'deep'),
    join(root, 'file', 'a'),
    'a\0b',
  ];
  expect(asked.map((path) => allowedFolder(path, root))).toEqual(asked.map(() => null));
  expect(existsSync(join(outside, 'deep'))).toBe(false);
  expect(existsSync(`${root}2`)).toBe(false);
});

test('a download folder that is a link itself may be named either way', async () => {
  const { root, outside } = await setUp();
  const link = join(outside, 'link');
  await symlink(root, link);
  expect([allowedFolder(join(link, 'a'), link), allowedFolder(join(root, 'a'), link)]).toEqual([join(root, 'a'), join(root, 'a')]);
});
