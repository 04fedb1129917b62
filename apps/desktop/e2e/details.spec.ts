/** What the Details say of a download, tab by tab, while it runs against a real server. */
import type { Locator, Page } from '@playwright/test';
import { dropAfter } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

const MiB = 1024 * 1024;

const details = (page: Page): Locator => page.getByRole('complementary', { name: 'Details' });
const tab = (page: Page, name: string): Locator => details(page).getByRole('tab', { name, exact: true });

test('four tabs tell how far it is, what each connection does, what happened, and where it comes from', async ({ sluice, origin }) => {
  const url = origin.serve('/set.tar.zst', { seed: 1, sizeBytes: 40 * MiB, faults: [dropAfter(2 * MiB, { times: 1 })] });
  const release = origin.hold('/set.tar.zst', { afterBytes: 20 * MiB });
  const page = await sluice.start();
  await addByDialog(page, `${url}?token=hush`);
  await origin.untilBytesSent('/set.tar.zst', 20 * MiB);
  await row(page, 'set.tar.zst').click();
  await expect(details(page).getByRole('img', { name: /^Parts of the file/ })).toBeVisible();
  await expect(
    details(page)
      .getByRole('img', { name: /^Throughput of the last 60 seconds/ })
      .locator('canvas'),
  ).toBeVisible();
  await expect(details(page)).toContainText('Safe on disk');

  await tab(page, 'Overview').focus();
  await page.keyboard.press('ArrowRight');
  await expect(tab(page, 'Connections')).toBeFocused();
  await expect(details(page).getByRole('tabpanel', { name: 'Connections' }).getByRole('listitem').first()).toContainText(/ to /);

  await page.keyboard.press('ArrowRight');
  const history = details(page).getByRole('tabpanel', { name: 'History' });
  await expect(history.getByRole('listitem').last()).toContainText('Added');

  await page.keyboard.press('End');
  const source = details(page).getByRole('tabpanel', { name: 'Source' });
  await expect(source).toContainText('/set.tar.zst?token=…');
  await expect(source).not.toContainText('hush');
  release();
  await expect(rowButton(page, 'set.tar.zst', 'Open')).toBeVisible();
  await tab(page, 'Connections').click();
  await expect(details(page)).toContainText('No connection is open at the moment.');
});

test('nothing is refused by the page’s own policy, the chart included', async ({ sluice, origin }) => {
  const url = origin.serve('/chart.bin', { seed: 2, sizeBytes: 40 * MiB });
  const release = origin.hold('/chart.bin', { afterBytes: 4 * MiB });
  const page = await sluice.start();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || /policy/i.test(message.text())) complaints.push(message.text());
  });
  await addByDialog(page, url);
  await origin.untilBytesSent('/chart.bin', 4 * MiB);
  await row(page, 'chart.bin').click();
  const chart = details(page).getByRole('img', { name: /^Throughput of the last 60 seconds/ });
  await expect(chart.locator('canvas')).toBeVisible();
  // Its own style sheet came with it.
  expect(await chart.locator('.u-wrap').evaluate((element) => getComputedStyle(element).position)).toBe('relative');
  release();
  await expect(rowButton(page, 'chart.bin', 'Open')).toBeVisible();
  expect(complaints).toEqual([]);
});
