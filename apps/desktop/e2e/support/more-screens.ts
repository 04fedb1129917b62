/** The screens that come up only when something is asked, dropped, browsed or offered; for the tour of `screens.ts`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { seededBytes } from '@sluice/testkit';
import { windowWords, type WindowWords } from '@sluice/words';
import { openPictures, saveConnection } from './saved-connection.ts';
import type { Tour } from './tour.ts';
import { set } from './settings.ts';
import { dropFiles } from './window.ts';

const MiB = 1024 * 1024;

interface Scene extends Tour {
  readonly page: Page;
  readonly words: WindowWords;
}

/** `done`: the link of a finished download in the list; `gone` names a failed one, `paused` one with bytes to lose. */
export async function visitMoreScreens(tour: Tour, page: Page, links: { readonly done: string }): Promise<void> {
  const scene: Scene = { ...tour, page, words: windowWords(tour.language) };
  await visitNarrowedList(scene);
  await visitQuestions(scene, links.done);
  await visitDrops(scene);
  await visitBuckets(scene);
  await visitOffers(scene);
  await visitBasket(scene);
}

const row = ({ page, words }: Scene, name: string): Locator =>
  page.getByRole('list', { name: words.list.title }).getByRole('listitem', { name, exact: true });

async function visitNarrowedList({ page, words, visit }: Scene): Promise<void> {
  const filters = page.getByRole('navigation', { name: words.filters.title });
  const link = (name: string): Locator => filters.getByRole('link', { name: new RegExp(`^${name}`) });
  await link(words.filters.completed).click();
  await link(words.kinds.documents).click();
  await visit(page, 'filtered');
  await link(words.kinds.video).click();
  await visit(page, 'nothing-in-filter');
  await link(words.filters.all).click();
  await page.keyboard.press('ControlOrMeta+f');
  await page.keyboard.type('no such name');
  await expect(page.getByRole('heading', { name: words.empty.noneFound('no such name') })).toBeVisible();
  await visit(page, 'nothing-found');
  await page.keyboard.press('Escape');
}

async function visitQuestions(scene: Scene, done: string): Promise<void> {
  const { page, words, visit } = scene;
  await row(scene, 'gone.zip').click({ button: 'right' });
  await page.getByRole('menuitem', { name: words.actions.refreshLink, exact: true }).click();
  await page.getByRole('textbox', { name: words.refresh.link }).fill('no link');
  await visit(page, 'refresh-link');
  await page.keyboard.press('Escape');
  await row(scene, 'lecture.mp4').click();
  await page.keyboard.press('Delete');
  await page.getByRole('alertdialog').waitFor();
  await visit(page, 'question');
  await page.keyboard.press('Escape');
  await set(page, { conflict: 'ask' });
  await page.keyboard.press('ControlOrMeta+n');
  const add = page.getByRole('dialog', { name: words.add.title });
  await add.getByRole('textbox', { name: words.add.links }).fill(done);
  await add.getByRole('button', { name: words.add.download, exact: true }).click();
  await page.getByRole('button', { name: words.actions.decide, exact: true }).click();
  await page.getByRole('alertdialog').waitFor();
  await visit(page, 'decide');
  await page.keyboard.press('Escape');
}

async function visitDrops({ page, words, sluice, visit }: Scene): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [{ mimeType: 'text/plain', data: 'https://example.org/x.zip' }], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver'] as const) await protocol.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  await expect(page.getByText(words.drop.title)).toBeVisible();
  await visit(page, 'drop');
  await protocol.send('Input.dispatchDragEvent', { type: 'dragCancel', x: 400, y: 300, data });
  await protocol.detach();
  await mkdir(sluice.downloads, { recursive: true });
  const part = join(sluice.downloads, 'holiday-film-2025.mkv.part');
  await writeFile(part, seededBytes(5, { start: 0, end: 2 * MiB }));
  await dropFiles(page, [part]);
  const adopt = page.getByRole('dialog', { name: words.adopt.title });
  await adopt.getByLabel(words.adopt.link).fill('no link');
  await visit(page, 'adopt');
  await page.keyboard.press('Escape');
  await adopt.waitFor({ state: 'hidden' });
}

async function visitBuckets({ page, words, visit }: Scene): Promise<void> {
  const store = await openPictures();
  try {
    for (const key of ['2024/a.jpg', '2025/b.jpg', 'a-key-that-is-so-long-that-no-column-of-any-window-could-show-it-in-full-2025.parquet'])
      store.put('pictures', key, { seed: 1, sizeBytes: 123_456 });
    await saveConnection(page, store.url);
    await page.keyboard.press('ControlOrMeta+,');
    const settings = page.getByRole('dialog', { name: words.settings.title });
    await settings.getByRole('tab', { name: words.preferences.sections.sources, exact: true }).click();
    await settings.getByRole('button', { name: words.sources.edit }).waitFor();
    await visit(page, 'settings-sources-filled');
    await settings.getByRole('button', { name: words.sources.edit }).click();
    await visit(page, 'connection');
    await settings.getByRole('button', { name: words.sources.cancel }).click();
    await settings.getByRole('button', { name: words.sources.browse }).click();
    const browse = page.getByRole('dialog', { name: words.browse.title('pictures') });
    await expect(browse.getByText('2024/')).toBeVisible();
    await browse.getByRole('checkbox', { name: '2024/' }).check();
    await visit(page, 'browse');
    await page.keyboard.press('Escape');
    await browse.waitFor({ state: 'hidden' });
    await page.keyboard.press('ControlOrMeta+n');
    const add = page.getByRole('dialog', { name: words.add.title });
    await add.getByRole('textbox', { name: words.add.links }).fill('oss://pictures/2024/a.jpg');
    await add.getByText(words.sources.options).click();
    await visit(page, 'add-object');
    await add.getByRole('textbox', { name: words.add.links }).fill('');
    await page.keyboard.press('Escape');
  } finally {
    await store.close();
  }
}

/** What other versions and other programs bring: shown as the main process would push it. */
async function visitOffers({ page, words, sluice, visit }: Scene): Promise<void> {
  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('dialog', { name: words.settings.title });
  await settings.getByRole('tab', { name: words.preferences.sections.about, exact: true }).click();
  const push = (payload: object): Promise<void> =>
    sluice.electron.evaluate(({ BrowserWindow }, state) => {
      const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().endsWith('/index.html'));
      window?.webContents.send('sluice:push', 'updates', state);
    }, payload);
  await push({ kind: 'available', version: '12.10.3' });
  await expect(settings.getByText(words.preferences.updateStates.available('12.10.3'))).toBeVisible();
  await visit(page, 'update-available');
  await push({ kind: 'downloading', version: '12.10.3', percent: 42 });
  await visit(page, 'update-downloading');
  await push({ kind: 'failed', reason: 'untrusted' });
  await expect(settings.getByText(words.preferences.updateTroubles.untrusted)).toBeVisible();
  await visit(page, 'update-refused');
  await page.keyboard.press('Escape');
}

async function visitBasket({ page, sluice, visit }: Scene): Promise<void> {
  const opened = sluice.electron.waitForEvent('window');
  await set(page, { dropBasket: true });
  const basket = await opened;
  await basket.getByRole('button').waitFor();
  await visit(basket, 'basket');
  await set(page, { dropBasket: false });
}
