import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '@sluice/testkit';
import { markOrigin, originMark } from './origin-mark.ts';

const run = promisify(execFile);
const FILE = { path: '/d/f.iso', url: 'https://files.example/f.iso?token=…', atMs: 1_700_000_000_999 };

test('each system has its own mark', () => {
  const base64 = Buffer.from(FILE.url).toString('base64');
  expect(originMark('linux', FILE)).toEqual({
    kind: 'program',
    file: 'setfattr',
    args: ['-n', 'user.xdg.origin.url', '-v', `0s${base64}`, '--', '/d/f.iso'],
  });
  expect(originMark('darwin', FILE)).toMatchObject({ args: ['-w', 'com.apple.quarantine', '0081;6553f100;Sluice;', '/d/f.iso'] });
  expect(originMark('win32', { ...FILE, path: 'C:\\d\\f.iso' })).toEqual({
    kind: 'stream',
    path: 'C:\\d\\f.iso:Zone.Identifier',
    text: '[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://files.example/f.iso?token=…\r\n',
  });
  expect(originMark('freebsd', FILE)).toBeNull();
});

test('an address that could break the mark, or is too long for it, is left out', () => {
  expect(originMark('win32', { ...FILE, url: 'https://h/\r\nZoneId=0' })).toBeNull();
  expect(originMark('linux', { ...FILE, url: `https://h/${'x'.repeat(3000)}` })).toBeNull();
});

test('on Linux the mark can be read back, whatever is in the name and the address', async ({ skip }) => {
  const readable = process.platform === 'linux' && (await run('getfattr', ['--version']).then(Boolean, () => false));
  if (!readable) return skip('no getfattr here');
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const path = join(folder.path, '-n 名 "x".iso');
  await writeFile(path, 'bytes');
  const url = 'https://files.example/a\\101"b?x=…';
  await markOrigin({ path, url, atMs: 0 });
  const { stdout } = await run('getfattr', ['--only-values', '-n', 'user.xdg.origin.url', '--', path]);
  expect([stdout, await readFile(path, 'utf8')]).toEqual([url, 'bytes']);
});

test('a file that is not there, or a system without the program, is no trouble', async () => {
  await markOrigin({ ...FILE, path: '/no/such/file' });
  await markOrigin({ ...FILE, path: '/no/such/file' }, 'darwin');
});
