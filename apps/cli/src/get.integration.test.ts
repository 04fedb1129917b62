/** The built command against a real origin: right files, the JSON contract, and going on where it stopped. */
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectSeededFile, ignoreRange, sha256OfSeed } from '@sluice/testkit';
import { BuiltCli, jsonLines, type Running } from './testing/built-cli.ts';
import { openScene } from './testing/scene.ts';

const MIB = 1024 * 1024;
const SEED = 7;

const cli = new BuiltCli();

/** Waits until the program says that it received so much. */
function untilReceived(running: Running, bytes: number): Promise<unknown> {
  return running.untilEvent((event) => event['event'] === 'progress' && Number(event['received']) >= bytes);
}

test('a file arrives bit-exact, and its path is the only line of the standard output', async () => {
  const { origin, home } = await openScene();
  const url = origin.serve('/image.iso', { seed: SEED, sizeBytes: 5 * MIB + 3 });
  const { code, stdout, stderr } = await cli.run(home, ['get', url]);
  expect([code, stdout, stderr]).toEqual([0, `${home}/image.iso\n`, 'Saved image.iso (5.24 MB).\n']);
  await expectSeededFile(join(home, 'image.iso'), SEED, 5 * MIB + 3);
});

test.each([
  ['no bytes', 0, {}],
  ['one byte', 1, {}],
  ['no length', 2 * MIB, { length: 'chunked' }],
  ['no ranges', 2 * MIB, { faults: [ignoreRange()] }],
] as const)('a file with %s arrives', async (_what, sizeBytes, options) => {
  const { origin, home } = await openScene();
  const url = origin.serve('/f', { seed: SEED, sizeBytes, ...options });
  expect(await cli.run(home, ['get', url, '-o', 'out'])).toMatchObject({ code: 0, stdout: `${home}/out\n` });
  await expectSeededFile(join(home, 'out'), SEED, sizeBytes);
});

test('several files arrive in the folder that was named', async () => {
  const { origin, home } = await openScene();
  const urls = ['/a', '/b', '/c', '/d'].map((path, index) => origin.serve(path, { seed: index, sizeBytes: MIB }));
  const { code, stdout } = await cli.run(home, ['get', ...urls, '-d', home]);
  expect(code).toBe(0);
  expect(stdout.trim().split('\n').toSorted()).toEqual(['a', 'b', 'c', 'd'].map((name) => join(home, name)));
  for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) await expectSeededFile(join(home, name), index, MIB);
});

test('--json tells progress, and exactly one end of each job', async () => {
  const { origin, home } = await openScene();
  const url = origin.serve('/f', { seed: SEED, sizeBytes: 4 * MIB });
  const release = origin.hold('/f', { afterBytes: 2 * MIB });
  const running = cli.start(home, ['get', url, '--json', '--checksum', `sha256:${sha256OfSeed(SEED, 4 * MIB)}`]);
  const progress = await running.untilEvent((event) => event['received'] === 2 * MIB);
  release();
  const { code, stdout, stderr } = await running.finished;
  const { job } = progress;
  expect(progress).toEqual({
    event: 'progress',
    job: expect.any(String),
    received: 2 * MIB,
    durable: expect.any(Number),
    total: 4 * MIB,
    bytesPerSecond: expect.any(Number),
  });
  const ends = jsonLines(stdout).filter(({ event }) => event !== 'progress');
  expect(ends).toEqual([{ event: 'done', job, path: join(home, 'f'), bytes: 4 * MIB, verified: 'sha256' }]);
  expect(jsonLines(stdout).at(-1)).toEqual(ends[0]);
  expect([code, stderr]).toEqual([0, '']);
});

test('after Ctrl-C the same command goes on, and only the missing bytes are fetched', async () => {
  const { origin, home } = await openScene();
  const sizeBytes = 16 * MIB;
  const url = origin.serve('/f', { seed: SEED, sizeBytes });
  const release = origin.hold('/f', { afterBytes: 9 * MIB });
  // With more connections the origin counts what was on its way when a connection was closed.
  const first = cli.start(home, ['get', url, '-o', 'out', '--json', '--connections', '1']);
  await untilReceived(first, 9 * MIB);
  first.child.kill('SIGINT');
  const stopped = await first.finished;
  expect(stopped.code).toBe(130);
  expect(stopped.stderr).toMatch(/what arrived is kept\. The same command goes on from here/);
  expect(jsonLines(stopped.stdout).filter(({ event }) => event !== 'progress')).toEqual([]);
  release();
  const again = await cli.run(home, ['get', url, '-o', 'out']);
  expect(again).toMatchObject({ code: 0, stdout: `${home}/out\n` });
  expect(again.stderr).toContain('Going on with out: 56 % is here already.');
  await expectSeededFile(join(home, 'out'), SEED, sizeBytes);
  expect(origin.bytesSent('/f')).toBe(sizeBytes);
});

test('after kill -9 the same command goes on from what was durable', async () => {
  const { origin, home } = await openScene();
  const sizeBytes = 16 * MIB;
  const url = origin.serve('/f', { seed: SEED, sizeBytes });
  const release = origin.hold('/f', { afterBytes: 9 * MIB });
  const first = cli.start(home, ['get', url, '-d', home, '--json']);
  const { durable } = await first.untilEvent((event) => Number(event['durable']) > 0);
  first.child.kill('SIGKILL');
  await first.finished;
  release();
  // With one connection no tail is fetched twice (spec B10), which is not what is looked at here.
  expect(await cli.run(home, ['get', url, '-d', home, '--connections', '1'])).toMatchObject({ code: 0, stdout: `${home}/f\n` });
  await expectSeededFile(join(home, 'f'), SEED, sizeBytes);
  expect(origin.bytesSent('/f')).toBeLessThanOrEqual(sizeBytes + 9 * MIB - Number(durable));
});

test('resume goes on with what was stopped, by the beginning of its id or all', async () => {
  const { origin, home } = await openScene();
  const url = origin.serve('/f', { seed: SEED, sizeBytes: 4 * MIB });
  const release = origin.hold('/f', { afterBytes: MIB });
  const first = cli.start(home, ['get', url, '--json']);
  const { job } = (await untilReceived(first, MIB)) as { readonly job: string };
  first.child.kill('SIGTERM');
  expect((await first.finished).code).toBe(130);
  release();
  expect(await cli.run(home, ['resume', 'nonsense'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no job “nonsense”'),
  });
  expect(await cli.run(home, ['resume', job.slice(0, 5)])).toMatchObject({ code: 0, stdout: `${home}/f\n` });
  expect(await cli.run(home, ['resume', job])).toMatchObject({ code: 0, stderr: expect.stringContaining('finished already') });
  expect(await cli.run(home, ['resume'])).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('Nothing to resume') });
  await expectSeededFile(join(home, 'f'), SEED, 4 * MIB);
});

test('list works while another Sluice runs, which keeps the jobs to itself', async () => {
  const { origin, home } = await openScene();
  const url = origin.serve('/f', { seed: SEED, sizeBytes: 4 * MIB });
  const release = origin.hold('/f', { afterBytes: MIB });
  const running = cli.start(home, ['get', `${url}?token=geheim`, '--json']);
  await untilReceived(running, MIB);
  const listed = await cli.run(home, ['list', '--json']);
  expect(jsonLines(listed.stdout)).toEqual([expect.objectContaining({ state: 'transferring', name: 'f', total: 4 * MIB })]);
  expect(listed.stdout).not.toContain('geheim');
  expect((await cli.run(home, ['list'])).stdout).toMatch(/^JOB.*\n\w{8} .* of 4\.19 MB {2}f /);
  const second = await cli.run(home, ['get', url]);
  expect(second).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('Another sluice is working with') });
  release();
  expect((await running.finished).code).toBe(0);
});

test('remove takes a job off the list, and its data with --delete-data', async () => {
  const { origin, home } = await openScene();
  const url = origin.serve('/f', { seed: SEED, sizeBytes: 4 * MIB });
  origin.hold('/f', { afterBytes: MIB });
  const first = cli.start(home, ['get', url, '--json']);
  const { job } = (await untilReceived(first, MIB)) as { readonly job: string };
  first.child.kill('SIGINT');
  await first.finished;
  expect((await readdir(home)).filter((name) => name.endsWith('.part'))).toEqual(['f.part']);
  const removed = await cli.run(home, ['remove', job, '--delete-data']);
  expect(removed).toMatchObject({ code: 0, stderr: 'Removed f from the list, and deleted what had arrived of it.\n' });
  expect((await readdir(home)).filter((name) => name.endsWith('.part'))).toEqual([]);
  expect((await cli.run(home, ['list', '--json'])).stdout).toBe('');
});

test('what is there already is kept, skipped or overwritten, as was asked', async () => {
  const { origin, home } = await openScene();
  const url = origin.serve('/f', { seed: SEED, sizeBytes: MIB });
  const target = join(home, 'f');
  await writeFile(target, 'mine');
  expect(await cli.run(home, ['get', url])).toMatchObject({ code: 0, stdout: `${home}/f (1)\n` });
  expect(await cli.run(home, ['get', url, '--on-conflict', 'skip'])).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('was left as it is; nothing was fetched'),
  });
  expect(await readFile(target, 'utf8')).toBe('mine');
  expect(await cli.run(home, ['get', url, '--on-conflict', 'overwrite'])).toMatchObject({ code: 0, stdout: `${target}\n` });
  await expectSeededFile(target, SEED, MIB);
});

test('headers are sent, and never told', async () => {
  const { origin, home } = await openScene();
  const url = origin.serve('/f', { seed: SEED, sizeBytes: 100 });
  const { stdout, stderr } = await cli.run(home, ['get', url, '-H', 'X-Key: geheim', '--json']);
  expect(origin.requests[0]?.headers['x-key']).toBe('geheim');
  expect(stdout + stderr).not.toContain('geheim');
});

test('a reader that goes away stops the run, and what arrived is kept', async () => {
  const { origin, home } = await openScene();
  const url = origin.serve('/f', { seed: SEED, sizeBytes: 4 * MIB });
  origin.hold('/f', { afterBytes: MIB });
  const running = cli.start(home, ['get', url, '--json']);
  await untilReceived(running, MIB);
  running.child.stdout.destroy();
  expect((await running.finished).code).toBe(130);
  expect(jsonLines((await cli.run(home, ['list', '--json'])).stdout)).toEqual([expect.objectContaining({ state: 'queued', durable: MIB })]);
});

test('a second Ctrl-C ends the program at once', async () => {
  const { origin, home } = await openScene();
  const url = origin.serve('/f', { seed: SEED, sizeBytes: 4 * MIB });
  origin.hold('/f', { afterBytes: MIB });
  const running = cli.start(home, ['get', url, '--json']);
  await untilReceived(running, MIB);
  running.child.kill('SIGINT');
  running.child.kill('SIGINT');
  expect((await running.finished).code).toBe(130);
});

test('list into a reader that goes away is no fault', async () => {
  const { home } = await openScene();
  await cli.run(home, ['get', ...Array.from({ length: 20 }, (_, index) => `http://127.0.0.1:1/${index}`)]);
  const running = cli.start(home, ['list', '--json']);
  running.child.stdout.destroy();
  expect(await running.finished).toMatchObject({ code: 0, stderr: '' });
});

test('the state folder is private, and lies where XDG says', async () => {
  const { origin, home } = await openScene();
  const url = origin.serve('/f', { seed: SEED, sizeBytes: 1 });
  expect((await cli.run(home, ['get', url], { XDG_STATE_HOME: join(home, 'xdg') })).code).toBe(0);
  const modes = await Promise.all(['', 'queue.db'].map(async (name) => (await stat(join(home, 'xdg', 'sluice', name))).mode & 0o777));
  expect(modes).toEqual([0o700, 0o600]);
});
