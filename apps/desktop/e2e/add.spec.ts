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
