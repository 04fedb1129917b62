/** The program is killed again and again at random moments; the right file arrives, and little is fetched twice (spec C1). */
import { join } from 'node:path';
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

test('killed at fifty random moments, the right files arrive', async ({ sluice, origin }) => {
  test.setTimeout(600_000);
  const random = sequence(20_251_122);
  await sluice.start();
  let sentBytes = 0;
  let allowedBytes = 0;
  let name = '';
  for (let kill = 0; kill < KILLS; kill += 1) {
    // Every fifth time it is killed while it still starts.
    if (kill % 5 !== 4) {
      if (name === '' || (await isDone(sluice, name))) name = await addNext(sluice, origin, name);
      const wanted = origin.bytesSent(`/${name}`) + Math.floor(random() ** 2 * LONGEST_RUN_BYTES);
      await Promise.race([origin.untilBytesSent(`/${name}`, wanted), untilDone(sluice, name)]);
    }
    await sluice.kill();
    await origin.untilIdle();
    allowedBytes += TWICE_PER_KILL_BYTES;
    sentBytes = totalSent(origin);
    // So many starts are cut short here that the program would take them for failed ones.
    await sluice.launchAgain('--normal-start');
  }
  await untilDone(sluice, name);
  const files = added(origin);
  for (const [seed, file] of files.entries()) await expectSeededFile(join(sluice.downloads, file), seed, SIZE_BYTES);
  expect(totalSent(origin)).toBeGreaterThanOrEqual(sentBytes);
  expect(totalSent(origin) - files.length * SIZE_BYTES).toBeLessThanOrEqual(allowedBytes);
});

/** Names of the files that were served, by seed. */
function added(origin: Origin): readonly string[] {
  const paths = new Set(origin.requests.map((request) => request.path.slice(1)));
  return [...paths].toSorted((a, b) => a.localeCompare(b));
}

function totalSent(origin: Origin): number {
  return added(origin).reduce((sum, file) => sum + origin.bytesSent(`/${file}`), 0);
}

async function addNext(sluice: Sluice, origin: Origin, before: string): Promise<string> {
  const seed = before === '' ? 0 : Number(before.slice('killed-'.length, -'.bin'.length)) + 1;
  const name = `killed-${String(seed).padStart(2, '0')}.bin`;
  const url = origin.serve(`/${name}`, { seed, sizeBytes: SIZE_BYTES, rateBytesPerSecond: RATE_BYTES_PER_SECOND });
  const page = await sluice.window();
  await addByDialog(page, url);
  await row(page, name).waitFor();
  return name;
}

async function isDone(sluice: Sluice, name: string): Promise<boolean> {
  const page = await sluice.window();
  await row(page, name).waitFor();
  return rowButton(page, name, 'Open').isVisible();
}

/** Resolves when the file is finished; never, when the program is killed before. */
async function untilDone(sluice: Sluice, name: string): Promise<void> {
  const page = await sluice.window();
  try {
    await rowButton(page, name, 'Open').waitFor({ timeout: 120_000 });
  } catch (error) {
    if (!page.isClosed()) throw error;
  }
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
