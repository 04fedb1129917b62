/** Wrong input and broken surroundings: a sentence that helps, the right exit code, and nothing lost. */
import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { smallDisk, startOrigin, status, tempFolder, type Origin } from '@sluice/testkit';
import { BuiltCli, CLI_FOLDER, jsonLines } from './testing/built-cli.ts';

const MIB = 1024 * 1024;

const cli = new BuiltCli();

async function aHome(): Promise<string> {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  return folder.path;
}

async function anOrigin(options?: Parameters<typeof startOrigin>[0]): Promise<Origin> {
  const origin = await startOrigin(options);
  onTestFinished(() => origin.close());
  return origin;
}

describe('an address that brings no file', () => {
  test.each([
    ['is not a URL', 'nonsense', 'invalid-url', 'is not a link'],
    ['has an unknown scheme', 'gopher://example.org/f', 'unsupported-scheme', 'gopher'],
    ['names an unknown host', 'http://nowhere.invalid/f', 'dns', 'was not found'],
    ['names a port that refuses', 'http://127.0.0.1:1/f', 'connect', 'refused the connection on port 1'],
  ])('because it %s fails with a sentence', async (_what, url, kind, sentence) => {
    const { code, stdout } = await cli.run(await aHome(), ['get', url, '--json']);
    expect(code).toBe(1);
    expect(jsonLines(stdout).filter(({ event }) => event !== 'progress')).toEqual([
      expect.objectContaining({ event: 'failed', failure: expect.objectContaining({ kind }), message: expect.stringContaining(sentence) }),
    ]);
  });

  test.each([
    [404, 'no file at this address'],
    [403, 'refuse'],
  ])('because the server says %i fails with a sentence', async (code, sentence) => {
    const origin = await anOrigin();
    const url = origin.serve('/f', { seed: 1, sizeBytes: 10, faults: [status(code)] });
    const run = await cli.run(await aHome(), ['get', url]);
    expect([run.code, run.stdout]).toEqual([1, '']);
    expect(run.stderr).toMatch(new RegExp(`^f: .*${sentence}.*\\(${code}\\)`));
  });

  test('because the server says 500 for ever is tried again, and fails in the end', { timeout: 180_000 }, async () => {
    const origin = await anOrigin();
    const url = origin.serve('/f', { seed: 1, sizeBytes: 10, faults: [status(500)] });
    const run = await cli.run(await aHome(), ['get', url]);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('(500)') });
    expect(origin.requests.length).toBeGreaterThan(1);
  });

  test('because the certificate is wrong fails, and nothing is asked of that server', async () => {
    const origin = await anOrigin({ tls: true });
    const run = await cli.run(await aHome(), ['get', origin.serve('/f', { seed: 1, sizeBytes: 10 })]);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('(DEPTH_ZERO_SELF_SIGNED_CERT)') });
    expect(origin.requests).toEqual([]);
  });

  test('is told without its secrets', async () => {
    const run = await cli.run(await aHome(), [
      'get',
      'htp//user:geheim@example.org/f?token=geheim',
      'http://u:geheim@127.0.0.1:1/f?sig=geheim',
    ]);
    expect(run.code).toBe(1);
    expect(run.stdout + run.stderr).not.toContain('geheim');
  });

  test('does not keep the others from arriving', async () => {
    const origin = await anOrigin();
    const home = await aHome();
    const run = await cli.run(home, ['get', 'nonsense', origin.serve('/f', { seed: 1, sizeBytes: 10 })]);
    expect(run).toMatchObject({ code: 1, stdout: `${home}/f\n`, stderr: expect.stringContaining('“nonsense” is not a link') });
  });
});

describe('a place that takes no file', () => {
  test('because the folder is missing fails', async () => {
    const origin = await anOrigin();
    const home = await aHome();
    const url = origin.serve('/f', { seed: 1, sizeBytes: 10 });
    for (const argv of [
      ['-d', 'missing'],
      ['-o', 'missing/f'],
    ]) {
      const run = await cli.run(home, ['get', url, ...argv]);
      expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining(`${home}/missing” does not exist`) });
    }
    expect((await readdir(home)).filter((name) => !name.startsWith('.'))).toEqual([]);
  });

  test.skipIf(process.getuid?.() === 0)('because the folder is read-only fails', async () => {
    const origin = await anOrigin();
    const home = await aHome();
    await mkdir(join(home, 'locked'));
    await chmod(join(home, 'locked'), 0o555);
    const run = await cli.run(home, ['get', origin.serve('/f', { seed: 1, sizeBytes: 10 }), '-d', 'locked']);
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining('locked') });
  });

  test('because -o names a folder is wrong usage', async () => {
    const home = await aHome();
    await mkdir(join(home, 'folder'));
    const run = await cli.run(home, ['get', 'http://127.0.0.1:1/f', '-o', 'folder']);
    expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining('“folder” is a folder') });
  });

  test('because the name is illegal fails before anything is asked', async () => {
    const origin = await anOrigin();
    const run = await cli.run(await aHome(), ['get', origin.serve('/f', { seed: 1, sizeBytes: 10 }), '-o', 'x'.repeat(300), '--json']);
    expect(run.code).toBe(1);
    expect(jsonLines(run.stdout)).toEqual([
      expect.objectContaining({ job: null, failure: expect.objectContaining({ kind: 'name-illegal' }) }),
    ]);
    expect(origin.requests).toEqual([]);
  });

  test('because the disk is too small waits for the user, and says how much is missing', async ({ skip }) => {
    const disk = await smallDisk(4);
    if (disk === null) return skip();
    onTestFinished(() => disk.remove());
    const origin = await anOrigin();
    const run = await cli.run(await aHome(), ['get', origin.serve('/f', { seed: 1, sizeBytes: 64 * MIB }), '-d', disk.path, '--json']);
    expect(run.code).toBe(3);
    expect(jsonLines(run.stdout).filter(({ event }) => event !== 'progress')).toEqual([
      expect.objectContaining({ event: 'waiting', reason: 'disk-space', message: expect.stringContaining('67.1 MB') }),
    ]);
  });
});

test('a checksum that the file does not have is a failure, and no file is called done', async () => {
  const origin = await anOrigin();
  const home = await aHome();
  const url = origin.serve('/f', { seed: 1, sizeBytes: MIB });
  const run = await cli.run(home, ['get', url, '--checksum', `sha256:${'0'.repeat(64)}`, '--json']);
  expect(run.code).toBe(1);
  expect(jsonLines(run.stdout).filter(({ event }) => event !== 'progress')).toEqual([
    expect.objectContaining({ event: 'failed', failure: expect.objectContaining({ kind: 'checksum-mismatch' }) }),
  ]);
  expect(await readdir(home)).not.toContain('f');
});

test('a link that dies under a started job waits for the user, and everything is kept', async () => {
  const origin = await anOrigin();
  const home = await aHome();
  const url = origin.serve('/f', { seed: 1, sizeBytes: 8 * MIB });
  const release = origin.hold('/f', { afterBytes: 4 * MIB });
  const first = cli.start(home, ['get', url, '--json', '--connections', '1']);
  await first.untilEvent((event) => event['received'] === 4 * MIB);
  first.child.kill('SIGINT');
  await first.finished;
  release();
  origin.serve('/f', { seed: 1, sizeBytes: 8 * MIB, faults: [status(403)] });
  const run = await cli.run(home, ['get', url, '--json']);
  expect(run.code).toBe(3);
  expect(jsonLines(run.stdout).at(-1)).toMatchObject({
    event: 'waiting',
    reason: 'new-link',
    message: expect.stringContaining('50 % is kept'),
  });
});

test('a damaged list of jobs is set aside, told, and the run goes on', async () => {
  const origin = await anOrigin();
  const home = await aHome();
  await mkdir(join(home, 'jobs'));
  await writeFile(join(home, 'jobs', 'queue.db'), 'this is no database, and was one perhaps'.repeat(100));
  const run = await cli.run(home, ['get', origin.serve('/f', { seed: 1, sizeBytes: 10 }), '--state', 'jobs']);
  expect(run).toMatchObject({ code: 0, stdout: `${home}/f\n`, stderr: expect.stringContaining('The damaged file is kept as') });
  expect((await readdir(join(home, 'jobs'))).some((name) => name.startsWith('queue.db.corrupt-'))).toBe(true);
});

test('a folder for jobs that is a file can not be used', async () => {
  const home = await aHome();
  await writeFile(join(home, 'jobs'), 'mine');
  const run = await cli.run(home, ['list', '--state', 'jobs']);
  const get = await cli.run(home, ['get', 'http://127.0.0.1:1/f', '--state', 'jobs']);
  expect([run.code, get.code]).toEqual([expect.any(Number), 1]);
  expect(get.stderr).toContain('can’t be used');
  expect(await readFile(join(home, 'jobs'), 'utf8')).toBe('mine');
});

test.each([
  [[], 'Say what to do'],
  [['fetch'], 'There is no command “fetch”'],
  [['get'], 'Say what to fetch'],
  [['get', 'http://h/f', '--connections', '65'], 'from 1 to 64'],
  [['get', 'http://h/f', '--part-size', '1K'], 'from 100K to 5G'],
  [['get', 'http://h/f', '--checksum', 'sha256:abc'], '64 hexadecimal digits'],
  [['get', 'http://h/f', 'http://h/g', '-o', 'x'], 'Use -d DIR'],
  [['get', 'http://h/f', '--header', 'geheim'], 'Name: value'],
  [['list', '--limit', '1M'], 'does not belong to sluice list'],
])('wrong usage %j gets one sentence, the way to help, and exit 2', async (argv, sentence) => {
  const run = await cli.run(await aHome(), argv);
  expect([run.code, run.stdout]).toEqual([2, '']);
  expect(run.stderr).toContain(sentence);
  expect(run.stderr).toMatch(/^sluice: [^\n]* See sluice (\w+ )?--help\.\n$/);
  expect(run.stderr).not.toContain('geheim');
});

test('the sentences come in Chinese where the locale is', async () => {
  const run = await cli.run(await aHome(), ['get'], { LC_ALL: 'zh_CN.UTF-8' });
  expect(run.stderr).toContain('请说明要下载什么');
});

test('help and version go to the standard output', async () => {
  const home = await aHome();
  expect(await cli.run(home, ['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^sluice \d+\.\d+\.\d+\n$/),
    stderr: '',
  });
  for (const argv of [['--help'], ['get', '--help'], ['resume', '-h'], ['help', 'list'], ['remove', '--help']]) {
    const { code, stdout } = await cli.run(home, argv);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Examples:\n {2}sluice/)]);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  }
});

test('without a build the launcher says what to run', async () => {
  const home = await aHome();
  await mkdir(join(home, 'bin'));
  await writeFile(join(home, 'package.json'), '{ "type": "module" }');
  await copyFile(join(CLI_FOLDER, 'bin', 'sluice.js'), join(home, 'bin', 'sluice.js'));
  const run = spawnSync(process.execPath, [join(home, 'bin', 'sluice.js')], { encoding: 'utf8' });
  expect([run.status, run.stderr]).toEqual([1, expect.stringContaining('npm run build')]);
});
