/** The page is sandboxed, can't leave, can't load anything remote, and a bad message gets a refusal. */
import type { Bridge } from '@sluice/ipc';
import { expect, test } from './support/launch.ts';

declare global {
  var triedNavigation: Promise<unknown>;

  interface Window {
    readonly sluice: Bridge;
  }
}

test('the page has the bridge and nothing of Node or Electron', async ({ sluice }) => {
  const page = await sluice.start();
  const seen = await page.evaluate(() => ({
    bridge: Object.keys(window.sluice).sort(),
    foreign: ['require', 'process', 'module', 'Buffer', 'electron', 'global'].filter((name) => name in window),
    url: location.href,
  }));
  expect(seen).toEqual({ bridge: ['invoke', 'pathOf', 'subscribe'], foreign: [], url: 'sluice-app://window/index.html' });
});

test('the window runs sandboxed and isolated', async ({ sluice }) => {
  await sluice.start();
  const preferences = await sluice.electron.evaluate(({ webContents }) => {
    // Not in the types since it is only meant for tests.
    const contents: object | undefined = webContents.getAllWebContents()[0];
    return (contents as { getLastWebPreferences(): object } | undefined)?.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
});

test('the page opens no window and goes nowhere', async ({ sluice, origin }) => {
  const url = origin.serve('/page.html', { seed: 1, sizeBytes: 10, mediaType: 'text/html' });
  const page = await sluice.start();
  expect(await page.evaluate((target) => window.open(target) === null, url)).toBe(true);
  // Listening before the page is told to go: the two ways into the program are not one queue.
  await sluice.electron.evaluate(({ webContents }) => {
    globalThis.triedNavigation = new Promise((resolve) => {
      webContents.getAllWebContents()[0]?.once('will-frame-navigate', (event) => {
        resolve([event.url, event.defaultPrevented]);
      });
    });
  });
  await page.evaluate((target) => {
    location.href = target;
  }, url);
  expect(await sluice.electron.evaluate(() => globalThis.triedNavigation)).toEqual([url, true]);
  await page.evaluate((target) => {
    const frame = document.createElement('iframe');
    frame.src = target;
    document.body.append(frame);
  }, url);
  // Asked of the page itself: Playwright's locators wait for a navigation that never comes.
  expect(await page.evaluate(() => [location.href, document.querySelector('nav') !== null])).toEqual([
    'sluice-app://window/index.html',
    true,
  ]);
  expect([sluice.electron.windows().length, origin.requests.length]).toEqual([1, 0]);
});

test('the page loads nothing from the network and runs no text as code', async ({ sluice, origin }) => {
  const url = origin.serve('/image.png', { seed: 1, sizeBytes: 10, mediaType: 'image/png' });
  const page = await sluice.start();
  const outcomes = await page.evaluate(async (target) => {
    const image = new Promise((resolve) => {
      const element = new Image();
      element.onload = () => resolve('loaded');
      element.onerror = () => resolve('refused');
      element.src = target;
    });
    const fetched = fetch(target).then(
      () => 'loaded',
      () => 'refused',
    );
    const script = document.createElement('script');
    const inline = new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', () => resolve('refused'), { once: true });
      try {
        script.textContent = 'window.hacked = true';
        document.head.append(script);
      } catch {
        resolve('refused');
      }
    });
    return [await image, await fetched, await inline, 'hacked' in window];
  }, url);
  expect([outcomes, origin.requests.length]).toEqual([['refused', 'refused', 'refused', false], 0]);
});

test('no file outside the app can be reached', async ({ sluice }) => {
  await sluice.start();
  const statuses = await sluice.electron.evaluate(async ({ net }) => {
    const urls = [
      'sluice-app://window/..%2f..%2fpackage.json',
      'sluice-app://window/../main/index.cjs',
      'sluice-app://elsewhere/index.html',
    ];
    const answers = await Promise.all(urls.map((url) => net.fetch(url)));
    return answers.map((answer) => answer.status);
  });
  expect(statuses).toEqual([404, 404, 404]);
});

test('a bad message gets a refusal, and the program goes on', async ({ sluice }) => {
  const page = await sluice.start();
  const replies = await page.evaluate(async () => {
    const messages: readonly (readonly [unknown, unknown])[] = [
      ['jobs:nope', {}],
      ['__proto__', {}],
      [42, null],
      ['jobs:list', null],
      ['jobs:add', { links: 'x' }],
      ['jobs:pause', { ids: [1] }],
      ['jobs:list', {}],
    ];
    const answers = [];
    for (const [channel, input] of messages) answers.push(await window.sluice.invoke(channel as string, input));
    return answers.map((answer) => {
      const { ok, refusal } = answer as { ok: boolean; refusal?: { kind: string } };
      return ok ? 'ok' : refusal?.kind;
    });
  });
  expect(replies).toEqual(['unknown-channel', 'unknown-channel', 'unknown-channel', 'bad-input', 'bad-input', 'bad-input', 'ok']);
});
