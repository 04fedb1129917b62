/** Every flow by keyboard alone: no pointer touches the window. */
import type { Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectSeededFile, seededBytes } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { openPictures, saveConnection } from './support/saved-connection.ts';
import { dropFiles, row } from './support/window.ts';

const MiB = 1024 * 1024;

/** Presses Tab until the focus is on what has this name. */
async function tabTo(
  page: Page,
  role: 'button' | 'checkbox' | 'combobox' | 'tab' | 'textbox' | 'link',
  name: string | RegExp,
): Promise<void> {
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

test('rows are chosen together, put into another order and shown by state and category, without a pointer', async ({ sluice, origin }) => {
  const page = await sluice.start();
  await page.keyboard.press('ControlOrMeta+n');
  await page.keyboard.insertText(['a.zip', 'b.mp4', 'c.zip', 'd.pdf'].map((name) => `${origin.url}/${name}`).join('\n'));
  await tabTo(page, 'combobox', 'Start');
  await page.keyboard.press('End');
  await tabTo(page, 'button', 'Download');
  await page.keyboard.press('Enter');
  await expect(row(page, 'd.pdf')).toContainText('Paused');
  await toRows(page);
  await page.keyboard.press('Home');
  await expect(row(page, 'a.zip')).toBeFocused();
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('2 downloads selected');
  await page.keyboard.press('Alt+End');
  await expect.poll(() => orderOf(page)).toEqual(['c.zip', 'd.pdf', 'a.zip', 'b.mp4']);
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => orderOf(page)).toEqual(['c.zip', 'a.zip', 'b.mp4', 'd.pdf']);
  await page.keyboard.press('ControlOrMeta+a');
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('4 downloads selected');

  await tabTo(page, 'link', /^Paused/);
  await page.keyboard.press('Enter');
  await tabTo(page, 'link', /^Archives/);
  await page.keyboard.press('Enter');
  await expect.poll(() => orderOf(page)).toEqual(['c.zip', 'a.zip']);
  await page.keyboard.press('Enter');
  await expect.poll(() => orderOf(page)).toEqual(['c.zip', 'a.zip', 'b.mp4', 'd.pdf']);
  await toRows(page);
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Delete');
  await expect(page.getByText('Nothing to download yet')).toBeVisible();
});

test('every tab of the details and every section of the settings is reached without a pointer', async ({ sluice, origin }) => {
  const page = await sluice.start();
  await page.keyboard.press('ControlOrMeta+n');
  await page.keyboard.insertText(origin.serve('/small.bin', { seed: 1, sizeBytes: 100 }));
  await tabTo(page, 'button', 'Download');
  await page.keyboard.press('Enter');
  await expect(row(page, 'small.bin')).toContainText('Completed');
  await toRows(page);
  await tabTo(page, 'tab', 'Overview');
  for (const tab of ['Connections', 'History', 'Source', 'Overview']) {
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: tab, exact: true })).toBeFocused();
    await expect(page.getByRole('tabpanel', { name: tab, exact: true })).toBeVisible();
  }
  await page.keyboard.press('ControlOrMeta+,');
  for (const section of ['General', 'Downloads', 'Network', 'Sources', 'Notifications', 'Integrations', 'Advanced', 'About']) {
    await expect(page.getByRole('tab', { name: section, exact: true })).toBeFocused();
    await expect(page.getByRole('tabpanel', { name: section, exact: true })).toBeVisible();
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a bucket is browsed and fetched from without a pointer', async ({ sluice }) => {
  const store = await openPictures();
  try {
    for (const key of ['dir/one.bin', 'dir/two.bin', 'other.bin']) store.put('pictures', key, { seed: 3, sizeBytes: 2000 });
    const page = await sluice.start();
    await saveConnection(page, store.url);
    await page.keyboard.press('ControlOrMeta+,');
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('tabpanel', { name: 'Sources' })).toContainText('Work');
    await tabTo(page, 'button', 'Browse…');
    await page.keyboard.press('Enter');
    await tabTo(page, 'button', 'dir/');
    await page.keyboard.press('Enter');
    await tabTo(page, 'checkbox', 'two.bin');
    await page.keyboard.press(' ');
    await tabTo(page, 'button', 'Download 1 object');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toContainText('1 object queued.');
    await page.keyboard.press('Escape');
    await expect(row(page, 'two.bin')).toContainText('Completed');
    await expectSeededFile(join(sluice.downloads, 'dir/two.bin'), 3, 2000);
  } finally {
    await store.close();
  }
});

test('an unfinished file that was dropped is given its link without a pointer', async ({ sluice, origin }) => {
  const path = join(sluice.downloads, 'film.bin.part');
  const page = await sluice.start();
  await writeFile(path, seededBytes(4, { start: 0, end: 2 * MiB }));
  await dropFiles(page, [path]);
  await expect(page.getByRole('textbox', { name: 'Link that it came from' })).toBeFocused();
  await page.keyboard.insertText('no link');
  await expect(page.getByRole('dialog')).toContainText('This is not a link.');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(origin.serve('/film.bin', { seed: 4, sizeBytes: 3 * MiB }));
  await tabTo(page, 'button', 'Go on with it');
  await page.keyboard.press('Enter');
  await expect(row(page, 'film.bin')).toContainText('Completed');
  await expectSeededFile(join(sluice.downloads, 'film.bin'), 4, 3 * MiB);
});

/** Tab leads into the list. */
async function toRows(page: Page): Promise<void> {
  for (let presses = 0; presses < 60 && !(await isOnRow(page)); presses += 1) await page.keyboard.press('Tab');
  expect(await isOnRow(page)).toBe(true);
}

async function orderOf(page: Page): Promise<readonly (string | null)[]> {
  const rows = page.getByRole('list', { name: 'Downloads' }).getByRole('listitem');
  const named = await rows.evaluateAll((items) =>
    items.map((item) => ({ name: item.getAttribute('aria-label'), at: Number(item.getAttribute('aria-posinset')) })),
  );
  return named.sort((a, b) => a.at - b.at).map(({ name }) => name);
}

function isOnRow(page: Page): Promise<boolean> {
  return page.evaluate(() => document.activeElement?.tagName === 'LI');
}
