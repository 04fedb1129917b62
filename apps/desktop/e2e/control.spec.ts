/** Pause, quit, crash, resume, cancel: what arrived stays, and nothing else is left behind. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expectSeededFile, type Origin } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

const MiB = 1024 * 1024;
const SIZE_BYTES = 24 * MiB;
/** What may be fetched twice after a crash: what one second or 64 MiB of transfer brings; held here at a third of the file. */
const HELD_BYTES = 8 * MiB;

/** Serves a file that stops arriving after its first third, until the returned function is called. */
function serveHeld(origin: Origin, path: string, seed: number): { readonly url: string; readonly release: () => void } {
  const url = origin.serve(path, { seed, sizeBytes: SIZE_BYTES });
  return { url, release: origin.hold(path, { afterBytes: HELD_BYTES }) };
}

test('a paused download survives quitting, and goes on from where it was', async ({ sluice, origin }) => {
  const { url, release } = serveHeld(origin, '/paused.bin', 1);
  const page = await sluice.start();
  await addByDialog(page, url);
  await origin.untilBytesSent('/paused.bin', HELD_BYTES);
  await expect(row(page, 'paused.bin').getByRole('progressbar')).toBeVisible();
  await rowButton(page, 'paused.bin', 'Pause').click();
  await expect(rowButton(page, 'paused.bin', 'Resume')).toBeVisible();
  await sluice.quit();

  const again = await sluice.start();
  await expect(rowButton(again, 'paused.bin', 'Resume')).toBeVisible();
  release();
  await rowButton(again, 'paused.bin', 'Resume').click();
  await expect(rowButton(again, 'paused.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'paused.bin'), 1, SIZE_BYTES);
  // Sent includes what was in the sockets when they closed.
  expect(origin.bytesSent('/paused.bin')).toBeLessThan(SIZE_BYTES + HELD_BYTES);
});

test('a download that runs while the program quits goes on by itself at the next start', async ({ sluice, origin }) => {
  const { url, release } = serveHeld(origin, '/quit.bin', 2);
  const page = await sluice.start();
  await addByDialog(page, url);
  await origin.untilBytesSent('/quit.bin', HELD_BYTES);
  await sluice.quit();
  release();
  const again = await sluice.start();
  await expect(rowButton(again, 'quit.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'quit.bin'), 2, SIZE_BYTES);
});

test('a killed program finishes the right file after its next start', async ({ sluice, origin }) => {
  const { url, release } = serveHeld(origin, '/killed.bin', 3);
  const page = await sluice.start();
  await addByDialog(page, url);
  await origin.untilBytesSent('/killed.bin', HELD_BYTES);
  await sluice.kill();
  release();
  const again = await sluice.start();
  await expect(rowButton(again, 'killed.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'killed.bin'), 3, SIZE_BYTES);
});

test('cancelling drops the data and keeps the row', async ({ sluice, origin }) => {
  const { url } = serveHeld(origin, '/cancelled.bin', 4);
  const page = await sluice.start();
  await addByDialog(page, url);
  await origin.untilBytesSent('/cancelled.bin', HELD_BYTES);
  await expect(row(page, 'cancelled.bin').getByRole('progressbar')).toBeVisible();
  await row(page, 'cancelled.bin').hover();
  await rowButton(page, 'cancelled.bin', 'Cancel').click();
  await expect(row(page, 'cancelled.bin')).toContainText('Cancelled');
  await expect.poll(() => readdir(sluice.downloads)).toEqual([]);
});

test('the right mouse button opens a menu that stays', async ({ sluice, origin }) => {
  const { url } = serveHeld(origin, '/menu.bin', 7);
  const page = await sluice.start();
  await addByDialog(page, url);
  await row(page, 'menu.bin').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Pause', exact: true }).click();
  await expect(rowButton(page, 'menu.bin', 'Resume')).toBeVisible();
});

test('two downloads run at once, and a failing one does not stop them', async ({ sluice, origin }) => {
  const first = serveHeld(origin, '/first.bin', 5);
  const second = serveHeld(origin, '/second.bin', 6);
  const page = await sluice.start();
  await addByDialog(page, [first.url, second.url, `${origin.url}/nothing.bin`].join('\n'));
  await Promise.all([origin.untilBytesSent('/first.bin', HELD_BYTES), origin.untilBytesSent('/second.bin', HELD_BYTES)]);
  await expect(rowButton(page, 'nothing.bin', 'Retry')).toBeVisible();
  first.release();
  second.release();
  for (const [name, seed] of [
    ['first.bin', 5],
    ['second.bin', 6],
  ] as const) {
    await expect(rowButton(page, name, 'Open')).toBeVisible();
    await expectSeededFile(join(sluice.downloads, name), seed, SIZE_BYTES);
  }
});
