/** Both themes, photographed with downloads in several states. */
import { expect, test } from './support/launch.ts';
import { addByDialog, row, rowButton } from './support/window.ts';

const MiB = 1024 * 1024;

for (const theme of ['light', 'dark'] as const) {
  test(`the window in the ${theme} theme`, async ({ sluice, origin }, testInfo) => {
    const page = await sluice.start();
    await sluice.electron.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source;
    }, theme);
    await page.screenshot({ path: testInfo.outputPath(`empty-${theme}.png`) });
    const done = origin.serve('/debian-12.iso', { seed: 1, sizeBytes: MiB });
    const held = origin.serve('/dataset-2025.tar.zst', { seed: 2, sizeBytes: 40 * MiB });
    const paused = origin.serve('/lecture.mp4', { seed: 3, sizeBytes: 40 * MiB });
    origin.hold('/dataset-2025.tar.zst', { afterBytes: 20 * MiB });
    origin.hold('/lecture.mp4', { afterBytes: 10 * MiB });
    await addByDialog(page, [done, held, paused, `${origin.url}/gone.zip`].join('\n'));
    await expect(rowButton(page, 'debian-12.iso', 'Open')).toBeVisible();
    await Promise.all([origin.untilBytesSent('/dataset-2025.tar.zst', 20 * MiB), origin.untilBytesSent('/lecture.mp4', 10 * MiB)]);
    await rowButton(page, 'lecture.mp4', 'Pause').click();
    await expect(rowButton(page, 'lecture.mp4', 'Resume')).toBeVisible();
    await expect(rowButton(page, 'gone.zip', 'Retry')).toBeVisible();
    await row(page, 'dataset-2025.tar.zst').click();
    await expect(page.getByRole('region', { name: 'Throughput' }).locator('strong')).not.toHaveText('0');
    await page.screenshot({ path: testInfo.outputPath(`window-${theme}.png`) });
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(theme === 'dark');
  });
}
