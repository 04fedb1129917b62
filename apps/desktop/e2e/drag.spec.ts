/** Real drags between programs, under a window manager: the pointer takes a link out of a browser's window and lets it go over Sluice's. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectSeededFile, tempFolder } from '@sluice/testkit';
import { dragByHand, pathOfProgram, startProgram, windowTitled, xdotool } from './support/desktop-session.ts';
import { expect, test, type Sluice } from './support/launch.ts';
import { rowButton } from './support/window.ts';

const PROGRAMS = ['openbox', 'xdotool', 'chromium'];
const missing = PROGRAMS.filter((name) => pathOfProgram(name) === null);

test.skip(process.platform !== 'linux' || missing.length > 0, `a drag by hand needs ${missing.join(', ') || 'X11'}`);

const BROWSER = { width: 480, height: 400 };

async function placeSluice(sluice: Sluice): Promise<void> {
  await sluice.electron.evaluate(({ BrowserWindow }, x) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setBounds({ x, y: 40, width: 760, height: 520 });
  }, BROWSER.width + 20);
}

async function middleOf(sluice: Sluice): Promise<{ readonly x: number; readonly y: number }> {
  const bounds = await sluice.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getContentBounds());
  if (bounds === undefined) throw new Error('there is no window');
  return { x: Math.round(bounds.x + bounds.width / 2), y: Math.round(bounds.y + bounds.height / 2) };
}

test('a link that is dragged out of a browser is queued', async ({ sluice, origin }, testInfo) => {
  test.setTimeout(120_000);
  const url = origin.serve('/dragged.bin', { seed: 1, sizeBytes: 50_000 });
  const folder = await tempFolder();
  const pagePath = join(folder.path, 'page.html');
  await writeFile(
    pagePath,
    `<!doctype html><title>Links here</title><body style="margin:0"><a href="${url}" style="display:block;height:100vh;font:40px sans-serif">take this link</a>`,
  );
  const manager = startProgram('openbox', []);
  const page = await sluice.start();
  const browser = startProgram(
    'chromium',
    [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...[
        '--no-first-run',
        '--no-default-browser-check',
        '--disable-gpu',
        '--password-store=basic',
        `--user-data-dir=${join(folder.path, 'profile')}`,
      ],
      ...[`--window-size=${BROWSER.width},${BROWSER.height}`, '--window-position=0,0', `--app=file://${pagePath}`],
    ],
    { HOME: folder.path },
  );
  try {
    await placeSluice(sluice);
    const id = await windowTitled('Links here');
    await xdotool('windowmove', id, 0, 30);
    const target = await middleOf(sluice);
    await expect(async () => {
      await dragByHand({ x: 150, y: 120 }, target);
      await expect(rowButton(page, 'dragged.bin', 'Open')).toBeVisible({ timeout: 4000 });
    }).toPass({ timeout: 60_000 });
    await expectSeededFile(join(sluice.downloads, 'dragged.bin'), 1, 50_000);
    await page.screenshot({ path: testInfo.outputPath('dragged.png') });
  } finally {
    await browser.end();
    await manager.end();
    await folder.remove();
  }
});
