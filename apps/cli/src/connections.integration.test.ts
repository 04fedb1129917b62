/** `sluice connections` as a shell runs it, against a store that checks every signature (issue 4, G2). */
import { execFile } from 'node:child_process';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { expectSeededFile, openObjectStore, tempFolder, type ObjectStore, type ObjectStoreOptions } from '@sluice/testkit';
import { BuiltCli, jsonLines, type Finished } from './testing/built-cli.ts';

const SECRET = 'hunter2/Secret+Value==';
const KEYS = { accessKeyId: 'LTAI5tExampleKeyId', secret: SECRET };
const cli = new BuiltCli();

interface Scene {
  readonly store: ObjectStore;
  readonly home: string;
  readonly file: string;
  run(...argv: readonly string[]): Promise<Finished>;
}

async function open(options: Partial<ObjectStoreOptions> = {}): Promise<Scene> {
  const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [KEYS], ...options });
  const folder = await tempFolder();
  onTestFinished(async () => {
    await store.close();
    await folder.remove();
  });
  store.createBucket('pictures');
  const home = folder.path;
  await writeFile(join(home, 'secret.txt'), `${SECRET}\n`);
  const run = (...argv: readonly string[]) => cli.run(home, [...argv, '--state', join(home, 'state')]);
  return { store, home, file: join(home, 'state', 'connections.json'), run };
}

const add = ({ store, run }: Scene, ...more: readonly string[]): Promise<Finished> =>
  run('connections', 'add', 'work', 'oss://pictures', '--endpoint', store.url, '--region', 'cn-hangzhou', ...more);
const WITH_KEYS = ['--access-key-id', KEYS.accessKeyId, '--secret-file', 'secret.txt'] as const;

test('G2: a connection is kept in a file that only the user can read, works, is shown without its secret, and serves get', async () => {
  const scene = await open();
  scene.store.put('pictures', 'a.bin', { seed: 4, sizeBytes: 100_000 });
  expect(await add(scene, ...WITH_KEYS)).toMatchObject({ code: 0, stderr: 'Saved the connection work.\n' });
  expect((await stat(scene.file)).mode & 0o777).toBe(0o600);
  expect(await scene.run('connections', 'test', 'work')).toMatchObject({
    code: 0,
    stderr: 'work works: the bucket pictures can be listed.\n',
  });
  const listed = await scene.run('connections', 'list');
  expect(listed.stdout).toMatch(/^work +oss:\/\/pictures +http:\S+ cn-hangzhou +LTAI5tExampleKeyId$/m);
  const [json] = jsonLines((await scene.run('connections', 'list', '--json')).stdout);
  expect(json).toMatchObject({ name: 'work', bucket: 'pictures', keys: 'stored', accessKeyId: KEYS.accessKeyId });
  const got = await scene.run('get', 'oss://pictures/a.bin');
  expect(got).toMatchObject({ code: 0 });
  await expectSeededFile(join(scene.home, 'a.bin'), 4, 100_000);
  expect(JSON.stringify([listed, json, got])).not.toContain('hunter2');
  expect((await scene.run('connections', 'remove', 'work')).code).toBe(0);
  expect(await readFile(scene.file, 'utf8')).not.toContain('work');
  expect(await scene.run('connections', 'test', 'work')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no connection “work”'),
  });
});

test('G2: the secret can be piped in; it is in no list of processes', async () => {
  const scene = await open();
  const argv = ['connections', 'add', 'work', 'oss://pictures', '--endpoint', scene.store.url, '--region', 'cn-hangzhou'];
  const running = cli.start(scene.home, [...argv, '--access-key-id', KEYS.accessKeyId, '--state', join(scene.home, 'state')]);
  const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(running.child.pid)]);
  expect(stdout).not.toContain('hunter2');
  running.child.stdin.end(`${SECRET}\n`);
  expect((await running.finished).code).toBe(0);
  expect((await scene.run('connections', 'test', 'work')).code).toBe(0);
  const without = cli.start(scene.home, [...argv, '--access-key-id', KEYS.accessKeyId]);
  without.child.stdin.end();
  expect(await without.finished).toMatchObject({ code: 2, stderr: expect.stringContaining('No secret was given') });
});

test('test says what is wrong: the key, its name, the region, the bucket, the endpoint, the permission', async () => {
  const scene = await open();
  const tell = async (...more: readonly string[]): Promise<string> => {
    await add(scene, ...more);
    const { code, stderr } = await scene.run('connections', 'test', 'work');
    expect(code).toBe(1);
    expect(stderr).not.toContain('hunter2');
    return stderr;
  };
  await writeFile(join(scene.home, 'wrong.txt'), 'not-the-secret');
  expect(await tell('--access-key-id', KEYS.accessKeyId, '--secret-file', 'wrong.txt')).toContain('SignatureDoesNotMatch');
  expect(await tell('--access-key-id', 'LTAInobody', '--secret-file', 'secret.txt')).toContain('InvalidAccessKeyId');
  expect(await tell(...WITH_KEYS, '--region', 'cn-beijing')).toMatch(/region/i);
  expect(await tell()).toContain('There are no OSS credentials');
  await add(scene, ...WITH_KEYS);
  expect((await scene.run('connections', 'test', 'work', 'oss://missing')).stderr).toContain('NoSuchBucket');
  expect(await tell(...WITH_KEYS, '--endpoint', 'http://127.0.0.1:9')).toMatch(/127\.0\.0\.1/);
  await add(scene, ...WITH_KEYS);
  scene.store.setCredentials([{ ...KEYS, may: ['get-object'] }]);
  expect((await scene.run('connections', 'test', 'work')).stderr).toContain('oss:ListObjects');
});

test('a clock that is wrong is told with its distance, and the store’s time is used', async () => {
  const scene = await open({ nowMs: () => Date.now() + 40 * 60_000 });
  await add(scene, ...WITH_KEYS);
  const tested = await scene.run('connections', 'test', 'work');
  expect(tested).toMatchObject({ code: 0, stderr: expect.stringContaining('40 minutes behind') });
});

test('wrong words are told as such, and a file that is no list is left as it is', async () => {
  const scene = await open();
  for (const argv of [
    [],
    ['fly'],
    ['add', 'work'],
    ['add', 'work', 'https://x.example/'],
    ['list', 'x'],
    ['remove'],
    ['test', 'a', 'b', 'c'],
  ])
    expect([argv, (await scene.run('connections', ...argv)).code]).toEqual([argv, 2]);
  expect((await add(scene, '--secret-file', 'secret.txt')).code).toBe(2);
  expect(await add(scene, '--access-key-id', 'x', '--secret-file', 'gone.txt')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('gone.txt'),
  });
  await add(scene, ...WITH_KEYS);
  await writeFile(scene.file, '{"connections": [1]}');
  await chmod(scene.file, 0o600);
  expect((await scene.run('connections', 'list')).stderr).toContain('is no connection');
  expect(await readFile(scene.file, 'utf8')).toBe('{"connections": [1]}');
});
