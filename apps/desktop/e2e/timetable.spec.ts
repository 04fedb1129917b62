/** Limits by time, and the times at which the queue rests: set in the window, in force at once, said in words. */
import { join } from 'node:path';
import { expectSeededFile } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { openSection, set } from './support/settings.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

const MiB = 1024 * 1024;
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

test('a limit by time is made in the settings, holds at its time, and is there after a restart', async ({ sluice, origin }) => {
  const url = origin.serve('/slow.bin', { seed: 1, sizeBytes: 8 * MiB });
  const page = await sluice.start();
  const settings = await openSection(page, 'Network');
  await settings.getByRole('button', { name: 'Add a time' }).click();
  const card = settings.getByRole('listitem', { name: /^Mon–Fri/ });
  await expect(card).toBeVisible();
  await card.getByLabel('From').fill('00:00');
  const early = settings.getByRole('listitem').first();
  await early.getByLabel('To', { exact: true }).fill('00:00');
  for (const day of ['Saturday', 'Sunday']) await early.getByLabel(day).check({ force: true });
  await early.getByLabel('Limit in MB/s').fill('0.5');
  await expect(settings.getByRole('listitem', { name: 'Mon–Sun, 00:00–00:00' })).toContainText('Now');
  await settings.getByRole('button', { name: 'Done' }).click();
  await addByDialog(page, url);
  await expect(row(page, 'slow.bin')).toContainText(/(?:4|5)\d\d kB\/s/, { timeout: 20_000 });
  await page.getByRole('button', { name: /^Limit:/ }).click();
  await expect(page.getByText('The times in the settings say: 500 kB/s now.')).toBeVisible();
  await page.keyboard.press('Escape');
  await sluice.quit();

  const again = await sluice.start();
  const kept = await openSection(again, 'Network');
  await kept.getByRole('button', { name: 'Remove Mon–Sun, 00:00–00:00' }).click();
  await expect(kept.getByRole('listitem')).toHaveCount(0);
  await kept.getByRole('button', { name: 'Done' }).click();
  await expect(rowButton(again, 'slow.bin', 'Open')).toBeVisible({ timeout: 20_000 });
  await expectSeededFile(join(sluice.downloads, 'slow.bin'), 1, 8 * MiB);
});

test('outside of its times the queue rests, says so, and goes on by itself', async ({ sluice, origin }) => {
  const url = origin.serve('/later.bin', { seed: 2, sizeBytes: 1000 });
  const page = await sluice.start();
  const never = { days: [(new Date().getDay() + 3) % 7], fromMinutes: 0, toMinutes: 1 };
  await set(page, { schedule: never });
  await addByDialog(page, url);
  await expect(row(page, 'later.bin')).toContainText('Queued');
  await expect(row(page, 'later.bin')).toContainText('Waits for its time');
  await expect(page.getByRole('note')).toContainText('It is not the time to download.');
  await page.getByRole('note').getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Escape');
  await set(page, { schedule: { days: EVERY_DAY, fromMinutes: 0, toMinutes: 0 } });
  await expect(rowButton(page, 'later.bin', 'Open')).toBeVisible();
  await expect(page.getByRole('note')).toHaveCount(0);
});

test('a window that opens while the queue rests knows why', async ({ sluice, origin }) => {
  const page = await sluice.start();
  await set(page, { schedule: { days: [(new Date().getDay() + 3) % 7], fromMinutes: 0, toMinutes: 1 } });
  await addByDialog(page, origin.serve('/later.bin', { seed: 2, sizeBytes: 1000 }));
  await sluice.quit();
  const again = await sluice.start();
  await expect(again.getByRole('note')).toContainText('It is not the time to download.');
});

test('downloads wait for the user at the start, where that is set', async ({ sluice, origin }) => {
  const url = origin.serve('/held.bin', { seed: 3, sizeBytes: 4 * MiB });
  const release = origin.hold('/held.bin', { afterBytes: MiB });
  const page = await sluice.start();
  const settings = await openSection(page, 'General');
  await settings.getByRole('checkbox', { name: 'Go on with downloads when Sluice starts' }).uncheck();
  await settings.getByRole('button', { name: 'Done' }).click();
  await addByDialog(page, url);
  await origin.untilBytesSent('/held.bin', MiB);
  await sluice.quit();
  release();
  const again = await sluice.start();
  await expect(row(again, 'held.bin')).toContainText('Queued');
  await again.getByRole('button', { name: 'Resume all' }).click();
  await expect(rowButton(again, 'held.bin', 'Open')).toBeVisible();
  await expectSeededFile(join(sluice.downloads, 'held.bin'), 3, 4 * MiB);
});
