/** The list as a user arranges it: searched, filtered, put into another order, and carried out of the window. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/launch.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

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
  await filters.getByRole('link', { name: /^Archives/ }).click();
  await expect.poll(() => order(page)).toEqual(['one.zip', 'four.zip']);
  await filters.getByRole('link', { name: /^All/ }).click();
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('THREE');
  await expect.poll(() => order(page)).toEqual(['three.pdf']);
  await page.keyboard.press('Escape');
  await expect(rows(page)).toHaveCount(4);
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
