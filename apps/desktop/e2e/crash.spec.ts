/** The program is killed again and again at random moments; the right file arrives, and little is fetched twice (spec C1). */
import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectSeededFile, type Origin } from '@sluice/testkit';
import { expect, test, type Sluice } from './support/launch.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

const MiB = 1024 * 1024;
const SIZE_BYTES = 64 * MiB;
const KILLS = 50;
const CONNECTIONS = 8;
const RATE_BYTES_PER_SECOND = MiB;
/** What one second brings, and as much again for what was under way in the sockets. */
const TWICE_PER_KILL_BYTES = CONNECTIONS * 2 * RATE_BYTES_PER_SECOND;
/** Some kills come before the first byte, most while parts and checkpoints are written, some during the commit. */
const LONGEST_RUN_BYTES = 12 * MiB;
/** So many starts are cut short here that the program would take them for failed ones. */
const NORMAL = ['--normal-start'];

test('killed at fifty random moments, the right files arrive', async ({ sluice, origin }) => {
  test.setTimeout(600_000);
  const random = sequence(20_251_122);
  await sluice.start();
  await sluice.quit();
  let sentBytes = 0;
  let allowedBytes = 0;
  let name = '';
  for (let kill = 0; kill < KILLS; kill += 1) {
    const arrived = (): boolean => name === '' || existsSync(join(sluice.downloads, name));
    const over = new AbortController();
    const program = arrived() ? await startWithNext() : startAlone(sluice);
    try {
      // Every fifth time it is killed while it still starts.
      if (kill % 5 === 4) await untilTouched(sluice.state, over.signal, 1 + Math.floor(random() * 3));
      else {
        const wanted = origin.bytesSent(`/${name}`) + Math.floor(random() ** 2 * LONGEST_RUN_BYTES);
        await Promise.race([origin.untilBytesSent(`/${name}`, wanted), untilTouched(sluice.downloads, over.signal, Infinity, arrived)]);
      }
    } finally {
      over.abort();
      await program.kill();
    }
    await origin.untilIdle();
    allowedBytes += TWICE_PER_KILL_BYTES;
    sentBytes = totalSent(origin);
  }
  const page = await sluice.start(...NORMAL);
  const files = added(origin);
  for (const [seed, file] of files.entries()) {
    await rowButton(page, file, 'Open').waitFor({ timeout: 120_000 });
    await expectSeededFile(join(sluice.downloads, file), seed, SIZE_BYTES);
  }
  expect(totalSent(origin)).toBeGreaterThanOrEqual(sentBytes);
  expect(totalSent(origin) - files.length * SIZE_BYTES).toBeLessThanOrEqual(allowedBytes);

  async function startWithNext(): Promise<Killable> {
    const page = await sluice.start(...NORMAL);
    name = await addNext(page, origin, name);
    return sluice;
  }
});

interface Killable {
  kill(): Promise<void>;
}

/** As its user starts it, with nobody to drive it: what was begun goes on by itself. */
function startAlone(sluice: Sluice): Killable {
  const { executablePath, args, env } = sluice.command(NORMAL);
  const child = spawn(executablePath, args, { env, stdio: 'ignore' });
  const gone = once(child, 'exit');
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** Resolves once so much was changed in the folder, or what is asked for is true, which is looked at with every change; or when it is over. */
async function untilTouched(folder: string, over: AbortSignal, times: number, isEnough: () => boolean = () => false): Promise<void> {
  const watcher = watch(folder, { signal: over });
  let changes = 0;
  for await (const _change of on(watcher, 'change', { close: ['close'] })) {
    changes += 1;
    if (changes >= times || isEnough()) break;
  }
  watcher.close();
}

/** Names of the files that were served, by seed. */
function added(origin: Origin): readonly string[] {
  const paths = new Set(origin.requests.map((request) => request.path.slice(1)));
  return [...paths].toSorted((a, b) => a.localeCompare(b));
}

function totalSent(origin: Origin): number {
  return added(origin).reduce((sum, file) => sum + origin.bytesSent(`/${file}`), 0);
}

async function addNext(page: Page, origin: Origin, before: string): Promise<string> {
  const seed = before === '' ? 0 : Number(before.slice('killed-'.length, -'.bin'.length)) + 1;
  const name = `killed-${String(seed).padStart(2, '0')}.bin`;
  const url = origin.serve(`/${name}`, { seed, sizeBytes: SIZE_BYTES, rateBytesPerSecond: RATE_BYTES_PER_SECOND });
  await addByDialog(page, url);
  await row(page, name).waitFor();
  return name;
}

/** Mulberry32: numbers in [0, 1) that are the same in every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
