import { chmod, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { geteuid, platform } from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkFolder } from './check-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a folder that can be written is fine, tells its device, and stays empty', async () => {
  const { dev } = await stat(folder, { bigint: true });
  expect(await checkFolder(folder)).toEqual({ kind: 'ok', device: String(dev) });
  expect(await readdir(folder)).toEqual([]);
});

test('a link to a folder is a folder', async () => {
  await symlink(folder, join(folder, 'link'));
  expect(await checkFolder(join(folder, 'link'))).toMatchObject({ kind: 'ok' });
});

test('a missing folder is named', async () => {
  const path = join(folder, 'missing');
  expect(await checkFolder(path)).toEqual({ kind: 'failed', failure: { kind: 'folder-missing', path } });
});

test('a file, and a path through a file, are no folders', async () => {
  const path = join(folder, 'file');
  await writeFile(path, '');
  expect(await checkFolder(path)).toEqual({ kind: 'failed', failure: { kind: 'folder-not-a-folder', path } });
  expect(await checkFolder(join(path, 'deeper'))).toEqual({
    kind: 'failed',
    failure: { kind: 'folder-not-a-folder', path: join(path, 'deeper') },
  });
});

test.runIf(platform === 'linux').each(['/sys', '/proc'])('%s takes no file from anyone, not even from root', async (path) => {
  expect(await checkFolder(path)).toEqual({ kind: 'failed', failure: { kind: 'folder-read-only', path } });
});

test.runIf(platform !== 'win32' && geteuid?.() !== 0)('a folder without write permission is read-only', async () => {
  await chmod(folder, 0o555);
  expect(await checkFolder(folder)).toEqual({ kind: 'failed', failure: { kind: 'folder-read-only', path: folder } });
  await chmod(folder, 0o755);
});

test('a relative path is a fault of the caller', async () => {
  await expect(checkFolder('downloads')).rejects.toThrow(RangeError);
});
