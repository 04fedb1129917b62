/** The drop basket: above the other windows, a target for links, steered by keyboard, and where it was left. */
import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { expectSeededFile } from '@sluice/testkit';
import { expect, test, type Sluice } from './support/launch.ts';
import { set } from './support/settings.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

async function basketOf(sluice: Sluice, page: Page): Promise<Page> {
  const opened = sluice.electron.waitForEvent('window');
  await set(page, { dropBasket: true });
  const basket = await opened;
  await basket.getByRole('button').waitFor();
  return basket;
}

/** A trusted drag, as Chromium reports it. */
async function dropOn(basket: Page, text: string): Promise<void> {
  const protocol = await basket.context().newCDPSession(basket);
  const data = { items: [{ mimeType: 'text/plain', data: text }], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await protocol.send('Input.dispatchDragEvent', { type, x: 40, y: 40, data });
  }
  await protocol.detach();
}

test('what is dropped on the basket is queued and said, and a text without a link is told', async ({ sluice, origin }) => {
  const page = await sluice.start();
  const basket = await basketOf(sluice, page);
  await dropOn(basket, origin.serve('/dropped.bin', { seed: 1, sizeBytes: 1000 }));
  await expect(basket.getByRole('status')).toHaveText('1 added');
  await expect(rowButton(page, 'dropped.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'dropped.bin'), 1, 1000);
  await dropOn(basket, 'nothing to see');
  await expect(basket.getByRole('status')).toHaveText('No link');
  await dropOn(basket, Array.from({ length: 30 }, (_unused, index) => `https://a.example/${index}`).join('\n'));
  await expect(page.getByRole('dialog', { name: 'Add downloads' })).toContainText('30 links found');
});

test('it stays above, moves with the arrow keys, is where it was left, and opens the window', async ({ sluice }) => {
  const page = await sluice.start();
  const basket = await basketOf(sluice, page);
  const place = (): Promise<readonly number[]> =>
    sluice.electron.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().endsWith('/basket.html'));
      return [...(window?.getPosition() ?? []), Number(window?.isAlwaysOnTop())];
    });
  const [x = 0, y = 0, onTop] = await place();
  expect(onTop).toBe(1);
  await basket.getByRole('button').focus();
  await basket.keyboard.press('ArrowLeft');
  await basket.keyboard.press('ArrowUp');
  await expect.poll(place).toEqual([x - 16, y - 16, 1]);
  await sluice.quit();
  await sluice.launchAgain();
  const again = await sluice.window();
  await expect.poll(place).toEqual([x - 16, y - 16, 1]);
  await sluice.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((one) => one.webContents.getURL().endsWith('/index.html'))
      ?.hide(),
  );
  const shown = await sluice.page('basket.html');
  await shown.getByRole('button').press('Enter');
  await expect
    .poll(() =>
      sluice.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()
          .find((one) => one.webContents.getURL().endsWith('/index.html'))
          ?.isVisible(),
      ),
    )
    .toBe(true);
  await set(again, { dropBasket: false });
  await expect.poll(() => sluice.electron.windows().length).toBe(1);
});

test('its ring shows how far everything is', async ({ sluice, origin }, testInfo) => {
  const url = origin.serve('/half.bin', { seed: 1, sizeBytes: 8 * 1024 * 1024 });
  origin.hold('/half.bin', { afterBytes: 4 * 1024 * 1024 });
  const page = await sluice.start();
  const basket = await basketOf(sluice, page);
  await basket.screenshot({ path: testInfo.outputPath('basket-idle.png') });
  await addByDialog(page, url);
  await expect(row(page, 'half.bin')).toBeVisible();
  await expect(basket.getByRole('img')).toHaveAttribute('aria-label', /Progress of all downloads: [2-6]\d %/);
  await basket.screenshot({ path: testInfo.outputPath('basket-active.png') });
  await set(page, { theme: 'dark', language: 'zh-CN' });
  await expect(basket).toHaveTitle('Sluice 拖放框');
  await basket.screenshot({ path: testInfo.outputPath('basket-dark-zh.png') });
});
