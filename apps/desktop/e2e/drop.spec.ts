/** What other programs drop on the window: links, text, and files that hold links. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectSeededFile, sha256OfSeed, tempFolder } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { longestTaskMs } from './support/longest-task.ts';
import { row, rowButton } from './support/window.ts';

/** A trusted drag of files, as Chromium reports it. */
async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const protocol = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await protocol.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
  await protocol.detach();
}

async function written(files: Readonly<Record<string, string>>): Promise<{ readonly paths: readonly string[]; remove(): Promise<void> }> {
  const folder = await tempFolder();
  await mkdir(folder.path, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text);
  return { paths: Object.keys(files).map((name) => join(folder.path, name)), remove: folder.remove };
}

test('files of links are queued at once, with their names and checksums, and Undo takes them back', async ({ sluice, origin }) => {
  const [text, shortcut, metalink] = ['/text.bin', '/shortcut.bin', '/x7f3'].map((path, seed) =>
    origin.serve(path, { seed, sizeBytes: 1000 + seed }),
  );
  const digest = sha256OfSeed(2, 1002);
  const files = await written({
    'list.txt': `see ${text ?? ''}.`,
    'page.url': `[InternetShortcut]\r\nURL=${shortcut ?? ''}\r\n`,
    'set.meta4': `<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="named.iso"><hash type="sha-256">${digest}</hash><url>${metalink ?? ''}</url></file></metalink>`,
    'none.txt': 'nothing here',
  });
  const page = await sluice.start();
  await dropFiles(page, files.paths);
  for (const name of ['text.bin', 'shortcut.bin', 'named.iso']) await expect(rowButton(page, name, 'Open')).toBeVisible();
  await expect(row(page, 'named.iso')).toContainText('Verified');
  await expectSeededFile(join(sluice.downloads, 'named.iso'), 2, 1002);
  await expect(page.getByText('There is no link in “none.txt”.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'named.iso')).toBeHidden();
  await files.remove();
});

test('five hundred links in a dropped file are shown, and then queued, without stopping the window', async ({ sluice, origin }) => {
  const urls = Array.from({ length: 500 }, (_unused, index) => origin.serve(`/many-${index}.bin`, { seed: index, sizeBytes: 10 }));
  const files = await written({ 'many.txt': urls.join('\n') });
  const page = await sluice.start();
  const longest = await longestTaskMs(sluice.electron, async () => {
    await dropFiles(page, files.paths);
    const dialog = page.getByRole('dialog', { name: 'Add downloads' });
    await expect(dialog).toContainText('500 links found');
    await expect(dialog.getByRole('list', { name: 'What the links lead to' }).getByRole('listitem')).toHaveCount(50);
    await expect(dialog).toContainText('and 450 more');
    await dialog.getByLabel('Start').selectOption({ label: 'Later, add paused' });
    await dialog.getByRole('button', { name: 'Download', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expect(page.getByRole('navigation', { name: 'Filters' }).getByRole('link', { name: /^All/ })).toContainText('500');
  });
  test.info().annotations.push({ type: 'longest task', description: `${Math.round(longest)} ms` });
  expect(longest).toBeLessThan(100);
  await files.remove();
});
