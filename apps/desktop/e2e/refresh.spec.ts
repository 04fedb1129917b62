/** A download that can't go on without its user: a new link for an expired one, and an answer to its question. By keyboard alone. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { changedSeed, expectSeededFile, status, type Origin } from '@sluice/testkit';
import { expect, test, type Sluice } from './support/launch.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

const MiB = 1024 * 1024;
const SIZE_BYTES = 16 * MiB;
const HELD_BYTES = 6 * MiB;
const FILE = { seed: 1, sizeBytes: SIZE_BYTES };

/** A download whose first third has arrived and whose link has expired since. */
async function expired(sluice: Sluice, origin: Origin): Promise<Page> {
  const url = origin.serve('/report.pdf', FILE);
  const release = origin.hold('/report.pdf', { afterBytes: HELD_BYTES });
  const page = await sluice.start();
  await addByDialog(page, url);
  await origin.untilBytesSent('/report.pdf', HELD_BYTES);
  await expect(row(page, 'report.pdf').getByRole('progressbar')).toBeVisible();
  await rowButton(page, 'report.pdf', 'Pause').click();
  await expect(rowButton(page, 'report.pdf', 'Resume')).toBeVisible();
  release();
  origin.serve('/report.pdf', { ...FILE, faults: [status(403)] });
  await rowButton(page, 'report.pdf', 'Resume').click();
  await expect(row(page, 'report.pdf')).toContainText('The link has expired (403).');
  return page;
}

test('an expired link is replaced by keyboard: another file is refused, the right one goes on from what is kept', async ({
  sluice,
  origin,
}) => {
  const page = await expired(sluice, origin);
  const button = rowButton(page, 'report.pdf', 'Refresh link');
  await row(page, 'report.pdf').focus();
  await tabTo(page, 'Refresh link');
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Refresh link' });
  const link = dialog.getByRole('textbox', { name: 'New link' });
  await expect(dialog).toContainText(/\d+ % is kept\./);
  await expect(link).toBeFocused();

  const other = origin.serve('/other/report.pdf', { ...FILE, seed: changedSeed(FILE.seed) });
  await page.keyboard.insertText(other);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('That link leads to another file of the same size.');
  await expect(link).toHaveValue(other);
  await expect(link).toBeFocused();

  const right = origin.serve('/right/report.pdf', FILE);
  await page.keyboard.insertText(right);
  await expect(link).toHaveValue(right);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('status').filter({ hasText: 'report.pdf goes on with the new link.' })).toBeVisible();
  await expect(rowButton(page, 'report.pdf', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'report.pdf'), FILE.seed, SIZE_BYTES);
  const asked = origin.requests.filter(({ path, rangeAsked }) => path === '/right/report.pdf' && rangeAsked !== 'bytes=0-0');
  // At least the first megabyte had arrived before the link expired; of what is kept nothing is asked again.
  expect(Math.min(...asked.map(({ range }) => range?.start ?? 0))).toBeGreaterThanOrEqual(MiB);
});

test('a pasted link of the same name is offered to the download that waits for it', async ({ sluice, origin }) => {
  const page = await expired(sluice, origin);
  await paste(sluice, origin.serve('/right/report.pdf', FILE));
  const question = page.getByRole('alertdialog', { name: 'A new link?' });
  await expect(question).toContainText('This looks like report.pdf, which waits for a new link. Use it there?');
  await expect(question.getByRole('button', { name: 'Use it there' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(rowButton(page, 'report.pdf', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'report.pdf'), FILE.seed, SIZE_BYTES);
});

test('what only looks like the awaited file is refused there, and added as new', async ({ sluice, origin }) => {
  const page = await expired(sluice, origin);
  const seed = changedSeed(FILE.seed);
  const url = origin.serve('/other/report.pdf', { ...FILE, seed });
  await page.keyboard.press('Control+n');
  const links = page.getByRole('dialog', { name: 'Add downloads' }).getByRole('textbox', { name: 'Links' });
  await page.keyboard.insertText(url);
  await page.getByRole('button', { name: 'Download', exact: true }).press('Enter');
  const question = page.getByRole('alertdialog', { name: 'A new link?' });
  await question.waitFor();
  await page.keyboard.press('Escape');
  await expect(links).toHaveValue(url);
  await page.getByRole('button', { name: 'Download', exact: true }).press('Enter');
  await question.waitFor();
  await page.keyboard.press('Enter');
  await expect(question.getByRole('alert')).toContainText('another file of the same size');
  await expect(question.getByRole('button', { name: 'Add as new' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rowButton(page, 'report (1).pdf', 'Open').or(rowButton(page, 'report.pdf', 'Open'))).toBeVisible();
  await expect(rowButton(page, 'report.pdf', 'Refresh link')).toBeVisible();
});

test('a file that is there already is asked about, and nothing happens before the answer', async ({ sluice, origin }) => {
  const url = origin.serve('/notes.bin', { seed: 5, sizeBytes: MiB });
  const page = await sluice.start();
  await writeFile(join(sluice.downloads, 'notes.bin'), 'mine');
  await page.keyboard.press('Control+n');
  const adding = page.getByRole('dialog', { name: 'Add downloads' });
  await adding.getByRole('textbox', { name: 'Links' }).fill(url);
  await adding.getByLabel('If the file exists').selectOption({ label: 'Ask me' });
  await adding.getByRole('textbox', { name: 'Links' }).press('Tab');
  await adding.getByRole('button', { name: 'Download', exact: true }).press('Enter');
  await expect(row(page, 'notes.bin')).toContainText('A file of this name exists already.');

  await row(page, 'notes.bin').focus();
  await tabTo(page, 'Decide…');
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog', { name: 'A file of this name exists already' });
  await expect(question.getByRole('button', { name: 'Keep both', exact: true })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(rowButton(page, 'notes.bin', 'Decide…')).toBeFocused();
  expect(await readFile(join(sluice.downloads, 'notes.bin'), 'utf8')).toBe('mine');

  await page.keyboard.press('Enter');
  await question.waitFor();
  await page.keyboard.press('Enter');
  await expect(rowButton(page, 'notes (1).bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'notes (1).bin'), 5, MiB);
  expect(await readFile(join(sluice.downloads, 'notes.bin'), 'utf8')).toBe('mine');
});

/** Presses Tab until the button of that name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 10; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);
    if (focused === name) return;
  }
}

async function paste(sluice: Sluice, text: string): Promise<void> {
  await sluice.electron.evaluate(async ({ BrowserWindow, clipboard }, copied) => {
    await clipboard.writeText(copied);
    BrowserWindow.getAllWindows()[0]?.webContents.paste();
  }, text);
}
