/** `sluice get oss://…` as a shell runs it, against a store that checks every signature (issue 4). */
import { execFile } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { expectSeededFile, openObjectStore, tempFolder, type ObjectStore } from '@sluice/testkit';
import { BuiltCli } from './testing/built-cli.ts';

const MIB = 1024 * 1024;
const SECRET = 'hunter2/Secret+Value==';
const KEYS = { accessKeyId: 'LTAI5tExampleKeyId', secret: SECRET };
const ENV = { OSS_ACCESS_KEY_ID: KEYS.accessKeyId, OSS_ACCESS_KEY_SECRET: SECRET };
const cli = new BuiltCli();

async function open(): Promise<{ readonly store: ObjectStore; readonly home: string; readonly way: readonly string[] }> {
  const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [KEYS] });
  const folder = await tempFolder();
  onTestFinished(async () => {
    await store.close();
    await folder.remove();
  });
  store.createBucket('bucket');
  return { store, home: folder.path, way: ['--endpoint', store.url, '--region', 'cn-hangzhou'] };
}

async function everythingIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'latin1')));
  return texts.join('\n');
}

test('G2: an object is fetched with keys from the environment, whose secret is nowhere afterwards', async () => {
  const { store, home, way } = await open();
  store.put('bucket', 'dir/a b+%.bin', { seed: 4, sizeBytes: 5 * MIB });
  const ended = await cli.run(home, ['get', 'oss://bucket/dir/a b+%.bin', ...way, '--state', join(home, 'state')], ENV);
  expect(ended).toMatchObject({ code: 0, stdout: `${join(home, 'a b+%.bin')}\n` });
  await expectSeededFile(join(home, 'a b+%.bin'), 4, 5 * MIB);
  expect(await everythingIn(join(home, 'state'))).not.toContain('hunter2');
  expect(ended.stderr).not.toContain('hunter2');
});

test('G7: version, sub-range and the customer’s key are passed on; the key is not in the list of processes nor in the plain columns', async () => {
  const { store, home, way } = await open();
  const customerKey = Buffer.alloc(32, 5).toString('base64');
  await writeFile(join(home, 'key.txt'), `${customerKey}\n`);
  store.put('bucket', 'a.bin', { seed: 4, sizeBytes: 5 * MIB, customerKey });
  const release = store.hold('bucket', 'a.bin', { afterBytes: 1000 });
  const argv = [
    'get',
    'oss://bucket/a.bin',
    ...way,
    '--sse-c-key-file',
    'key.txt',
    '--sub-range',
    '1000-2000999',
    '--state',
    join(home, 'state'),
  ];
  const running = cli.start(home, argv, ENV);
  await store.untilBytesSent(store.pathFor('bucket', 'a.bin'), 1000);
  const { stdout } = await promisify(execFile)('ps', ['-o', 'args=', '-p', String(running.child.pid)]);
  expect(stdout).toContain('key.txt');
  expect(stdout).not.toContain(customerKey);
  release();
  const ended = await running.finished;
  expect(ended.code).toBe(0);
  expect((await readFile(join(home, 'a.bin'))).byteLength).toBe(2_000_000);
});

test('G6: a refusal is told in words, with the permission and the id of the request, and the exit code is 1', async () => {
  const { store, home, way } = await open();
  store.setCredentials([{ ...KEYS, may: [] }]);
  store.put('bucket', 'a.bin', { seed: 4, sizeBytes: 10 });
  const refused = await cli.run(home, ['get', 'oss://bucket/a.bin', ...way], ENV);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(
    /The store refuses access \(AccessDenied\)\. The key that is used needs the permission oss:GetObject .* Request ID [0-9A-F]{24}/,
  );
  const keyless = await cli.run(home, ['get', 'oss://bucket/a.bin', ...way]);
  expect(keyless.stderr).toContain('There are no OSS credentials');
  const nowhere = await cli.run(home, ['get', 'oss://bucket/b.bin'], ENV);
  expect(nowhere.stderr).toContain('No OSS connection is known');
});

test('G8: a job for an archived object says so and is left for later; the same command goes on', async () => {
  const { store, home, way } = await open();
  store.put('bucket', 'a.bin', { seed: 4, sizeBytes: 10, archived: true, storageClass: 'ColdArchive' });
  const argv = ['get', 'oss://bucket/a.bin', ...way, '--restore'];
  const waits = await cli.run(home, argv, ENV);
  expect(waits.code).toBe(3);
  expect(waits.stderr).toContain('ColdArchive');
  store.completeRestore('bucket', 'a.bin', { untilMs: Date.now() + 3_600_000 });
  expect((await cli.run(home, argv, ENV)).code).toBe(0);
});

test('wrong values of the options for objects are named, and no request is sent', async () => {
  const { store, home } = await open();
  for (const [option, value] of [
    ['--endpoint', 'a b'],
    ['--region', '!'],
    ['--addressing', 'x'],
    ['--network', 'x'],
    ['--signature', 'v2'],
    ['--traffic-limit', '1'],
    ['--sub-range', '5-2'],
    ['--sse-c-key-file', 'missing.txt'],
  ] as const) {
    const ended = await cli.run(home, ['get', 'oss://bucket/a', option, value], ENV);
    expect([option, ended.code, ended.stderr.includes(option)]).toEqual([option, 2, true]);
  }
  expect(store.requests).toEqual([]);
});
