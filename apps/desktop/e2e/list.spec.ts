/** The list as a user arranges it: searched, filtered, put into another order, and carried out of the window. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/launch.ts';
import { addByDialog, drop, row, rowButton } from './support/window.ts';

const NAMES = ['one.zip', 'two.mp4', 'three.pdf', 'four.zip'] as const;

/** Adds them paused, so that their order is the queue's. */
async function addPaused(page: Page, url: string): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add downloads' });
  await dialog.getByRole('textbox', { name: 'Links' }).fill(NAMES.map((name) => `${url}/${name}`).join('\n'));
  await dialog.getByLabel('Start').selectOption({ label: 'Later, add paused' });
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

const rows = (page: Page): Locator => page.getByRole('list', { name: 'Downloads' }).getByRole('listitem');

async function order(page: Page): Promise<readonly (string | null)[]> {
  const named = await rows(page).evaluateAll((items) =>
    items.map((item) => ({ name: item.getAttribute('aria-label'), at: Number(item.getAttribute('aria-posinset')) })),
  );
  return named.sort((a, b) => a.at - b.at).map(({ name }) => name);
}

test('the queue is put into another order by keyboard, menu and pointer, and has it after a restart', async ({ sluice, origin }) => {
  const page = await sluice.start();
  await addPaused(page, origin.url);
  await expect(rows(page)).toHaveCount(4);
  expect(await order(page)).toEqual(['one.zip', 'two.mp4', 'three.pdf', 'four.zip']);

  await row(page, 'four.zip').click();
  await page.keyboard.press('Alt+ArrowUp');
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => order(page)).toEqual(['one.zip', 'four.zip', 'two.mp4', 'three.pdf']);
  await expect(page.getByText('four.zip is now 2 of 4.')).toBeAttached();
  await expect(row(page, 'four.zip')).toBeFocused();

  await row(page, 'one.zip').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move to bottom' }).click();
  await expect.poll(() => order(page)).toEqual(['four.zip', 'two.mp4', 'three.pdf', 'one.zip']);

  await row(page, 'one.zip').dragTo(row(page, 'two.mp4'), { targetPosition: { x: 200, y: 8 } });
  await expect.poll(() => order(page)).toEqual(['four.zip', 'one.zip', 'two.mp4', 'three.pdf']);
  await sluice.quit();
  const again = await sluice.start();
  await expect(rows(again)).toHaveCount(4);
  expect(await order(again)).toEqual(['four.zip', 'one.zip', 'two.mp4', 'three.pdf']);
});

test('several rows are chosen and moved together', async ({ sluice, origin }) => {
  const page = await sluice.start();
  await addPaused(page, origin.url);
  await row(page, 'two.mp4').click();
  await row(page, 'four.zip').click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('Alt+Home');
  await expect.poll(() => order(page)).toEqual(['two.mp4', 'four.zip', 'one.zip', 'three.pdf']);
  await page.keyboard.press('ControlOrMeta+a');
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('4 downloads selected');
});

test('categories and the search show what belongs to them', async ({ sluice, origin }) => {
  const page = await sluice.start();
  await addPaused(page, origin.url);
  const filters = page.getByRole('navigation', { name: 'Filters' });
  const filter = (name: string): Locator => filters.getByRole('link', { name: new RegExp(`^${name}`) });
  await filter('Archives').click();
  await expect.poll(() => order(page)).toEqual(['one.zip', 'four.zip']);
  // A state narrows the category down, and each count is what choosing it would show.
  await rowButton(page, 'four.zip', 'Resume').click();
  await expect(row(page, 'four.zip')).toContainText('404');
  await filter('Paused').click();
  await expect.poll(() => order(page)).toEqual(['one.zip']);
  for (const [name, count] of [
    ['All', '4'],
    ['Paused', '1'],
    ['Needs attention', '1'],
    ['Archives', '1'],
    ['Video', '1'],
    ['Documents', '1'],
  ] as const) {
    await expect(filter(name).locator('.filter-count'), name).toHaveText(count);
  }
  await expect(filter('Paused')).toHaveAttribute('aria-current', 'true');
  await expect(filter('Archives')).toHaveAttribute('aria-current', 'true');
  await filter('Completed').click();
  await expect(page.getByRole('heading', { name: 'Nothing here' })).toBeVisible();
  await filter('Paused').click();
  await filter('Archives').click();
  await expect.poll(() => order(page)).toEqual(['one.zip', 'two.mp4', 'three.pdf']);
  await filter('Video').click();
  await expect.poll(() => order(page)).toEqual(['two.mp4']);
  await filter('All').click();
  await expect(rows(page)).toHaveCount(4);
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('THREE');
  await expect.poll(() => order(page)).toEqual(['three.pdf']);
  await page.keyboard.press('Escape');
  await expect(rows(page)).toHaveCount(4);
});

test('of thousands, a state and a category show what is in both, and a link of a row that nobody sees is known', async ({
  sluice,
  origin,
}) => {
  const page = await sluice.start();
  const links = Array.from({ length: 2_600 }, (_unused, at) => ({
    url: `${origin.url}/n${at}.${at % 100 === 0 ? 'mp4' : 'zip'}?token=a${at}`,
  }));
  const common = { directory: null, chosenName: null, conflict: null, connections: null, limitBytesPerSecond: null, checksum: null };
  await page.evaluate((input) => window.sluice.invoke('jobs:add', input), { ...common, headers: [], links, begin: 'paused' });
  const filters = page.getByRole('navigation', { name: 'Filters' });
  const count = (name: string): Locator => filters.getByRole('link', { name: new RegExp(`^${name}`) }).locator('.filter-count');
  await expect(count('All')).toHaveText('2600');
  await filters.getByRole('link', { name: /^Paused/ }).click();
  await filters.getByRole('link', { name: /^Video/ }).click();
  await expect(row(page, 'n0.mp4')).toHaveAttribute('aria-setsize', '26');
  await expect(count('Paused')).toHaveText('26');
  await expect(count('Archives')).toHaveText('2574');
  await rowButton(page, 'n0.mp4', 'Resume').click();
  await expect(row(page, 'n100.mp4')).toHaveAttribute('aria-setsize', '25');
  await expect(count('Paused')).toHaveText('25');
  await expect(count('Needs attention')).toHaveText('1');

  await drop(page, [{ mimeType: 'text/plain', data: `${origin.url}/n2555.zip?token=another` }]);
  const dialog = page.getByRole('dialog', { name: 'Add downloads' });
  await expect(dialog).toContainText('This link is already in the list.');
  await dialog.getByRole('textbox', { name: 'Links' }).fill(`${origin.url}/n2555.zip?token=another\n${origin.url}/fresh.zip`);
  await dialog.getByLabel('Start').selectOption({ label: 'Later, add paused' });
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await expect(count('All')).toHaveText('2601');
  await expect(row(page, 'fresh.zip')).toHaveAttribute('aria-current', 'true');
});

test('a finished file is carried out of the window under the pointer', async ({ sluice, origin }) => {
  const page = await sluice.start();
  await addByDialog(page, origin.serve('/done.bin', { seed: 1, sizeBytes: 100 }));
  await expect(rowButton(page, 'done.bin', 'Open')).toBeVisible();
  await sluice.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no window');
    // The system's own drag would wait for a pointer that is not there.
    window.webContents.startDrag = ({ files }) => {
      globalThis.draggedOut = files;
    };
  });
  await row(page, 'done.bin').dispatchEvent('dragstart');
  await expect.poll(() => sluice.electron.evaluate(() => globalThis.draggedOut)).toEqual([`${sluice.downloads}/done.bin`]);
});

declare global {
  // A test's own variable in the program that it looks into.
  var draggedOut: string[] | undefined;
}
