/** Every flow by keyboard alone: no pointer touches the window. */
import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { expectSeededFile } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { row } from './support/window.ts';

const MiB = 1024 * 1024;

/** Presses Tab until the focus is on what has this name. */
async function tabTo(page: Page, role: 'button' | 'combobox' | 'tab' | 'textbox' | 'link', name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name, exact: typeof name === 'string' }).first();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement).catch(() => false)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${role} ${String(name)}`);
}

test('a download is added, paused, resumed, looked at, moved and removed without a pointer', async ({ sluice, origin }) => {
  const url = origin.serve('/big.bin', { seed: 1, sizeBytes: 24 * MiB });
  const release = origin.hold('/big.bin', { afterBytes: 8 * MiB });
  const page = await sluice.start();

  await page.keyboard.press('ControlOrMeta+n');
  await page.keyboard.insertText(`${url}\n${origin.url}/missing.bin`);
  await tabTo(page, 'button', 'Download');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Add downloads' }).waitFor({ state: 'hidden' });
  await origin.untilBytesSent('/big.bin', 8 * MiB);

  await tabTo(page, 'link', /^All/);
  await page.keyboard.press('Tab');
  for (let presses = 0; presses < 30 && !(await isOnRow(page)); presses += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Home');
  await expect(row(page, 'big.bin')).toBeFocused();
  await page.keyboard.press(' ');
  await expect(row(page, 'big.bin')).toContainText('Paused');
  await page.keyboard.press(' ');
  release();
  await expect(row(page, 'big.bin')).toContainText('Completed');
  await expectSeededFile(join(sluice.downloads, 'big.bin'), 1, 24 * MiB);

  // The finished one has gone below the one that failed; the cursor went along.
  await tabTo(page, 'tab', 'Overview');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tabpanel', { name: 'History' })).toContainText('Added');

  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('missing');
  await expect(row(page, 'big.bin')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(row(page, 'big.bin')).toBeVisible();
});

test('the settings are changed and left without a pointer', async ({ sluice }) => {
  const page = await sluice.start();
  await page.keyboard.press('ControlOrMeta+,');
  await expect(page.getByRole('tab', { name: 'General' })).toBeFocused();
  await tabTo(page, 'combobox', 'Theme');
  await page.keyboard.press('d');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await tabTo(page, 'tab', 'General');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('tabpanel', { name: 'Network' })).toBeVisible();
  await tabTo(page, 'button', 'Done');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeHidden();
});

test('the menu of a row opens, is walked, and gives the focus back', async ({ sluice, origin }) => {
  const page = await sluice.start();
  await page.keyboard.press('ControlOrMeta+n');
  await page.keyboard.insertText(`${origin.url}/gone.bin`);
  await tabTo(page, 'button', 'Download');
  await page.keyboard.press('Enter');
  await expect(row(page, 'gone.bin')).toContainText('404');
  for (let presses = 0; presses < 40 && !(await isOnRow(page)); presses += 1) await page.keyboard.press('Tab');
  await tabTo(page, 'button', 'More');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'Remove', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row(page, 'gone.bin')).toHaveCount(0);
});

test('a failed download is tried again, given a new link and decided upon, and a limit is set, without a pointer', async ({
  sluice,
  origin,
}) => {
  const gone = `${origin.url}/gone.bin`;
  const page = await sluice.start();
  await page.keyboard.press('ControlOrMeta+n');
  await page.keyboard.insertText(gone);
  await tabTo(page, 'button', 'Download');
  await page.keyboard.press('Enter');
  await expect(row(page, 'gone.bin')).toContainText('404');
  await tabTo(page, 'button', 'Retry');
  await page.keyboard.press('Enter');
  await expect(row(page, 'gone.bin')).toContainText('404');

  // Refresh link is in the row's menu.
  await tabTo(page, 'button', 'More');
  await page.keyboard.press('Enter');
  await chooseInMenu(page, 'Refresh link');
  const url = origin.serve('/new.bin', { seed: 1, sizeBytes: 1000 });
  await expect(page.getByRole('textbox', { name: 'New link' })).toBeFocused();
  await page.keyboard.insertText(url);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Open', exact: true })).toBeVisible();

  // The same file twice, to be asked about.
  await page.keyboard.press('ControlOrMeta+n');
  await page.keyboard.insertText(url);
  await tabTo(page, 'button', 'Download');
  await page.keyboard.press('Enter');
  await expect(row(page, 'new.bin').getByRole('button', { name: 'Open', exact: true })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+n');
  await page.keyboard.insertText(url);
  await tabTo(page, 'combobox', 'If the file exists');
  await page.keyboard.press('End');
  await tabTo(page, 'button', 'Download');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Decide…', exact: true })).toBeVisible();
  await tabTo(page, 'button', 'Decide…');
  await page.keyboard.press('Enter');
  await tabTo(page, 'button', 'Keep both');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Decide…', exact: true })).toHaveCount(0);
  await expect(page.getByRole('listitem').getByRole('button', { name: 'Open', exact: true })).toHaveCount(3);

  await tabTo(page, 'button', /^Limit:/);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await tabTo(page, 'textbox', 'Other limit in MB/s');
  await page.keyboard.insertText('3');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Limit: 3 MB/s' })).toBeVisible();
});

/** Walks the open menu down to the item. */
async function chooseInMenu(page: Page, name: string): Promise<void> {
  const item = page.getByRole('menuitem', { name, exact: true });
  for (let presses = 0; presses < 20; presses += 1) {
    if (await item.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(item).toBeFocused();
  await page.keyboard.press('Enter');
}

function isOnRow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.tagName === 'LI');
}
