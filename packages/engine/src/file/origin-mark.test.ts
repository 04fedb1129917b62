import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '@sluice/testkit';
import { FakeClock } from '@sluice/testkit';
import { originMark } from './origin-mark.ts';
import { OriginMarks } from './origin-marks.ts';

const run = promisify(execFile);
const FILE = { path: '/d/f.iso', url: 'https://files.example/f.iso?token=…', atMs: 1_700_000_000_999 };

test('each system has its own mark', () => {
  const base64 = Buffer.from(FILE.url).toString('base64');
  const record = `# file: /d/f.iso\nuser.xdg.origin.url=0s${base64}\n\n`;
  expect(originMark('linux', FILE)).toEqual({ kind: 'record', text: record });
  expect(originMark('linux', { ...FILE, path: '/d/a\n# file: b\\' })).toMatchObject({
    text: record.replace('/d/f.iso', '/d/a\\012# file: b\\134'),
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

test('on Linux marks can be read back, whatever is in the names and the addresses, and a missing file does not hold up the others', async ({
  skip,
}) => {
  const readable = process.platform === 'linux' && (await run('getfattr', ['--version']).then(Boolean, () => false));
  if (!readable) return skip('no getfattr here');
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const marks = new OriginMarks(new FakeClock());
  const names = ['-n 名 "x".iso', 'line\nuser.other=1', 'back\\slash\\012', ' # file: x'];
  for (const [at, name] of names.entries()) {
    const path = join(folder.path, name);
    await writeFile(path, 'bytes');
    marks.afterName({ path, url: `https://files.example/${at}\\101"b?x=…`, atMs: 0 });
    marks.afterName({ path: `${path}.gone`, url: 'https://files.example/', atMs: 0 });
  }
  await marks.settled();
  for (const [at, name] of names.entries()) {
    const path = join(folder.path, name);
    const { stdout } = await run('getfattr', ['--only-values', '-n', 'user.xdg.origin.url', '--', path]);
    expect([stdout, await readFile(path, 'utf8')]).toEqual([`https://files.example/${at}\\101"b?x=…`, 'bytes']);
  }
});

test('marks that can wait are gathered for a moment', async () => {
  const clock = new FakeClock();
  const marks = new OriginMarks(clock, 'linux');
  for (const path of ['/no/such/file', '/nor/this']) marks.afterName({ ...FILE, path });
  expect(clock.pendingTimers).toBe(1);
  await marks.settled();
  expect(clock.pendingTimers).toBe(0);
});

test('a file that is not there, or a system without the program, is no trouble', async () => {
  await new OriginMarks(new FakeClock(), 'darwin').beforeName({ ...FILE, path: '/no/such/file' });
  await new OriginMarks(new FakeClock(), 'win32').beforeName({ ...FILE, path: '/no/such/folder/file' });
});
