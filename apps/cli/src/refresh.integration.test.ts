/** The built command where a job needs its user: a new link for an expired one, and an answer for a job that asks. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DIRECT } from '@sluice/engine';
import { changedSeed, expectSeededFile, status } from '@sluice/testkit';
import { openSluice } from './compose.ts';
import { openConnections } from './connections-file.ts';
import { BuiltCli, jsonLines } from './testing/built-cli.ts';
import { openScene, type Scene } from './testing/scene.ts';

const MIB = 1024 * 1024;
const SEED = 7;
const SIZE = 12 * MIB;
const ARRIVED = 5 * MIB;

const cli = new BuiltCli();

/** A job whose first megabytes have arrived, and whose link has expired since. */
async function expired(): Promise<Scene & { readonly job: string; readonly url: string }> {
  const { origin, home } = await openScene();
  const url = `${origin.serve('/f.iso', { seed: SEED, sizeBytes: SIZE })}?token=geheim`;
  const release = origin.hold('/f.iso', { afterBytes: ARRIVED });
  const first = cli.start(home, ['get', url, '--json', '--connections', '1']);
  const { job } = await first.untilEvent((event) => event['received'] === ARRIVED);
  first.child.kill('SIGINT');
  await first.finished;
  release();
  origin.serve('/f.iso', { seed: SEED, sizeBytes: SIZE, faults: [status(403)] });
  return { origin, home, job: String(job), url };
}

test('an expired link is told with the command that helps; with the new link only the rest is fetched', async () => {
  const { origin, home, job } = await expired();
  const resumed = await cli.run(home, ['resume']);
  expect(resumed).toMatchObject({ code: 3, stdout: '' });
  expect(resumed.stderr).toContain(`f.iso: The link has expired (403). 41 % is kept. Go on with: sluice refresh ${job} NEW-URL\n`);
  const url = origin.serve('/new.iso', { seed: SEED, sizeBytes: SIZE });
  const refreshed = await cli.run(home, ['refresh', job.slice(0, 5), url]);
  expect(refreshed).toMatchObject({ code: 0, stdout: `${home}/f.iso\n` });
  expect(refreshed.stderr).toContain('The link leads to the same file; f.iso goes on.');
  await expectSeededFile(join(home, 'f.iso'), SEED, SIZE);
  expect(origin.bytesSent('/new.iso')).toBeLessThan(SIZE - ARRIVED + 4 * MIB);
});

test('another file is refused with a sentence, and everything is kept', async () => {
  const { origin, home, job } = await expired();
  await cli.run(home, ['resume', '--json']);
  const url = `${origin.serve('/other.iso', { seed: changedSeed(SEED), sizeBytes: SIZE })}?token=verborgen`;
  const told = await cli.run(home, ['refresh', job, url]);
  expect([told.code, told.stdout]).toEqual([1, '']);
  expect(told.stderr).toMatch(/^That link leads to another file of the same size\. /);
  const asJson = await cli.run(home, ['refresh', job, url, '--json']);
  expect(asJson.code).toBe(1);
  expect(jsonLines(asJson.stdout)).toEqual([
    { event: 'failed', job: null, failure: { kind: 'other-file', what: 'bytes' }, message: expect.any(String) },
  ]);
  expect(told.stderr + asJson.stdout + asJson.stderr).not.toMatch(/geheim|verborgen/);
  expect(jsonLines((await cli.run(home, ['list', '--json'])).stdout)).toEqual([
    expect.objectContaining({ state: 'waiting', reason: 'new-link', durable: ARRIVED }),
  ]);
});

test('refresh names what is wrong with the job or the link', async () => {
  const { home, job, origin } = await expired();
  expect(await cli.run(home, ['refresh', job])).toMatchObject({ code: 2, stderr: expect.stringContaining('sluice refresh JOB URL') });
  expect(await cli.run(home, ['refresh', 'nobody', origin.url])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no job “nobody”'),
  });
  expect(await cli.run(home, ['refresh', job, 'ftp://example.org/f'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('“ftp:”'),
  });
});

test('a get of what looks like the awaited file says how to use its link, and repeats no secret', async () => {
  const { origin, home, job } = await expired();
  await cli.run(home, ['resume', '--json']);
  origin.serve('/fresh/f.iso', { seed: SEED, sizeBytes: SIZE });
  const { stderr, stdout } = await cli.run(home, ['get', `${origin.url}/fresh/f.iso?token=verborgen`]);
  expect(stderr).toContain(`f.iso waits for a new link. If this is it, stop here and run: sluice refresh ${job} URL\n`);
  expect(stderr + stdout).not.toContain('verborgen');
});

test('a job that asks about an existing file is answered with --on-conflict', async () => {
  const { origin, home } = await openScene();
  const url = origin.serve('/f', { seed: SEED, sizeBytes: MIB });
  await writeFile(join(home, 'f'), 'mine');
  const state = join(home, 'state');
  const job = await asking(state, { url, directory: home });
  const asked = await cli.run(home, ['resume', '--state', state]);
  expect(asked.code).toBe(3);
  expect(asked.stderr).toContain(`Decide with: sluice resume ${job} --on-conflict keep-both|overwrite|skip --state ${state}\n`);
  const other = await cli.run(home, ['resume', '--restart', '--state', state]);
  expect(other).toMatchObject({ code: 3, stderr: expect.stringContaining('No job asks for that answer') });
  const answered = await cli.run(home, ['resume', job, '--on-conflict', 'keep-both', '--state', state]);
  expect(answered).toMatchObject({ code: 0, stdout: `${home}/f (1)\n` });
  await expectSeededFile(join(home, 'f (1)'), SEED, MIB);
  expect(await readFile(join(home, 'f'), 'utf8')).toBe('mine');
});

test('a job that asks about a changed file keeps the old bytes until --restart', async () => {
  const { origin, home } = await openScene();
  const url = origin.serve('/f', { seed: SEED, sizeBytes: SIZE });
  const release = origin.hold('/f', { afterBytes: ARRIVED });
  const state = join(home, 'state');
  const job = await asking(state, { url, directory: home });
  const first = cli.start(home, ['resume', '--json', '--state', state]);
  await first.untilEvent((event) => Number(event['durable']) > 0);
  first.child.kill('SIGINT');
  await first.finished;
  release();
  origin.serve('/f', { seed: changedSeed(SEED), sizeBytes: SIZE, etag: '"changed"' });
  const asked = await cli.run(home, ['resume', '--state', state]);
  expect(asked.code).toBe(3);
  expect(asked.stderr).toMatch(/f: The file on the server has changed\. \d+ % of the old file is kept until you decide\. /);
  expect(asked.stderr).toContain(`fetch the new file: sluice resume ${job} --restart --state ${state}\n`);
  expect(await cli.run(home, ['resume', job, '--restart', '--state', state])).toMatchObject({ code: 0, stdout: `${home}/f\n` });
  await expectSeededFile(join(home, 'f'), changedSeed(SEED), SIZE);
});

/** A job as another Sluice leaves it that was told to ask: the command itself never does. */
async function asking(state: string, { url, directory }: { readonly url: string; readonly directory: string }): Promise<string> {
  const opening = openSluice(state, {
    limitBytesPerSecond: null,
    verify: 'needed',
    proxyFor: () => Promise.resolve(DIRECT),
    onNotice: () => undefined,
    onConnection: () => undefined,
    connections: openConnections(state).connections,
    env: {},
  });
  if (opening.kind !== 'open') throw new Error(opening.kind);
  const { queue, close } = opening.sluice;
  const options = { connections: null, partSizeBytes: null, limitBytesPerSecond: null, digest: null, onRemoteChange: 'ask' } as const;
  const [outcome] = queue.add([{ url, directory, chosenName: null, conflict: 'ask', options, headers: [], begin: 'queued' }]);
  await close();
  if (outcome?.kind !== 'added') throw new Error('not added');
  return outcome.job.id;
}
