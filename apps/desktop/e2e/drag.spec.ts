/** Real drags between programs, under a window manager: the pointer takes links and files out of one window and lets them go over another. */
import { join } from 'node:path';
import { expectSeededFile, sha256OfSeed, type Origin } from '@sluice/testkit';
import { NO_BROWSER } from './support/browser.ts';
import { dragByHand, pathOfProgram, startProgram, type Point, type Running } from './support/desktop-session.ts';
import { expect, test as base, type Sluice } from './support/launch.ts';
import { startBrowserWindow, startOtherProgram, type LinkHolder } from './support/other-program.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

const PROGRAMS = ['openbox', 'xdotool'];
const missing = PROGRAMS.filter((name) => pathOfProgram(name) === null);

const test = base.extend<{ manager: Running }>({
  manager: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      const manager = startProgram('openbox', []);
      await use(manager);
      await manager.end();
    },
    { auto: true },
  ],
});

test.skip(process.platform !== 'linux' || missing.length > 0, `a drag by hand needs ${missing.join(', ') || 'X11'}`);

/** Beside the other program's window. */
async function placeSluice(sluice: Sluice): Promise<void> {
  await sluice.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 480, y: 40, width: 760, height: 520 });
  });
}

/** A point of Sluice's page on the display. */
async function onDisplay(sluice: Sluice, { x, y }: Point): Promise<Point> {
  const bounds = await sluice.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getContentBounds());
  if (bounds === undefined) throw new Error('there is no window');
  return { x: Math.round(bounds.x + x), y: Math.round(bounds.y + y) };
}

async function dragLinkFrom(start: (url: string) => Promise<LinkHolder>, sluice: Sluice, origin: Origin): Promise<void> {
  const url = origin.serve('/dragged.bin', { seed: 1, sizeBytes: 50_000 });
  const page = await sluice.start();
  const other = await start(url);
  try {
    await placeSluice(sluice);
    await expect(async () => {
      await dragByHand(await other.middleOf('a'), await onDisplay(sluice, { x: 380, y: 260 }));
      await expect(rowButton(page, 'dragged.bin', 'Open')).toBeVisible({ timeout: 4000 });
    }).toPass({ timeout: 60_000 });
    await expectSeededFile(join(sluice.downloads, 'dragged.bin'), 1, 50_000);
    await page.screenshot({ path: test.info().outputPath('dragged.png') });
  } finally {
    await other.end();
  }
}

test('a link that is dragged out of another program’s page is queued', async ({ sluice, origin }) => {
  test.setTimeout(120_000);
  await dragLinkFrom(startOtherProgram, sluice, origin);
});

test('a link that is dragged out of Chromium’s window is queued', async ({ sluice, origin }) => {
  test.skip(NO_BROWSER !== null, NO_BROWSER ?? '');
  test.setTimeout(120_000);
  await dragLinkFrom(startBrowserWindow, sluice, origin);
});

test('a finished file is dragged out of the list, and the other program has it', async ({ sluice, origin }) => {
  test.setTimeout(120_000);
  const page = await sluice.start();
  await addByDialog(page, origin.serve('/finished.bin', { seed: 2, sizeBytes: 70_000 }));
  await expect(rowButton(page, 'finished.bin', 'Open')).toBeVisible();
  const other = await startOtherProgram('https://example.org/');
  try {
    await placeSluice(sluice);
    await expect(async () => {
      const box = await row(page, 'finished.bin').boundingBox();
      if (box === null) throw new Error('the row is not to be seen');
      await dragByHand(await onDisplay(sluice, { x: box.x + 100, y: box.y + 30 }), await other.middleOf('main'));
      await expect.poll(() => other.received(), { timeout: 4000 }).not.toBeNull();
    }).toPass({ timeout: 60_000 });
    expect(await other.received()).toEqual([{ name: 'finished.bin', sizeBytes: 70_000, sha256: sha256OfSeed(2, 70_000) }]);
    await expectSeededFile(join(sluice.downloads, 'finished.bin'), 2, 70_000);
  } finally {
    await other.end();
  }
});
