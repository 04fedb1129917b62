/** `sluice add` and the running app. */
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expectSeededFile } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { rowButton } from './support/window.ts';

const CLI = resolve(import.meta.dirname, '../../cli/bin/sluice.js');

test('sluice add hands links to the app that runs, and says so where none does', async ({ sluice, origin }) => {
  const run = (...args: readonly string[]) => runCli(args, sluice.command([]).env);
  const none = await run('add', 'https://example.org/a');
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('sluice get')]);

  const page = await sluice.start();
  const url = origin.serve('/handed.bin', { seed: 1, sizeBytes: 100_000 });
  const handed = await run('add', url, 'gopher://example.org/x', '--cookie', 'session=abc', '--json');
  expect(handed.stdout.trim().split('\n').map(eventOf)).toEqual(['added', 'refused']);
  expect([handed.code, handed.stderr]).toEqual([1, expect.stringContaining('The app has taken the link.')]);
  await expect(rowButton(page, 'handed.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'handed.bin'), 1, 100_000);
  expect(origin.requests.at(-1)?.headers).toMatchObject({ cookie: 'session=abc' });

  await sluice.kill();
  expect((await run('add', url)).stderr).toContain('not running');
  await sluice.start();
  expect((await run('add', url, '-d', sluice.downloads)).code).toBe(0);
});

function eventOf(line: string): unknown {
  return (JSON.parse(line) as { readonly event: unknown }).event;
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runCli(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [CLI, ...args], { env }, (_error, stdout, stderr) => {
      done({ code: child.exitCode, stdout, stderr });
    });
  });
}
