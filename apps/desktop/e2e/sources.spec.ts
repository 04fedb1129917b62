/** Object stores in the window: a connection is added and tried out, objects are fetched, buckets are browsed (issue 4). */
import type { Locator, Page } from '@playwright/test';
import type axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expectSeededFile, openObjectStore, type ObjectStore } from '@sluice/testkit';
import { expect, test as base } from './support/launch.ts';

const KEYS = { accessKeyId: 'LTAI5tExampleKeyId', secret: 'hunter2/Secret+Value==' };
const AXE_PATH = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const PICTURES = process.env['SLUICE_PICTURES'] ?? null;

const test = base.extend<{ store: ObjectStore }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from here
  store: async ({}, use) => {
    const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [KEYS] });
    store.createBucket('pictures');
    await use(store);
    await store.close();
  },
});

test('a connection is typed, tried out and kept; its object is fetched and verified; a prefix is browsed and queued', async ({
  sluice,
  store,
}) => {
  store.put('pictures', 'dir/a b+%.bin', { seed: 4, sizeBytes: 300_000 });
  for (const key of ['dir/deep/1.bin', 'dir/deep/z/2.bin', 'other.bin']) store.put('pictures', key, { seed: 5, sizeBytes: 1000 });
  const page = await sluice.start();
  // Evaluated and not added as a script: the page's policy would refuse that, rightly.
  await page.evaluate(await readFile(AXE_PATH, 'utf8'));
  const settings = await openSources(page);
  await settings.getByRole('button', { name: 'Add connection…' }).click();
  await fill(settings, store);
  await settings.getByLabel('Secret', { exact: true }).fill('wrong');
  await settings.getByRole('button', { name: 'Test' }).click();
  await expect(settings.getByRole('status')).toContainText('SignatureDoesNotMatch');
  await looksRight(page, 'connection-wrong-key');
  await settings.getByLabel('Secret', { exact: true }).fill(KEYS.secret);
  await settings.getByRole('button', { name: 'Test' }).click();
  await expect(settings.getByRole('status')).toContainText('It works.');
  await settings.getByRole('button', { name: 'Save' }).click();
  await expect(settings.getByRole('listitem', { name: 'Work' })).toContainText('oss · cn-hangzhou');
  await looksRight(page, 'connections');
  await settings.getByRole('button', { name: 'Edit' }).click();
  await expect(settings.getByLabel('Secret', { exact: true })).toHaveValue('');
  expect(await page.content()).not.toContain('hunter2');
  await settings.getByRole('button', { name: 'Test' }).click();
  await expect(settings.getByRole('status')).toContainText('It works.');
  await settings.getByRole('button', { name: 'Cancel' }).click();
  await settings.getByRole('button', { name: 'Done' }).click();

  await page.keyboard.press('Control+n');
  const add = page.getByRole('dialog', { name: 'Add downloads' });
  await add.getByLabel('Links').fill('oss://pictures/dir/a b+%.bin');
  await expect(add.getByText('Object options')).toBeVisible();
  await add.getByText('Object options').click();
  await looksRight(page, 'add-object');
  await add.getByRole('button', { name: 'Download', exact: true }).click();
  await expect.poll(() => sizeOf(join(sluice.downloads, 'a b+%.bin'))).toBe(300_000);
  await expectSeededFile(join(sluice.downloads, 'a b+%.bin'), 4, 300_000);
  await expect(page.getByText(/CRC-64/).first()).toBeVisible();

  await (await openSources(page)).getByRole('button', { name: 'Browse…' }).click();
  const browse = page.getByRole('dialog', { name: 'Browse pictures' });
  await expect(browse.getByText('other.bin')).toBeVisible();
  await browse.getByRole('button', { name: 'dir/' }).click();
  await expect(browse.getByText('a b+%.bin')).toBeVisible();
  await looksRight(page, 'browse');
  await browse.getByRole('checkbox', { name: 'deep/' }).check();
  await browse.getByRole('button', { name: 'Download 1 object' }).click();
  await expect(browse.getByRole('status')).toContainText('2 objects queued.');
  await browse.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => sizeOf(join(sluice.downloads, 'dir/deep/z/2.bin'))).toBe(1000);
  await expect.poll(() => sizeOf(join(sluice.downloads, 'dir/deep/1.bin'))).toBe(1000);
  if (PICTURES !== null) await chinesePicture(page);
  await sluice.quit();
  const files = (await readdir(sluice.state, { withFileTypes: true })).filter((entry) => entry.isFile());
  for (const { name } of files) expect(await readFile(join(sluice.state, name), 'latin1')).not.toContain('hunter2');
});

async function openSources(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('tab', { name: 'Sources' }).click();
  return settings;
}

async function fill(settings: Locator, store: ObjectStore): Promise<void> {
  const values = { Name: 'Work', Region: 'cn-hangzhou', Endpoint: store.url, Bucket: 'pictures', 'AccessKey ID': KEYS.accessKeyId };
  for (const [label, value] of Object.entries(values)) await settings.getByLabel(label, { exact: true }).fill(value);
}

async function chinesePicture(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByLabel('Language').selectOption({ value: 'zh-CN' });
  await page.getByRole('dialog').getByRole('tab', { name: '来源' }).click();
  await page.getByRole('button', { name: '编辑' }).click();
  await page.screenshot({ path: join(PICTURES ?? '', 'connection-zh.png') });
  await page.getByRole('button', { name: '取消' }).click();
  await page.getByRole('button', { name: '浏览…' }).click();
  await page.getByText('other.bin').waitFor();
  await page.screenshot({ path: join(PICTURES ?? '', 'browse-zh.png') });
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    () => null,
  );
}

/** No fault for those who can't see, in both themes; with `SLUICE_PICTURES`, a picture of each. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((to) => (document.documentElement.dataset['theme'] = to), theme);
    if (PICTURES !== null) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: join(PICTURES, `${name}-${theme}.png`) });
    }
    const violations = await page.evaluate(async () =>
      (await window.axe.run(document)).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
    );
    expect(violations, `${name} ${theme}`).toEqual([]);
  }
}
