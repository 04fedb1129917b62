/** The list as a file: written from the menu's command or the settings, read again by another Sluice. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectSeededFile, tempFolder } from '@sluice/testkit';
import { Sluice, expect, test } from './support/launch.ts';
import { openSection } from './support/settings.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

test('a list is exported without its secrets, imported elsewhere, paused, and finishes there', async ({ sluice, origin }) => {
  const page = await sluice.start();
  const path = join(sluice.downloads, 'list.json');
  await sluice.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  const open = origin.serve('/open.bin', { seed: 1, sizeBytes: 1000 });
  const signed = `${origin.serve('/signed.bin', { seed: 2, sizeBytes: 1000 })}?token=verysecret`;
  await page.keyboard.press('ControlOrMeta+n');
  const add = page.getByRole('dialog', { name: 'Add downloads' });
  await add.getByRole('textbox', { name: 'Links' }).fill(`${open}\n${signed}`);
  await add.getByLabel('Start').selectOption({ label: 'Later, add paused' });
  await add.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(row(page, 'signed.bin')).toContainText('Paused');

  await (await openSection(page, 'Advanced')).getByRole('button', { name: 'Export list…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export list' });
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByText(`2 downloads written to “${path}”. 1 link went without what opens it.`)).toBeVisible();
  expect(await readFile(path, 'utf8')).not.toContain('verysecret');

  const home = await tempFolder();
  const other = new Sluice(home.path);
  try {
    const there = await other.start();
    await other.electron.evaluate(({ dialog: system }, filePath) => {
      system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, path);
    await (await openSection(there, 'Advanced')).getByRole('button', { name: 'Import list…' }).click();
    await expect(there.getByText('2 downloads added, paused. 1 may need a new link.')).toBeVisible();
    await there.getByRole('button', { name: 'Done' }).click();
    await rowButton(there, 'open.bin', 'Resume').click();
    await expect(rowButton(there, 'open.bin', 'Open')).toBeVisible();
    await expectSeededFile(join(other.downloads, 'open.bin'), 1, 1000);
  } finally {
    await other.end();
    await home.remove();
  }
});

test('the menu asks for both', async ({ sluice, origin }) => {
  const page = await sluice.start();
  await addByDialog(page, origin.serve('/a.bin', { seed: 1, sizeBytes: 10 }));
  await sluice.electron.evaluate(({ dialog, Menu }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
    const items = Menu.getApplicationMenu()?.items[0]?.submenu?.items ?? [];
    items.find(({ label }) => label === 'Import list…')?.click();
    items.find(({ label }) => label === 'Export list…')?.click();
  });
  await expect(page.getByRole('dialog', { name: 'Export list' })).toBeVisible();
});
