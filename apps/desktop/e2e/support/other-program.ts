/** Another program on the same display: a window of Chromium's own, with a link to take and a place to let files go. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron, type Page } from '@playwright/test';
import { tempFolder } from '@sluice/testkit';
import { startBrowser } from './browser.ts';
import { windowTitled, xdotool, type Point } from './desktop-session.ts';
import { builtProgram } from './launch.ts';

/** A window with a link on its page. */
export interface LinkHolder {
  /** Where on the display something of its page is. */
  middleOf(selector: string): Promise<Point>;
  end(): Promise<void>;
}

export interface OtherProgram extends LinkHolder {
  readonly page: Page;
  /** Names, sizes and digests of the files that were let go over it; null: none yet. */
  received(): Promise<readonly ReceivedFile[] | null>;
}

interface ReceivedFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

declare global {
  interface Window {
    received?: readonly ReceivedFile[];
  }
}

const TITLE = 'Another program';
const SIZE = { width: 460, height: 420 };

const MAIN = `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ x: 0, y: 30, width: ${SIZE.width}, height: ${SIZE.height} }).loadFile('page.html'));
`;

const pageText = (url: string): string => `<!doctype html><title>${TITLE}</title>
<body style="margin:0; font: 30px sans-serif">
<a href="${url}" style="display:block; height:40vh">take this link</a>
<main style="height:60vh; background:#dde">let it go here</main>
<script>
  addEventListener('dragover', (event) => event.preventDefault());
  addEventListener('drop', async (event) => {
    event.preventDefault();
    window.received = await Promise.all([...event.dataTransfer.files].map(async (file) => {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
      const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      return { name: file.name, sizeBytes: file.size, sha256 };
    }));
  });
</script>`;

/** Started in the upper left corner of the display, with this link on its page. */
export async function startOtherProgram(url: string): Promise<OtherProgram> {
  const home = await tempFolder();
  const folder = join(home.path, 'program');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'another-program', version: '1.0.0', main: 'main.js' }));
  await writeFile(join(folder, 'main.js'), MAIN);
  await writeFile(join(folder, 'page.html'), pageText(url));
  const { executablePath, switches } = builtProgram();
  const electron = await _electron.launch({
    executablePath,
    args: [...switches, `--user-data-dir=${join(home.path, 'data')}`, folder],
    chromiumSandbox: true,
  });
  const page = await electron.firstWindow();
  await xdotool('windowmove', await windowTitled(TITLE), 0, 30);
  return {
    page,
    middleOf: async (selector) => {
      const box = await page.locator(selector).boundingBox();
      const bounds = await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getContentBounds());
      if (box === null || bounds === undefined) throw new Error(`nothing is to be seen of ${selector}`);
      return { x: Math.round(bounds.x + box.x + box.width / 3), y: Math.round(bounds.y + box.y + box.height / 3) };
    },
    received: () => page.evaluate(() => window.received ?? null),
    end: async () => {
      await electron.close();
      await home.remove();
    },
  };
}

/** The system's browser in the same place, with the same page. */
export async function startBrowserWindow(url: string): Promise<LinkHolder> {
  const home = await tempFolder();
  const file = join(home.path, 'page.html');
  await writeFile(file, pageText(url));
  const [x, y] = [0, 30];
  const browser = await startBrowser(join(home.path, 'profile'), {
    args: [`--window-position=${x},${y}`, `--window-size=${SIZE.width},${SIZE.height}`],
    env: { HOME: home.path },
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(pathToFileURL(file).href);
  return {
    middleOf: async (selector) => {
      const box = await page.locator(selector).boundingBox();
      // Its tabs and its address are above the page, and nothing is below it.
      const frame = await page.evaluate(() => ({
        left: screenX + (outerWidth - innerWidth) / 2,
        top: screenY + outerHeight - innerHeight,
      }));
      if (box === null) throw new Error(`nothing is to be seen of ${selector}`);
      return { x: Math.round(frame.left + box.x + box.width / 3), y: Math.round(frame.top + box.y + box.height / 3) };
    },
    end: async () => {
      await browser.close();
      await home.remove();
    },
  };
}
