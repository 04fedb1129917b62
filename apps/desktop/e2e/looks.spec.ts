/** Both themes, photographed: the list with downloads in several states, each tab of the details, the dialogs. */
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
    // The chart comes after the rest, once.
    await expect(page.getByRole('complementary', { name: 'Details' }).locator('.speed-chart canvas')).toBeVisible();
    await page.screenshot({ path: testInfo.outputPath(`window-${theme}.png`) });
    for (const tab of ['Connections', 'History', 'Source']) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.getByRole('tabpanel', { name: tab }).waitFor();
      await page.screenshot({ path: testInfo.outputPath(`details-${tab.toLowerCase()}-${theme}.png`) });
    }
    await page.keyboard.press('ControlOrMeta+n');
    const add = page.getByRole('dialog', { name: 'Add downloads' });
    await add.getByRole('textbox', { name: 'Links' }).fill(`${done}\n${origin.url}/gone.zip\n${origin.url}/part-[01-12].zip`);
    await expect(add.getByRole('listitem').first()).toContainText('Already in the list');
    await page.screenshot({ path: testInfo.outputPath(`add-${theme}.png`) });
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+,');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    for (const section of ['General', 'Downloads', 'Network', 'Notifications', 'Advanced', 'About']) {
      await settings.getByRole('tab', { name: section, exact: true }).click();
      await page.screenshot({ path: testInfo.outputPath(`settings-${section.toLowerCase()}-${theme}.png`) });
    }
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(theme === 'dark');
  });
}
