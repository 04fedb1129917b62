/** axe finds nothing on any screen, in both themes. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';
import { expect, test } from './support/launch.ts';
import { visitScreens } from './support/screens.ts';
import { set } from './support/settings.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

const AXE_PATH = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

for (const theme of ['light', 'dark'] as const) {
  test(`nothing stands in the way of anybody in the ${theme} theme`, async ({ sluice, origin }) => {
    const page = await sluice.start();
    await sluice.electron.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source;
    }, theme);
    // Evaluated and not added as a script: the page's policy would refuse that, rightly.
    await page.evaluate(await readFile(AXE_PATH, 'utf8'));
    expect(await findings(page), 'the empty window').toEqual([]);

    const url = origin.serve('/done.bin', { seed: 1, sizeBytes: 100 });
    await addByDialog(page, `${url}\n${origin.url}/gone.zip`);
    await expect(rowButton(page, 'done.bin', 'Open')).toBeVisible();
    await expect(rowButton(page, 'gone.zip', 'Retry')).toBeVisible();
    await row(page, 'gone.zip').click();
    for (const tab of ['Connections', 'History', 'Source', 'Overview']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.getByRole('tabpanel', { name: tab }).waitFor();
      expect(await findings(page), `the list with details: ${tab}`).toEqual([]);
    }
    await row(page, 'gone.zip').click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    expect(await findings(page), 'the menu of a row').toEqual([]);
    await page.keyboard.press('Escape');

    await row(page, 'gone.zip').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Refresh link', exact: true }).click();
    const refresh = page.getByRole('dialog', { name: 'Refresh link' });
    await refresh.getByRole('textbox', { name: 'New link' }).fill(`${origin.url}/gone.zip`);
    await page.keyboard.press('Enter');
    await expect(row(page, 'gone.zip')).toContainText('404');
    await page.keyboard.press('Escape');
    await row(page, 'gone.zip').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Refresh link', exact: true }).click();
    await refresh.getByRole('textbox', { name: 'New link' }).fill('no link');
    expect(await findings(page), 'the Refresh link dialog').toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Add', exact: true }).first().click();
    const add = page.getByRole('dialog', { name: 'Add downloads' });
    await add.getByRole('textbox', { name: 'Links' }).fill(url);
    await add.getByLabel('If the file exists').selectOption({ label: 'Ask me' });
    // It makes room for itself, and what is below moves.
    await expect(add).toContainText('already in the list');
    await add.getByRole('button', { name: 'Download', exact: true }).click();
    await page.getByRole('button', { name: 'Decide…', exact: true }).click();
    await page.getByRole('alertdialog').waitFor();
    expect(await findings(page), 'the question about an existing file').toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Add', exact: true }).first().click();
    await add.getByRole('textbox', { name: 'Links' }).fill(`${url}\n${origin.url}/gone.zip\n${origin.url}/[1-60].zip`);
    await expect(add.getByRole('listitem').first()).toContainText('100 B');
    await add.getByText('More', { exact: true }).click();
    expect(await findings(page), 'the Add dialog').toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    const settings = page.getByRole('dialog', { name: 'Settings' });
    for (const section of ['General', 'Downloads', 'Network', 'Notifications', 'Advanced', 'About']) {
      await settings.getByRole('tab', { name: section, exact: true }).click();
      if (section === 'Downloads') await settings.getByRole('checkbox', { name: 'Download only at these times' }).check();
      if (section === 'Network') await settings.getByRole('button', { name: 'Add a time' }).click();
      expect(await findings(page), `the settings: ${section}`).toEqual([]);
    }
    await settings.getByRole('tab', { name: 'Advanced', exact: true }).click();
    await settings.getByRole('button', { name: 'Export list…' }).click();
    await page.getByRole('dialog', { name: 'Export list' }).waitFor();
    expect(await findings(page), 'the Export dialog').toEqual([]);
    await page.keyboard.press('Escape');

    await set(page, { schedule: { days: [(new Date().getDay() + 3) % 7], fromMinutes: 0, toMinutes: 1 } });
    const opened = sluice.electron.waitForEvent('window');
    await set(page, { dropBasket: true });
    const basket = await opened;
    await basket.getByRole('button').waitFor();
    await basket.evaluate(await readFile(AXE_PATH, 'utf8'));
    expect(await findings(basket), 'the drop basket').toEqual([]);
    await addByDialog(page, url);
    await expect(page.getByRole('note')).toContainText('It is not the time to download.');
    expect(await findings(page), 'the list while it rests').toEqual([]);
  });
}

for (const [language, theme] of [
  ['en', 'dark'],
  ['zh-CN', 'light'],
] as const) {
  test(`nothing stands in the way on any screen of the tour: ${language}, ${theme}`, async ({ sluice, origin }) => {
    test.setTimeout(180_000);
    const source = await readFile(AXE_PATH, 'utf8');
    const found: string[] = [];
    const visit = async (page: Page, name: string): Promise<void> => {
      if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
      for (const finding of await findings(page)) found.push(`${name}: ${finding}`);
    };
    await visitScreens({ sluice, origin, language, theme, visit });
    expect(found).toEqual([]);
  });
}

async function findings(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    // Colours that are still fading would be judged as they are for a moment.
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    const { violations } = await window.axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
}
