/** Power goes off at any moment, again and again: every file is right in the end, and hardly a byte is fetched twice. */
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { expectSeededFile, startOrigin, tempFolder } from '@sluice/testkit';
import { BuiltCli, jsonLines } from './testing/built-cli.ts';

const KILLS = 50;
const MOST_DELAY_MS = 900;
const FILES = [100, 200_000, 1_000_000, 3_000_000];
const RATE_BYTES_PER_SECOND = 2_000_000;
const CONNECTIONS = 2;

const cli = new BuiltCli();

test(`after ${KILLS} kills at random moments every file is right`, { timeout: 300_000 }, async () => {
  const origin = await startOrigin();
  const folder = await tempFolder();
  const home = folder.path;
  onTestFinished(async () => {
    await origin.close();
    await folder.remove();
  });
  const served = new Map<string, { readonly seed: number; readonly sizeBytes: number }>();
  let kills = 0;
  let bytesTwice = 0;

  /** Kills the program unless it is done before. */
  const runUntilKilled = async (argv: readonly string[]): Promise<void> => {
    const running = cli.start(home, argv);
    const over = new AbortController();
    await Promise.race([pass(Math.random() * MOST_DELAY_MS, null, { signal: over.signal }).catch(() => null), running.finished]);
    over.abort();
    if (running.child.kill('SIGKILL')) kills += 1;
    await running.finished;
  };
  const unfinished = async (): Promise<boolean> => {
    const jobs = jsonLines((await cli.run(home, ['list', '--json'])).stdout);
    expect(jobs.filter(({ state }) => state === 'failed' || state === 'waiting' || state === 'cancelled')).toEqual([]);
    return jobs.some(({ state }) => state !== 'done');
  };

  for (let batch = 0; kills < KILLS; batch += 1) {
    const names = FILES.map((sizeBytes, index) => {
      const name = `${batch}-${index}.bin`;
      served.set(name, { seed: batch * FILES.length + index, sizeBytes });
      return name;
    });
    const urls = names.map((name) => {
      const file = served.get(name) ?? { seed: 0, sizeBytes: 0 };
      return origin.serve(`/${name}`, { ...file, rateBytesPerSecond: RATE_BYTES_PER_SECOND });
    });
    const get = ['get', ...urls, '--connections', String(CONNECTIONS)];
    // What a kill before the jobs were acknowledged has swallowed is asked for again, the rest goes on.
    await runUntilKilled(get);
    const known = new Set(jsonLines((await cli.run(home, ['list', '--json'])).stdout).map(({ name }) => name));
    const missing = urls.filter((_, index) => !known.has(names[index]));
    if (missing.length > 0) await runUntilKilled(['get', ...missing]);
    while (kills < KILLS && (await unfinished())) await runUntilKilled(['resume']);
  }
  expect(await cli.run(home, ['resume'])).toMatchObject({ code: 0 });

  const jobs = jsonLines((await cli.run(home, ['list', '--json'])).stdout);
  expect(jobs.map(({ state }) => state)).toEqual(jobs.map(() => 'done'));
  for (const { path } of jobs) {
    const name = String(path).slice(home.length + 1);
    const file = served.get(name);
    if (file === undefined) throw new Error(`no such file was served: ${name}`);
    await expectSeededFile(join(home, name), file.seed, file.sizeBytes);
    bytesTwice += origin.bytesSent(`/${name}`) - file.sizeBytes;
  }
  // One second of transfer at three jobs with two connections each, and what was on its way.
  expect(bytesTwice / kills).toBeLessThan(3 * CONNECTIONS * RATE_BYTES_PER_SECOND);
});
