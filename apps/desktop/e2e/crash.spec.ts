/** The program is killed again and again at random moments; the right file arrives, and little is fetched twice (spec C1). */
import { join } from 'node:path';
import { expectSeededFile, type Origin } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { addByDialog, rowButton } from './support/window.ts';

const MiB = 1024 * 1024;
const SIZE_BYTES = 320 * MiB;
const KILLS = 50;
const CONNECTIONS = 8;
const RATE_BYTES_PER_SECOND = MiB;
/** What one second brings, and as much again for what was under way in the sockets. */
const TWICE_PER_KILL_BYTES = CONNECTIONS * 2 * RATE_BYTES_PER_SECOND;
/** Some kills come before the first byte, most while parts and checkpoints are written. */
const LONGEST_RUN_BYTES = 24 * MiB;

test('killed at fifty random moments, the right file arrives', async ({ sluice, origin }) => {
  test.setTimeout(300_000);
  const url = origin.serve('/killed.bin', { seed: 9, sizeBytes: SIZE_BYTES, rateBytesPerSecond: RATE_BYTES_PER_SECOND });
  await addByDialog(await sluice.start(), url);
  const random = sequence(20_251_122);
  let sentBytes = 0;
  let allowedBytes = TWICE_PER_KILL_BYTES;
  for (let kill = 0; kill < KILLS; kill += 1) {
    await untilMoreSent(origin, Math.floor(random() ** 2 * LONGEST_RUN_BYTES));
    await sluice.kill();
    await origin.untilIdle();
    allowedBytes += Math.min(TWICE_PER_KILL_BYTES, origin.bytesSent('/killed.bin') - sentBytes);
    sentBytes = origin.bytesSent('/killed.bin');
    await sluice.launchAgain();
  }
  const page = await sluice.window();
  await expect(rowButton(page, 'killed.bin', 'Open')).toBeVisible({ timeout: 120_000 });
  await expectSeededFile(join(sluice.downloads, 'killed.bin'), 9, SIZE_BYTES);
  expect(origin.bytesSent('/killed.bin') - SIZE_BYTES).toBeLessThanOrEqual(allowedBytes);
});

/** Resolves once so many more bytes were sent, or all that are left. */
async function untilMoreSent(origin: Origin, bytes: number): Promise<void> {
  if (bytes > 0) await origin.untilBytesSent('/killed.bin', origin.bytesSent('/killed.bin') + bytes);
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
