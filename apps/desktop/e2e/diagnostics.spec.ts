/** What went on is written down and can be copied, and no secret with it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { status } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { addByDialog, row } from './support/window.ts';

const SECRET = 'Zq7-not-to-be-seen';

test('the log and the report tell of starts, jobs and failures without a secret', async ({ sluice, origin }) => {
  const url = origin.serve('/private.bin', { seed: 1, sizeBytes: 100, faults: [status(403)] });
  const page = await sluice.start();
  await addByDialog(page, `${url.replace('://', `://ann:${SECRET}@`)}?token=${SECRET}`);
  await expect(row(page, 'private.bin')).toBeVisible();
  await expect(row(page, 'private.bin')).toContainText(/link|refuse/i);
  await page.getByRole('button', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('tab', { name: 'About' }).click();
  await expect(settings.getByRole('status')).toHaveText('This copy is updated the way it was installed.');
  await page.screenshot({ path: join(test.info().outputDir, 'about.png') });
  await settings.getByRole('button', { name: 'Copy report' }).click();
  await expect(page.getByText('The report was copied.')).toBeVisible();
  const report = await sluice.electron.evaluate(async ({ clipboard }) => await clipboard.readText());
  expect(report).toMatch(/^Sluice \d+\.\d+\.\d+ \(not packaged\)\nlinux /);
  expect(report).toMatch(/Jobs: all 1/);
  expect(report).toMatch(/ info program: Sluice \S+ starts: linux /);
  expect(report).toMatch(/ queue: job \S+ (?:waiting|failed): \S+/);
  await sluice.quit();

  const folder = join(sluice.state, 'logs');
  const logs = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  expect(logs.join('')).toContain('program: ends in order');
  expect(`${report}${logs.join('')}`).not.toContain(SECRET);
  expect(`${report}${logs.join('')}`).not.toContain('ann:');
});
