/**
 * A half-done file of 4 GiB: the time from the engine's start (its database is opened) to the first byte that is new.
 * `npx tsx bench/resume/run.ts [--runs 7] [--quick]`. The process is there already; its own start is measured by `start-up/`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';
import { startPacedServer } from '../unequal/fetch-once.ts';

const GIB = 2 ** 30;
const PLAYER = fileURLToPath(new URL('./play.ts', import.meta.url));
const { rounds, quick } = suiteOptions(7);
const sizeBytes = (quick ? 1 : 4) * GIB;

async function play(mode: 'prepare' | 'resume', folder: string, url: string): Promise<number> {
  const child = fork(PLAYER, [mode, folder, url, String(sizeBytes / 2)], { execArgv: process.execArgv });
  const over = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the engine ended with ${String(code)}`)));
  const [{ firstByteMs }] = (await Promise.race([once(child, 'message'), over])) as [{ readonly firstByteMs: number }];
  over.catch(() => undefined);
  if (child.exitCode === null) await once(child, 'exit');
  return firstByteMs;
}

const folder = await mkdtemp(join('/dev/shm', 'sluice-resume-'));
const server = await startPacedServer([0]);
try {
  const url = server.url(sizeBytes);
  await play('prepare', folder, url);
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) values.push(await play('resume', folder, url));
  printFindings({
    figures: [
      {
        what: `half-done file of ${sizeBytes / GIB} GiB: from the engine’s start to the first new byte`,
        program: 'Sluice',
        unit: 'ms',
        values,
        bar: { kind: 'at-most', value: 150, of: 'median' },
      },
    ],
  });
} finally {
  server.close();
  await rm(folder, { recursive: true });
}
