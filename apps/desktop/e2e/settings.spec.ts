/** What is set in the window counts, lasts, and tells no secrets. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectSeededFile, startHttpProxy } from '@sluice/testkit';
import { expect, test, type Sluice } from './support/launch.ts';
import { addByDialog, rowButton } from './support/window.ts';

const MiB = 1024 * 1024;
const PASSWORD = 'Zq7-not-to-be-seen';

test('a proxy with a password is gone through, lasts, and its password is not to be seen', async ({ sluice, origin }) => {
  const proxy = await startHttpProxy({ credentials: { user: 'ann', password: PASSWORD } });
  try {
    const first = origin.serve('/first.bin', { seed: 1, sizeBytes: MiB });
    const page = await sluice.start();
    const settings = await openSettings(page, 'Network');
    await settings.getByLabel('Connect', { exact: true }).selectOption({ label: 'Through a proxy' });
    await settings.getByRole('textbox', { name: 'Proxy' }).fill(`http://ann:${PASSWORD}@127.0.0.1:${proxy.port}`);
    await settings.getByRole('button', { name: 'Done' }).click();
    await settings.waitFor({ state: 'hidden' });
    await addByDialog(page, first);
    await expect(rowButton(page, 'first.bin', 'Open')).toBeVisible();
    await expectSeededFile(join(sluice.downloads, 'first.bin'), 1, MiB);
    expect(proxy.targets).toContain(new URL(first).host);
    await sluice.quit();
    expect(await filesWith(sluice, PASSWORD)).toEqual([]);

    const seen = proxy.targets.length;
    const again = await sluice.start();
    const shown = (await openSettings(again, 'Network')).getByRole('textbox', { name: 'Proxy' });
    await expect(shown).toHaveValue(`http://ann:•••@127.0.0.1:${proxy.port}`);
    expect(await again.content()).not.toContain(PASSWORD);
    await again.getByRole('button', { name: 'Done' }).click();
    await addByDialog(again, origin.serve('/second.bin', { seed: 2, sizeBytes: 100 }));
    await expect(rowButton(again, 'second.bin', 'Open')).toBeVisible();
    expect(proxy.targets.length).toBeGreaterThan(seen);
  } finally {
    await proxy.close();
  }
});

test('a text that is no proxy stays in its field with a sentence, and the old way stays', async ({ sluice }) => {
  const page = await sluice.start();
  const settings = await openSettings(page, 'Network');
  await settings.getByLabel('Connect', { exact: true }).selectOption({ label: 'Through a proxy' });
  const field = settings.getByRole('textbox', { name: 'Proxy' });
  await field.fill('ftp://proxy.example');
  await field.press('Enter');
  await expect(settings.getByRole('alert')).toContainText('This is not a proxy.');
  await expect(field).toHaveValue('ftp://proxy.example');
  await page.keyboard.press('Escape');
  await expect((await openSettings(page, 'Network')).getByLabel('Connect', { exact: true })).toHaveValue('system');
});

test('what to do about a changed file is there after a restart', async ({ sluice }) => {
  const label = 'When the file on the server has changed';
  const page = await sluice.start();
  await (await openSettings(page, 'Downloads')).getByLabel(label).selectOption({ label: 'Ask me' });
  await expect
    .poll(() => page.evaluate(() => window.sluice.invoke('settings:get', {})))
    .toMatchObject({ value: { onRemoteChange: 'ask' } });
  await sluice.quit();
  await expect((await openSettings(await sluice.start(), 'Downloads')).getByLabel(label)).toHaveValue('ask');
});

test('reading all of a finished file again is chosen with its reason beside it, counts at once, and lasts', async ({ sluice, origin }) => {
  const label = 'Before a file is called complete';
  const page = await sluice.start();
  const settings = await openSettings(page, 'Downloads');
  await expect(settings.getByLabel(label)).toHaveValue('needed');
  await expect(settings).toContainText('A checksum that is known is compared in either case.');
  await settings.getByLabel(label).selectOption({ label: 'Read all of it again' });
  await expect.poll(() => page.evaluate(() => window.sluice.invoke('settings:get', {}))).toMatchObject({ value: { verify: 'everything' } });
  await page.getByRole('button', { name: 'Done' }).click();
  await addByDialog(page, origin.serve('/read.bin', { seed: 6, sizeBytes: 3 * MiB }));
  await expect(rowButton(page, 'read.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'read.bin'), 6, 3 * MiB);
  await sluice.quit();
  await expect((await openSettings(await sluice.start(), 'Downloads')).getByLabel(label)).toHaveValue('everything');
});

test('the times at which downloads may run are set, last, and can be taken away', async ({ sluice }) => {
  const page = await sluice.start();
  const settings = await openSettings(page, 'Downloads');
  const saved = () => page.evaluate(() => window.sluice.invoke('settings:get', {}));
  await settings.getByRole('checkbox', { name: 'Download only at these times' }).check();
  await settings.getByRole('checkbox', { name: 'Sunday' }).uncheck({ force: true });
  await settings.getByLabel('From', { exact: true }).fill('22:30');
  await settings.getByLabel('To', { exact: true }).fill('06:15');
  await expect(settings).toContainText('Until the next day');
  await expect.poll(saved).toMatchObject({ value: { schedule: { days: [1, 2, 3, 4, 5, 6], fromMinutes: 1350, toMinutes: 375 } } });
  await settings.getByRole('checkbox', { name: 'Download only at these times' }).uncheck();
  await expect.poll(saved).toMatchObject({ value: { schedule: null } });
});

test('About says what runs it, and Advanced where the list is', async ({ sluice }) => {
  const page = await sluice.start();
  const settings = await openSettings(page, 'About');
  const electron = await sluice.electron.evaluate(() => process.versions.electron);
  await expect(settings.getByRole('tabpanel', { name: 'About' })).toContainText(electron);
  await settings.getByRole('tab', { name: 'Advanced' }).click();
  await expect(settings.getByRole('tabpanel', { name: 'Advanced' })).toContainText(sluice.state);
});

test('a user agent and a part size count from then on, and last', async ({ sluice, origin }) => {
  const agent = 'Mozilla/5.0 (X11; Linux x86_64) Example/1.0';
  const page = await sluice.start();
  const network = await openSettings(page, 'Network');
  await network.getByRole('textbox', { name: 'User agent' }).fill('Größe');
  await expect(network).toContainText('Give Latin letters, digits and signs only.');
  await network.getByRole('textbox', { name: 'User agent' }).fill(agent);
  await network.getByRole('tab', { name: 'Downloads' }).click();
  await network.getByRole('textbox', { name: 'Connections per download' }).fill('2');
  await network.getByRole('textbox', { name: 'Part size in MB' }).fill('0.01');
  await expect(network).toContainText('Give a number from 0.11 to 5000.');
  await network.getByRole('textbox', { name: 'Part size in MB' }).fill('0.5');
  await page.getByRole('button', { name: 'Done' }).click();
  await addByDialog(page, origin.serve('/parts.bin', { seed: 4, sizeBytes: 6 * MiB }));
  await expect(rowButton(page, 'parts.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'parts.bin'), 4, 6 * MiB);
  expect(new Set(origin.requests.map(({ headers }) => headers['user-agent']))).toEqual(new Set([agent]));
  const asked = origin.requests.filter(({ range }) => range !== null && range.end - range.start > 1);
  expect(asked.length).toBeGreaterThan(10);
  await sluice.quit();
  const again = await sluice.start();
  await expect((await openSettings(again, 'Network')).getByRole('textbox', { name: 'User agent' })).toHaveValue(agent);
  await again.getByRole('tab', { name: 'Downloads' }).click();
  await expect(again.getByRole('textbox', { name: 'Part size in MB' })).toHaveValue('0.5');
});

test('headers typed in the Add dialog reach the server', async ({ sluice, origin }) => {
  const url = origin.serve('/private.bin', { seed: 3, sizeBytes: 100 });
  const page = await sluice.start();
  await page.getByRole('button', { name: 'Add', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add downloads' });
  const download = dialog.getByRole('button', { name: 'Download', exact: true });
  await dialog.getByRole('textbox', { name: 'Links' }).fill(url);
  await dialog.getByText('More', { exact: true }).click();
  const headers = dialog.getByRole('textbox', { name: 'Headers' });
  await headers.fill('Cookie: session=abc\nnonsense');
  await expect(dialog).toContainText('Line 2 is not a header.');
  await expect(download).toBeDisabled();
  await headers.fill('Cookie: session=abc\nX-Token: t');
  await download.click();
  await expect(rowButton(page, 'private.bin', 'Open')).toBeVisible();
  expect(origin.requests.at(-1)?.headers).toMatchObject({ cookie: 'session=abc', 'x-token': 't' });
});

async function openSettings(page: Page, section: string): Promise<Locator> {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: section, exact: true }).click();
  return dialog;
}

/** The files of the program's state that hold the text. */
async function filesWith({ state }: Sluice, text: string): Promise<readonly string[]> {
  const files = (await readdir(state, { withFileTypes: true, recursive: true })).filter((entry) => entry.isFile());
  const contents = await Promise.all(
    files.map(async ({ name, parentPath }) => [name, await readFile(join(parentPath, name), 'latin1')] as const),
  );
  return contents.filter(([, content]) => content.includes(text)).map(([name]) => name);
}
