/** A folder for each category: chosen in the settings, followed when a download is added, overruled in the Add dialog. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expectSeededFile } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { openSection } from './support/settings.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

test('a film goes to the folder of films, anything else to the download folder, unless the category is chosen', async ({
  sluice,
  origin,
}) => {
  const page = await sluice.start();
  const films = join(sluice.downloads, 'Films');
  await mkdir(films);
  await sluice.electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, films);
  const settings = await openSection(page, 'Downloads');
  await settings.getByRole('button', { name: 'Choose the folder for Video' }).click();
  await expect(settings.getByText(films, { exact: true })).toBeVisible();
  await settings.getByRole('button', { name: 'Done' }).click();

  await addByDialog(
    page,
    `${origin.serve('/talk.mp4', { seed: 1, sizeBytes: 100 })}\n${origin.serve('/set.zip', { seed: 2, sizeBytes: 100 })}`,
  );
  for (const name of ['talk.mp4', 'set.zip']) await expect(rowButton(page, name, 'Open')).toBeVisible();
  await expectSeededFile(join(films, 'talk.mp4'), 1, 100);
  await expectSeededFile(join(sluice.downloads, 'set.zip'), 2, 100);

  await page.keyboard.press('ControlOrMeta+n');
  const add = page.getByRole('dialog', { name: 'Add downloads' });
  await add.getByRole('textbox', { name: 'Links' }).fill(origin.serve('/get', { seed: 3, sizeBytes: 100 }));
  await expect(add.getByLabel('Folder')).toHaveValue(sluice.downloads);
  await add.getByLabel('File name').fill('talk2.mkv');
  await expect(add.getByLabel('Folder')).toHaveValue(films);
  await add.getByLabel('File name').fill('');
  await add.getByLabel('Category').selectOption({ label: 'Video' });
  await expect(add.getByLabel('Folder')).toHaveValue(films);
  await add.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(rowButton(page, 'get', 'Open')).toBeVisible();
  await expectSeededFile(join(films, 'get'), 3, 100);

  await openSection(page, 'Downloads');
  await settings.getByRole('button', { name: 'Use the download folder for Video' }).click();
  await expect(settings.getByText(films, { exact: true })).toHaveCount(0);
});

test('a link that is in the list already is shown before it is queued again', async ({ sluice, origin }) => {
  const url = origin.serve('/one.bin', { seed: 1, sizeBytes: 100 });
  const page = await sluice.start();
  await addByDialog(page, url);
  await expect(rowButton(page, 'one.bin', 'Open')).toBeVisible();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, url);
  const add = page.getByRole('dialog', { name: 'Add downloads' });
  await expect(add).toContainText('Already in the list');
  await page.keyboard.press('Escape');
  await expect(row(page, 'one.bin')).toHaveCount(1);
});
