/** The extension in Debian's Chromium, its host, and the app: a link arrives with the cookie that its server demands. */
import { existsSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { dirname, join, resolve } from 'node:path';
import type { BrowserContext, Page, Worker } from '@playwright/test';
import type { Bridge } from '@sluice/ipc';
import { seededBytes } from '@sluice/testkit';
import { NO_BROWSER, startBrowser } from './support/browser.ts';
import { expect, test, type Sluice } from './support/launch.ts';
import { rowButton } from './support/window.ts';

declare global {
  interface Window {
    readonly sluice: Bridge;
  }
}

const EXTENSION = resolve(import.meta.dirname, '../../extension');
const BYTES = Buffer.from(seededBytes(7, { start: 0, end: 200_000 }));

test.skip(NO_BROWSER !== null, NO_BROWSER ?? '');

test('a link of the browser arrives with its cookie, and a download is taken over where the user wants that', async ({ sluice }) => {
  test.setTimeout(120_000);
  const members = await startMembersOnly();
  const browser = await startExtendedBrowser(sluice, members.url);
  try {
    const worker = browser.serviceWorkers()[0] ?? (await browser.waitForEvent('serviceworker'));
    const page = await sluice.start();
    const file = `${members.url}/film.bin`;
    const link = { linkUrl: file, pageUrl: `${members.url}/page` };

    await click(worker, link);
    await expect.poll(() => troubles(worker)).toBe(1);
    expect(members.seen).toEqual([]);

    await switchOn(page);
    await click(worker, link);
    await expect(rowButton(page, 'film.bin', 'Open')).toBeVisible({ timeout: 30_000 });
    expect(await readFile(join(sluice.downloads, 'film.bin'))).toEqual(BYTES);
    expect(members.seen[0]).toMatchObject({ cookie: 'session=abc', referer: `${members.url}/page` });
    expect(members.seen[0]?.['user-agent']).toContain('Chrome/');

    await worker.evaluate(() => chrome.storage.local.set({ takeOver: true }));
    await worker.evaluate((url) => chrome.downloads.download({ url }), `${members.url}/own.bin`);
    await expect.poll(() => downloadsIn(worker), { message: 'what an extension asked for stays here' }).toContain('own.bin:complete');
    const tab = await browser.newPage();
    await tab.goto(`${members.url}/page`);
    await tab.getByRole('link', { name: 'taken' }).click();
    await expect(rowButton(page, 'taken.bin', 'Open')).toBeVisible({ timeout: 30_000 });
    await expect.poll(async () => (await downloadsIn(worker)).some((name) => name.startsWith('taken'))).toBe(false);
  } finally {
    await browser.close();
    await members.close();
  }
});

test('the app is started for a link where it does not run', async ({ sluice }) => {
  test.setTimeout(120_000);
  const members = await startMembersOnly();
  const browser = await startExtendedBrowser(sluice, members.url);
  try {
    const worker = browser.serviceWorkers()[0] ?? (await browser.waitForEvent('serviceworker'));
    await switchOn(await sluice.start());
    await sluice.quit();
    await click(worker, { linkUrl: `${members.url}/late.bin`, pageUrl: `${members.url}/page` });
    const path = join(sluice.downloads, 'late.bin');
    await expect.poll(() => existsSync(path), { timeout: 60_000 }).toBe(true);
    expect(await readFile(path)).toEqual(BYTES);
  } finally {
    await browser.close();
    await members.close();
    await endStrayApp(sluice);
  }
});

/** Only who has the cookie gets a file. */
async function startMembersOnly() {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/page') {
      response.setHeader('Content-Type', 'text/html').end('<a href="/taken.bin" download>taken</a>');
      return;
    }
    if (request.url?.endsWith('.bin') !== true) return void response.writeHead(404).end();
    if (request.headers['user-agent'] !== undefined && request.headers.cookie === 'session=abc') seen.push(request.headers);
    if (request.headers.cookie !== 'session=abc') return void response.writeHead(403).end();
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': BYTES.length }).end(BYTES);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${address.port}`, seen, close };
}

/** With the extension, and the profile where Chromium keeps that of this user, so that it looks for hosts there, too. */
async function startExtendedBrowser(sluice: Sluice, url: string): Promise<BrowserContext> {
  const context = await startBrowser(join(dirname(sluice.downloads), '.config/chromium'), {
    args: [`--disable-extensions-except=${EXTENSION}`, `--load-extension=${EXTENSION}`],
    env: sluice.command([]).env,
  });
  await context.addCookies([{ name: 'session', value: 'abc', url, httpOnly: true }]);
  return context;
}

/** The menu itself is the system's; its click comes as this event. */
function click(worker: Worker, info: { readonly linkUrl: string; readonly pageUrl: string }): Promise<void> {
  return worker.evaluate((about) => {
    chrome.contextMenus.onClicked.dispatch({ menuItemId: 'download', editable: false, ...about }, undefined);
  }, info);
}

function troubles(worker: Worker): Promise<number> {
  return worker.evaluate(async () => Object.keys(await chrome.notifications.getAll()).length);
}

function downloadsIn(worker: Worker): Promise<readonly string[]> {
  return worker.evaluate(async () => {
    const items = await chrome.downloads.search({});
    return items.map(({ url, state }) => `${url.slice(url.lastIndexOf('/') + 1)}:${state}`);
  });
}

async function switchOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'Integrations', exact: true }).click();
  await dialog.getByRole('checkbox', { name: 'Take links from the Sluice extension' }).check();
  await expect(dialog.getByRole('status')).toHaveText('Ready in Chromium.');
  await dialog.getByRole('button', { name: 'Done' }).click();
}

/** The host has started it, so that nobody here has its handle: it gives way to nobody else but the holder of its lock's id. */
async function endStrayApp(sluice: Sluice): Promise<void> {
  const lock = join(dirname(sluice.state), 'SingletonLock');
  const pid = Number(/-(\d+)$/.exec(await readlink(lock).catch(() => ''))?.[1] ?? Number.NaN);
  if (!Number.isInteger(pid)) return;
  process.kill(pid, 'SIGTERM');
  await expect.poll(() => existsSync(join(sluice.state, 'handover'))).toBe(false);
}
