/** The built command with files of links and mirrors, against real origins. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changedSeed, expectSeededFile, sha256OfSeed, status } from '@sluice/testkit';
import { BuiltCli, jsonLines } from './testing/built-cli.ts';
import { openScene } from './testing/scene.ts';

const MIB = 1024 * 1024;
const SEED = 8;
const SIZE = 3 * MIB + 1;
const DEAD = 'http://127.0.0.1:1/disk.iso';

const cli = new BuiltCli();

function metalink(name: string, facts: string, urls: readonly string[]): string {
  const addresses = urls.map((url, index) => `<url priority="${index + 1}">${url}</url>`).join('');
  return `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="${name}">${facts}${addresses}</file></metalink>`;
}

test('a Metalink brings its file under its name, verified, though its first mirror is dead and its second has another file', async () => {
  const { origin, home } = await openScene();
  const wrong = origin.serve('/wrong.iso', { seed: changedSeed(SEED), sizeBytes: SIZE - 1 });
  const right = origin.serve('/right.iso', { seed: SEED, sizeBytes: SIZE });
  const facts = `<size>${SIZE}</size><hash type="sha-256">${sha256OfSeed(SEED, SIZE)}</hash>`;
  await writeFile(join(home, 'set.meta4'), metalink('named.iso', facts, [DEAD, wrong, right]));
  const { code, stdout } = await cli.run(home, ['get', 'set.meta4', '--json']);
  expect(code).toBe(0);
  const ends = jsonLines(stdout).filter(({ event }) => event !== 'progress');
  expect(ends).toMatchObject([{ event: 'done', path: join(home, 'named.iso'), bytes: SIZE, verified: 'sha256' }]);
  await expectSeededFile(join(home, 'named.iso'), SEED, SIZE);
});

test('--mirror is used when the URL fails', async () => {
  const { origin, home } = await openScene();
  const gone = origin.serve('/gone.iso', { seed: SEED, sizeBytes: SIZE, faults: [status(404)] });
  const mirror = origin.serve('/copy.iso', { seed: SEED, sizeBytes: SIZE });
  const { code, stdout } = await cli.run(home, ['get', gone, '--mirror', DEAD, '--mirror', mirror]);
  expect([code, stdout]).toEqual([0, `${home}/gone.iso\n`]);
  await expectSeededFile(join(home, 'gone.iso'), SEED, SIZE);
});

test('a text file and an address are fetched together', async () => {
  const { origin, home } = await openScene();
  const urls = ['/a', '/b', '/c'].map((path, seed) => origin.serve(path, { seed, sizeBytes: 1000 }));
  await writeFile(join(home, 'list.txt'), `${urls[0] ?? ''}\n${urls[1] ?? ''}\n`);
  expect(await cli.run(home, ['get', 'list.txt', urls[2] ?? ''])).toMatchObject({ code: 0 });
  for (const [seed, name] of ['a', 'b', 'c'].entries()) await expectSeededFile(join(home, name), seed, 1000);
});

test.each([
  ['a damaged Metalink', { 'bad.meta4': '<html>' }, ['bad.meta4'], 'sluice: bad.meta4 is damaged, or not what its name says.\n'],
  ['a text without links', { 'no.txt': 'nothing' }, ['no.txt'], 'sluice: no.txt has no link in it that can be fetched.\n'],
  ['a file that is not there', {}, ['gone.webloc'], 'sluice: gone.webloc can’t be read.\n'],
])('%s is said to be so, and nothing is fetched', async (_what, files, operands, sentence) => {
  const { home } = await openScene();
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text);
  const { code, stdout, stderr } = await cli.run(home, ['get', ...operands]);
  expect([code, stdout, stderr]).toEqual([2, '', sentence]);
});

test('one name, or mirrors, for many files are refused', async () => {
  const { origin, home } = await openScene();
  const urls = ['/a', '/b'].map((path, seed) => origin.serve(path, { seed, sizeBytes: 10 }));
  await writeFile(join(home, 'list.txt'), urls.join('\n'));
  for (const rest of [
    ['-o', 'x'],
    ['--mirror', DEAD],
  ])
    expect(await cli.run(home, ['get', 'list.txt', ...rest])).toMatchObject({ code: 2 });
  expect(await cli.run(home, ['get', ...urls, '--mirror', DEAD])).toMatchObject({ code: 2 });
  expect(await readdir(home)).toEqual(['list.txt']);
});
