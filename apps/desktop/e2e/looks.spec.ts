/** Every screen in both themes and both languages, photographed: for people to look at (`npm run screenshots`). */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/launch.ts';
import { showReadmeScene } from './support/readme-scene.ts';
import { visitScreens } from './support/screens.ts';

/** Set by scripts/screenshots.mjs; a test run keeps its pictures with its results. */
const FOLDER = process.env['SLUICE_SCREENSHOTS'];
const LANGUAGES = FOLDER === undefined ? (['en'] as const) : (['en', 'zh-CN'] as const);

for (const language of LANGUAGES) {
  for (const theme of ['light', 'dark'] as const) {
    test(`every screen, ${theme}, ${language}`, async ({ sluice, origin }, testInfo) => {
      test.setTimeout(180_000);
      const folder = FOLDER === undefined ? testInfo.outputPath() : join(FOLDER, language, theme);
      await mkdir(folder, { recursive: true });
      let pictures = 0;
      const visit = async (page: Page, name: string): Promise<void> => {
        await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
        pictures += 1;
        expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(theme === 'dark');
      };
      await visitScreens({ sluice, origin, language, theme, visit });
      expect(pictures).toBeGreaterThan(35);
    });
  }
}

for (const theme of ['light', 'dark'] as const) {
  test(`the picture of the README, ${theme}`, async ({ sluice, origin }) => {
    test.skip(FOLDER === undefined, 'for npm run screenshots alone');
    test.setTimeout(180_000);
    await mkdir(FOLDER ?? '', { recursive: true });
    await showReadmeScene(sluice, origin, theme, async (page) => {
      await page.screenshot({ path: join(FOLDER ?? '', `window-${theme}.png`), animations: 'disabled' });
    });
  });
}
