/** `sluice ls` and `sluice get --recursive` as a shell runs them (issue 4, G9). */
import { lstat, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { expectSeededFile, openObjectStore, tempFolder, type BucketOptions, type ObjectStore } from '@sluice/testkit';
import { BuiltCli, jsonLines, type Finished } from './testing/built-cli.ts';

const KEYS = { accessKeyId: 'LTAI5tExampleKeyId', secret: 'hunter2/Secret+Value==' };
const ENV = { OSS_ACCESS_KEY_ID: KEYS.accessKeyId, OSS_ACCESS_KEY_SECRET: KEYS.secret };
const cli = new BuiltCli();

async function open(
  bucket: BucketOptions = {},
): Promise<{ readonly store: ObjectStore; readonly home: string; run(...argv: readonly string[]): Promise<Finished> }> {
  const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [KEYS] });
  const folder = await tempFolder();
  onTestFinished(async () => {
    await store.close();
    await folder.remove();
  });
  store.createBucket('pictures', bucket);
  const home = folder.path;
  const way = ['--endpoint', store.url, '--region', 'cn-hangzhou', '--state', join(home, 'state')];
  await mkdir(join(home, 'down'));
  return { store, home, run: (...argv) => cli.run(home, [...argv, ...way], ENV) };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .toSorted();
}

test('G9: ls shows one level, with sizes; --recursive all; --json the keys exactly as they are', async () => {
  const { store, run } = await open();
  for (const [key, sizeBytes] of [
    ['b.bin', 2048],
    ['a/1', 1],
    ['a/中\n文/2', 1],
  ] as const)
    store.put('pictures', key, { seed: 1, sizeBytes });
  const level = await run('ls', 'oss://pictures');
  expect(level.code).toBe(0);
  expect(level.stdout).toMatch(/^ +a\/\n +2\.05 kB {2}2025-01-01 \d\d:\d\d {2}b\.bin\n$/);
  expect((await run('ls', 'oss://pictures/a/')).stdout.split('\n')).toHaveLength(3);
  const all = await run('ls', 'oss://pictures/a/', '--recursive', '--json');
  expect(jsonLines(all.stdout)).toMatchObject([{ key: 'a/1', size: 1 }, { key: 'a/中\n文/2' }]);
  expect((await run('ls', 'oss://missing')).stderr).toContain('NoSuchBucket');
  expect((await run('ls', 'https://example.org/')).code).toBe(2);
});

test('G9: twenty thousand keys are listed in bounded memory', async () => {
  const at = (index: number): string => `data/${String(index).padStart(6, '0')}.bin`;
  const { run } = await open({ generated: { count: 20_000, at, object: (index) => ({ seed: index, sizeBytes: 10 }) } });
  const { code, stdout } = await run('ls', 'oss://pictures/data/', '--json');
  expect([code, stdout.split('\n').length - 1]).toEqual([0, 20_000]);
});

test('G9: a prefix is fetched with its folders; the same command leaves out what is there, and brings what is new', async () => {
  const { store, home, run } = await open();
  const keys = ['x/y/1.bin', 'x/y/z/2.bin', 'x/y/z/中 文+%.bin', 'x/y/', 'x/yonder.bin'];
  keys.forEach((key, index) => store.put('pictures', key, { seed: index, sizeBytes: key.endsWith('/') ? 0 : 3000 + index }));
  const got = await run('get', '--recursive', 'oss://pictures/x/y/', '-d', 'down');
  expect(got.code).toBe(0);
  const down = join(home, 'down');
  expect(await filesIn(down)).toEqual(['y/1.bin', 'y/z/2.bin', 'y/z/中 文+%.bin']);
  await expectSeededFile(join(down, 'y/z/2.bin'), 1, 3001);
  expect(
    got.stdout
      .split('\n')
      .filter((line) => line !== '')
      .toSorted(),
  ).toEqual((await filesIn(down)).map((file) => join(down, file)).toSorted());
  store.put('pictures', 'x/y/new.bin', { seed: 9, sizeBytes: 10 });
  const again = await run('get', '--recursive', 'oss://pictures/x/y/', '-d', 'down');
  expect(again).toMatchObject({ code: 0, stdout: `${join(down, 'y/new.bin')}\n` });
  expect(again.stderr).toContain('3 objects are there already.');
  expect(await filesIn(down)).toHaveLength(4);
});

test('G9: an object that was replaced by one of the same size is brought, once, and overwrites only what is not it', async () => {
  const { store, home, run } = await open();
  const down = join(home, 'down');
  const put = (seed: number, lastModified: string): void => {
    store.put('pictures', 'x/a.bin', { seed, sizeBytes: 5000, lastModified });
  };
  put(1, 'Wed, 01 Jan 2025 00:00:00 GMT');
  store.put('pictures', 'x/b.bin', { seed: 5, sizeBytes: 5000 });
  const get = (...more: readonly string[]) => run('get', '--recursive', 'oss://pictures/x/', '-d', 'down', ...more);
  expect((await get()).code).toBe(0);
  put(2, 'Thu, 02 Jan 2025 00:00:00 GMT');
  expect(await get()).toMatchObject({ code: 0, stdout: `${join(down, 'x/a (1).bin')}\n` });
  await expectSeededFile(join(down, 'x/a.bin'), 1, 5000);
  await expectSeededFile(join(down, 'x/a (1).bin'), 2, 5000);
  expect(await get()).toMatchObject({ stdout: '', stderr: expect.stringContaining('2 objects are there already.') });
  put(3, 'Wed, 01 Jan 2025 00:00:00 GMT');
  const before = store.requests.length;
  const overwritten = await get('--on-conflict', 'overwrite');
  expect(overwritten).toMatchObject({ code: 0, stdout: `${join(down, 'x/a.bin')}\n` });
  await expectSeededFile(join(down, 'x/a.bin'), 3, 5000);
  expect(store.requests.slice(before).filter(({ path }) => path.endsWith('b.bin'))).toEqual([]);
  put(1, 'Wed, 01 Jan 2025 00:00:00 GMT');
  expect(await get('--on-conflict', 'overwrite')).toMatchObject({ stdout: `${join(down, 'x/a.bin')}\n` });
  await expectSeededFile(join(down, 'x/a.bin'), 1, 5000);
}, 60_000);

test('G9: jobs that an earlier run left are continued with what is wished now', async () => {
  const { store, home, run } = await open({ requesterPays: true });
  store.put('pictures', 'x/big.bin', { seed: 1, sizeBytes: 3 * 1024 * 1024 });
  const get = (...more: readonly string[]) => run('get', '--recursive', 'oss://pictures/x/', '-d', 'down', '--request-payer', ...more);
  store.setCredentials([{ ...KEYS, may: ['list-objects'] }]);
  expect((await get()).code).toBe(1);
  store.setCredentials([KEYS]);
  const before = store.requests.length;
  expect(await get('--traffic-limit', '838860800', '--connections', '1')).toMatchObject({ code: 0 });
  await expectSeededFile(join(home, 'down/x/big.bin'), 1, 3 * 1024 * 1024);
  const gets = store.requests.slice(before).filter(({ path }) => path.endsWith('big.bin'));
  expect(gets.length).toBeGreaterThan(0);
  for (const { headers } of gets) expect(headers).toMatchObject({ 'x-oss-traffic-limit': '838860800', 'x-oss-request-payer': 'requester' });
  const jobs = await cli.run(home, ['list', '--json', '--state', join(home, 'state')]);
  expect(jsonLines(jobs.stdout)).toHaveLength(1);
}, 60_000);

test('G9: nasty keys stay in the folder, each in a file of its own', async () => {
  const { store, home, run } = await open();
  const keys = [
    'p/../../../evil',
    'p//a',
    'p/a',
    'p/a/b',
    'p/./a',
    'p/CON',
    'p/..',
    'p/.',
    'p/c:d',
    'p/c_d',
    'p/t...',
    'p/back\\slash',
    'p/tab\tx',
  ];
  keys.forEach((key, index) => store.put('pictures', key, { seed: index, sizeBytes: 100 + index }));
  await writeFile(join(home, 'evil'), 'mine');
  const got = await run('get', '--recursive', 'oss://pictures/', '-d', 'down');
  expect(got.code).toBe(0);
  const down = join(home, 'down');
  const files = await filesIn(down);
  const sizes = await Promise.all(files.map(async (file) => (await lstat(join(down, file))).size));
  expect(sizes.toSorted((a, b) => a - b)).toEqual(keys.map((_key, index) => 100 + index));
  expect((await readdir(home)).toSorted()).toEqual(['down', 'evil', 'state']);
  expect((await run('get', '--recursive', 'oss://pictures/', '-d', 'down')).stderr).toContain(`${keys.length} objects are there already.`);
});

test('G9: more objects than are queued at a time all arrive, while the list is still being read', async () => {
  const at = (index: number): string => `data/${index % 7}/${String(index).padStart(6, '0')}.bin`;
  const order = Array.from({ length: 250 }, (_, index) => index).toSorted((a, b) => (at(a) < at(b) ? -1 : 1));
  const { home, run } = await open({
    generated: { count: order.length, at: (index) => at(order[index] ?? 0), object: (index) => ({ seed: index, sizeBytes: 10 }) },
  });
  const got = await run('get', '--recursive', 'oss://pictures/data/', '-d', 'down', '--quiet');
  expect([got.code, got.stderr]).toEqual([0, '']);
  expect(await filesIn(join(home, 'down'))).toHaveLength(250);
}, 120_000);
