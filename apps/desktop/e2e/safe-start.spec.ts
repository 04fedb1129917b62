/** Two starts that came to nothing make the third a careful one: nothing runs, the window says why, and one click goes on. */
import { join } from 'node:path';
import { expectSeededFile } from '@sluice/testkit';
import { expect, test } from './support/launch.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

const MiB = 1024 * 1024;

test('after two starts that were killed, nothing runs until the user says so; the next start is an ordinary one', async ({
  sluice,
  origin,
}) => {
  const url = origin.serve('/careful.bin', { seed: 4, sizeBytes: 8 * MiB, rateBytesPerSecond: MiB });
  await addByDialog(await sluice.start(), url);
  await origin.untilBytesSent('/careful.bin', MiB);
  await sluice.kill();
  await sluice.start();
  await sluice.kill();
  await origin.untilIdle();
  const sent = origin.bytesSent('/careful.bin');

  const page = await sluice.start();
  const notice = page.getByRole('note');
  await expect(notice).toContainText('did not start properly twice in a row');
  await expect(row(page, 'careful.bin')).toBeVisible();
  expect(origin.bytesSent('/careful.bin')).toBe(sent);
  await page.screenshot({ path: join(test.info().outputDir, 'safe-start.png') });

  await notice.getByRole('button', { name: 'Resume all' }).click();
  await expect(notice).toBeHidden();
  await expect(rowButton(page, 'careful.bin', 'Open')).toBeVisible({ timeout: 30_000 });
  await expectSeededFile(join(sluice.downloads, 'careful.bin'), 4, 8 * MiB);
  await sluice.quit();

  const after = await sluice.start();
  await expect(rowButton(after, 'careful.bin', 'Open')).toBeVisible();
  await expect(after.getByRole('note')).toBeHidden();
});
