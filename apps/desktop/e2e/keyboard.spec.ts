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

function isOnRow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.tagName === 'LI');
}
