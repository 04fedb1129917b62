/** The built command on files that other programs left: what it says, what it keeps, and that a refusal changes nothing. */
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changedSeed, expectSeededFile, seededBytes } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { BuiltCli, jsonLines } from './testing/built-cli.ts';
import { openScene, type Scene } from './testing/scene.ts';

const MIB = 1024 * 1024;
const SEED = 9;
const SIZE = 16 * MIB;
const ARRIVED = 12 * MIB;

const cli = new BuiltCli();

async function scene(): Promise<Scene & { readonly url: string; path(name: string): string }> {
  const { origin, home } = await openScene();
  const url = origin.serve('/f.iso', { seed: SEED, sizeBytes: SIZE });
  return { origin, home, url, path: (name) => join(home, name) };
}

function leave(path: string, seed = SEED): Promise<void> {
  return writeFile(path, seededBytes(seed, { start: 0, end: ARRIVED }));
}

test('an unfinished file is continued beside where it lies, and its path is printed', async () => {
  const { home, path, url } = await scene();
  await leave(path('f.iso.crdownload'));
  const told = await cli.run(home, ['adopt', 'f.iso.crdownload', '--source', url]);
  expect(told).toMatchObject({ code: 0, stdout: `${home}/f.iso\n` });
  expect(told.stderr).toContain(`Reading ${home}/f.iso.crdownload and comparing it with the server; nothing is changed meanwhile.\n`);
  expect(told.stderr).toMatch(/12\.6 MB can be kept: \d+ samples agree with the server\. The file is now .*\/f\.iso\.part\.\n/);
  await expectSeededFile(path('f.iso'), SEED, SIZE);
  expect((await readdir(home)).filter((name) => name.startsWith('f.iso'))).toEqual(['f.iso']);
});

test('--copy leaves the original, and -o names the result', async () => {
  const { home, path, url } = await scene();
  await leave(path('partial'));
  const told = await cli.run(home, ['adopt', 'partial', '--source', url, '--copy', '-o', 'mine.iso']);
  expect(told).toMatchObject({ code: 0, stdout: `${home}/mine.iso\n` });
  expect(told.stderr).toContain('The original stays; the copy is ');
  expect((await readFile(path('partial'))).length).toBe(ARRIVED);
  await expectSeededFile(path('mine.iso'), SEED, SIZE);
});

test('a lost list of jobs costs what lay in holes, and no more', async () => {
  const { home, origin, path, url } = await scene();
  const release = origin.hold('/f.iso', { afterBytes: ARRIVED });
  const first = cli.start(home, ['get', url, '--json', '--connections', '1']);
  await first.untilEvent((event) => event['received'] === ARRIVED);
  first.child.kill('SIGINT');
  await first.finished;
  release();
  await rm(path('.local'), { recursive: true });
  const hinted = await cli.run(home, ['get', url, '-d', home, '--json']);
  expect(hinted.stderr).toContain(`f.iso.part was left there unfinished. To go on with it, stop here and run: sluice adopt `);
  await rm(path('f (1).iso'));
  const before = origin.requests.length;
  const told = await cli.run(home, ['adopt', 'f.iso.part', '--source', url]);
  expect(told).toMatchObject({ code: 0, stdout: `${home}/f.iso\n` });
  await expectSeededFile(path('f.iso'), SEED, SIZE);
  // The block that was under way, the one before it, and the samples.
  const asked = origin.requests.slice(before).filter(({ rangeAsked }) => rangeAsked !== 'bytes=0-');
  expect(asked.reduce((sum, { bodyBytesSent }) => sum + bodyBytesSent, 0)).toBeLessThan(SIZE - ARRIVED + 4 * MIB);
}, 60_000);

test('another file is refused in a sentence and in JSON; file and list stay as they were', async () => {
  const { home, origin, path } = await scene();
  await leave(path('f.iso.part'));
  const url = `${origin.serve('/other.iso', { seed: changedSeed(SEED), sizeBytes: SIZE })}?token=verborgen`;
  const told = await cli.run(home, ['adopt', 'f.iso.part', '--source', url]);
  expect([told.code, told.stdout]).toEqual([1, '']);
  expect(told.stderr).toContain(`The bytes in “${home}/f.iso.part” are not those that the server has. Nothing was changed.`);
  const asJson = await cli.run(home, ['adopt', 'f.iso.part', '--source', url, '--json']);
  expect(jsonLines(asJson.stdout)).toEqual([
    {
      event: 'failed',
      job: null,
      failure: { kind: 'not-adopted', cause: 'other-bytes', path: path('f.iso.part') },
      message: expect.any(String),
    },
  ]);
  expect(told.stderr + asJson.stdout + asJson.stderr).not.toContain('verborgen');
  expect((await readFile(path('f.iso.part'))).equals(seededBytes(SEED, { start: 0, end: ARRIVED }))).toBe(true);
  expect((await cli.run(home, ['list', '--json'])).stdout).toBe('');
});

test('what is missing in the command line is said', async () => {
  const { home, path } = await scene();
  await leave(path('f.iso.part'));
  expect(await cli.run(home, ['adopt'])).toMatchObject({ code: 2, stderr: expect.stringContaining('sluice adopt FILE --source URL') });
  expect(await cli.run(home, ['adopt', 'f.iso.part'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('does not say where the file comes from'),
  });
  expect(await cli.run(home, ['adopt', 'nobody'])).toMatchObject({ code: 1, stderr: expect.stringContaining('is not a plain file') });
  expect(await cli.run(home, ['get', 'http://x.invalid/', '--copy'])).toMatchObject({ code: 2 });
});
