/** Links get into the queue in every way that a user has, and the right files arrive. */
import { join } from 'node:path';
import { expectSeededFile } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { addByDialog, drop, row, rowButton } from './support/window.ts';

const MiB = 1024 * 1024;

test('a link typed into the Add dialog arrives as the right file', async ({ sluice, origin }) => {
  const url = origin.serve('/dialog.bin', { seed: 1, sizeBytes: 5 * MiB + 1 });
  const page = await sluice.start();
  await addByDialog(page, `please fetch ${url} for me`);
  await expect(rowButton(page, 'dialog.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'dialog.bin'), 1, 5 * MiB + 1);
});

test('several links in one text are several downloads', async ({ sluice, origin }) => {
  const urls = [0, 1, 2].map((index) => origin.serve(`/several-${index}.bin`, { seed: 10 + index, sizeBytes: index }));
  const page = await sluice.start();
  await addByDialog(page, urls.join('\n'));
  for (const index of [0, 1, 2]) {
    await expect(rowButton(page, `several-${index}.bin`, 'Open')).toBeVisible();
    await expectSeededFile(join(sluice.downloads, `several-${index}.bin`), 10 + index, index);
  }
});

test('a dropped link is downloaded at once', async ({ sluice, origin }) => {
  const url = origin.serve('/dropped.bin', { seed: 2, sizeBytes: MiB });
  const page = await sluice.start();
  await drop(page, [{ mimeType: 'text/uri-list', data: url }]);
  await expect(rowButton(page, 'dropped.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'dropped.bin'), 2, MiB);
});

test('a link pasted anywhere is downloaded', async ({ sluice, origin }) => {
  const url = origin.serve('/pasted.bin', { seed: 3, sizeBytes: MiB });
  const page = await sluice.start();
  await sluice.electron.evaluate(async ({ BrowserWindow, clipboard }, text) => {
    await clipboard.writeText(text);
    BrowserWindow.getAllWindows()[0]?.webContents.paste();
  }, url);
  await expect(rowButton(page, 'pasted.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'pasted.bin'), 3, MiB);
});

test('a link on the command line fills the Add dialog', async ({ sluice, origin }) => {
  const url = origin.serve('/argument.bin', { seed: 4, sizeBytes: 10 });
  const page = await sluice.start(url);
  await expect(page.getByRole('dialog', { name: 'Add downloads' }).getByRole('textbox', { name: 'Links' })).toHaveValue(url);
});

test('a file that is not there is said to be missing, and can be tried again', async ({ sluice, origin }) => {
  const page = await sluice.start();
  await addByDialog(page, `${origin.url}/missing.bin`);
  await expect(rowButton(page, 'missing.bin', 'Retry')).toBeVisible();
  await expect(row(page, 'missing.bin')).toContainText('404');
  origin.serve('/missing.bin', { seed: 5, sizeBytes: 100 });
  await rowButton(page, 'missing.bin', 'Retry').click();
  await expect(rowButton(page, 'missing.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'missing.bin'), 5, 100);
});

test('before anything is queued, each link says what it leads to, and which are there already', async ({ sluice, origin }) => {
  const url = origin.serve('/known.bin', { seed: 6, sizeBytes: 3 * MiB });
  const page = await sluice.start();
  await addByDialog(page, url);
  await expect(rowButton(page, 'known.bin', 'Open')).toBeVisible();
  const asked = origin.bytesSent('/known.bin');
  for (const number of ['07', '08', '09']) origin.serve(`/part-${number}.zip`, { seed: 7, sizeBytes: 2 * MiB });
  await page.getByRole('button', { name: 'Add', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add downloads' });
  await dialog.getByRole('textbox', { name: 'Links' }).fill(`${url}\n${origin.url}/part-[07-09].zip ${origin.url}/gone.zip`);
  const links = dialog.getByRole('list', { name: 'What the links lead to' }).getByRole('listitem');
  await expect(links).toHaveCount(5);
  await expect(links.filter({ hasText: 'known.bin' })).toContainText('Already in the list');
  await expect(links.filter({ hasText: 'part-08.zip' })).toContainText('2.10 MB · Resumable');
  await expect(links.filter({ hasText: 'gone.zip' })).toContainText('404');
  // A look is hardly a byte.
  expect(origin.bytesSent('/part-08.zip')).toBeLessThan(2);
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  for (const number of ['07', '08', '09']) {
    await expect(rowButton(page, `part-${number}.zip`, 'Open')).toBeVisible();
    await expectSeededFile(join(sluice.downloads, `part-${number}.zip`), 7, 2 * MiB);
  }
  expect(origin.bytesSent('/known.bin')).toBeLessThanOrEqual(asked + 1);
  await expect(row(page, 'known.bin')).toHaveCount(1);
});

test('when all pasted links are in the list already, the dialog says so and adds none unless it is told to', async ({ sluice, origin }) => {
  const urls = ['a', 'b'].map((name) => origin.serve(`/${name}.bin`, { seed: 9, sizeBytes: 100 }));
  const page = await sluice.start();
  await addByDialog(page, urls.join('\n'));
  for (const name of ['a.bin', 'b.bin']) await expect(rowButton(page, name, 'Open')).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Filters' })
    .getByRole('link', { name: /^Active/ })
    .click();
  await expect(row(page, 'a.bin')).toHaveCount(0);

  const open = (): Promise<void> => page.getByRole('button', { name: 'Add', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add downloads' });
  const download = dialog.getByRole('button', { name: 'Download', exact: true });
  await open();
  // Told at once, before the list was asked about what is typed.
  await dialog.getByRole('textbox', { name: 'Links' }).fill(urls.join('\n'));
  await dialog.locator('form').evaluate((form: HTMLFormElement) => {
    form.requestSubmit();
  });
  await expect(dialog).toContainText('All 2 links are already in the list. There is nothing new to add.');
  await expect(download).toBeDisabled();
  await dialog.getByRole('button', { name: 'Show them' }).click();
  await dialog.waitFor({ state: 'hidden' });
  for (const name of ['a.bin', 'b.bin']) await expect(row(page, name)).toHaveAttribute('aria-current', 'true');

  await open();
  await dialog.getByRole('textbox', { name: 'Links' }).fill(`${urls[0] ?? ''}\n${origin.serve('/c.bin', { seed: 9, sizeBytes: 100 })}`);
  await expect(dialog).toContainText('1 of 2 links is already in the list.');
  await expect(download).toBeEnabled();
  await dialog.getByRole('textbox', { name: 'Links' }).fill(urls.join('\n'));
  await dialog.getByRole('button', { name: 'Add anyway' }).click();
  await dialog.waitFor({ state: 'hidden' });
  for (const name of ['a (1).bin', 'b (1).bin']) await expect(rowButton(page, name, 'Open')).toBeVisible();
});

test('a name and a password open what is closed to others', async ({ sluice, origin }) => {
  const url = origin.serve('/closed.bin', { seed: 8, sizeBytes: 100 });
  const page = await sluice.start();
  await page.getByRole('button', { name: 'Add', exact: true }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add downloads' });
  await dialog.getByRole('textbox', { name: 'Links' }).fill(url);
  await dialog.getByText('More', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'User name' }).fill('ann');
  await dialog.getByLabel('Password').fill('pässword');
  await dialog.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(rowButton(page, 'closed.bin', 'Open')).toBeVisible();
  expect(origin.requests.at(-1)?.headers['authorization']).toBe(`Basic ${Buffer.from('ann:pässword').toString('base64')}`);
});
