/** The built command tells what happened to a job, and no secret with it. */
import { expect, onTestFinished, test } from 'vitest';
import { dropAfter, startOrigin, tempFolder } from '@sluice/testkit';
import { BuiltCli, jsonLines } from './testing/built-cli.ts';

const MIB = 1024 * 1024;

const cli = new BuiltCli();

test('history says when a job began, where it went on, and how it ended', async () => {
  const origin = await startOrigin();
  const folder = await tempFolder();
  onTestFinished(async () => {
    await origin.close();
    await folder.remove();
  });
  const url = origin.serve('/f.iso', { seed: 7, sizeBytes: 8 * MIB, faults: [dropAfter(2 * MIB, { times: 1 })] });
  const secretUrl = `${url.replace('://', '://user:geheim@')}?token=geheim`;
  const got = await cli.run(folder.path, ['get', secretUrl, '--json', '--connections', '1', '-H', 'X-Key: geheim']);
  const job = String(jsonLines(got.stdout).find(({ event }) => event === 'done')?.['job']);

  const told = await cli.run(folder.path, ['history', job.slice(0, 8), '--json']);
  expect(jsonLines(told.stdout).map(({ event }) => event)).toEqual(['added', 'started', 'probed', 'part-went-on', 'committed']);
  expect(jsonLines(told.stdout).every(({ at }) => new Date(String(at)).toISOString() === at)).toBe(true);

  const sentences = await cli.run(folder.path, ['history', job]);
  expect(sentences.stdout).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}Added to the list\.$/m);
  expect(sentences.stdout).toMatch(/Part 1 went on from /);
  expect(`${told.stdout}${sentences.stdout}`).not.toContain('geheim');

  const nobody = await cli.run(folder.path, ['history', 'nobody']);
  expect([nobody.code, nobody.stdout, nobody.stderr.includes('nobody')]).toEqual([1, '', true]);
});
