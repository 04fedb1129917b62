/** Every screen of the window, one after the other, in any language: for photographs, and for what must hold on each of them. */
import { expect, type Page } from '@playwright/test';
import type { Origin } from '@sluice/testkit';
import { windowWords, type Language } from '@sluice/words';
import { visitMoreScreens } from './more-screens.ts';
import { set } from './settings.ts';
import type { Tour } from './tour.ts';

const MiB = 1024 * 1024;
const NIGHTS = { days: [0, 1, 2, 3, 4, 5, 6], fromMinutes: 23 * 60, toMinutes: 7 * 60 };
const OFFICE = { days: [1, 2, 3, 4, 5], fromMinutes: 8 * 60, toMinutes: 18 * 60, limitBytesPerSecond: 2_000_000 };

/** Starts the program, brings it into the states that its screens show, and visits each. */
export async function visitScreens(tour: Tour): Promise<void> {
  const { sluice, origin, language, theme, visit } = tour;
  const words = windowWords(language);
  const page = await sluice.start();
  await set(page, { language, theme });
  await expect(page.getByRole('navigation', { name: words.filters.title })).toBeVisible();
  await visit(page, 'empty');
  const urls = serveSamples(origin);
  await addLinks(page, language, urls.all);
  const list = page.getByRole('list', { name: words.list.title });
  const row = (name: string) => list.getByRole('listitem', { name, exact: true });
  await expect(row('debian-12.iso').getByRole('button', { name: words.actions.open, exact: true })).toBeVisible();
  await Promise.all([origin.untilBytesSent('/dataset-2025.tar.zst', 20 * MiB), origin.untilBytesSent('/lecture.mp4', 10 * MiB)]);
  await row('lecture.mp4').getByRole('button', { name: words.actions.pause, exact: true }).click();
  await expect(row('gone.zip').getByRole('button', { name: words.actions.retry, exact: true })).toBeVisible();
  await row('dataset-2025.tar.zst').click();
  await expect(page.getByRole('region', { name: words.throughput.title }).locator('strong')).not.toHaveText('0');
  await expect(page.locator('.speed-chart canvas')).toBeVisible();
  await visit(page, 'window');
  for (const tab of ['connections', 'history', 'source'] as const) {
    await page.getByRole('tab', { name: words.detailTabs[tab], exact: true }).click();
    await visit(page, `details-${tab}`);
  }
  await page.getByRole('tab', { name: words.detailTabs.overview, exact: true }).click();
  await visitDialogs(page, language, urls, visit);
  await set(page, { schedule: null });
  await visitMoreScreens(tour, page, urls);
  await set(page, { schedule: { days: [(new Date().getDay() + 3) % 7], fromMinutes: 0, toMinutes: 1 } });
  await expect(page.getByRole('note')).toBeVisible();
  await visit(page, 'resting');
}

interface Samples {
  readonly all: readonly string[];
  readonly done: string;
}

function serveSamples(origin: Origin): Samples {
  const done = origin.serve('/debian-12.iso', { seed: 1, sizeBytes: MiB });
  const held = origin.serve('/dataset-2025.tar.zst', { seed: 2, sizeBytes: 40 * MiB });
  const paused = origin.serve('/lecture.mp4', { seed: 3, sizeBytes: 40 * MiB });
  origin.hold('/dataset-2025.tar.zst', { afterBytes: 20 * MiB });
  origin.hold('/lecture.mp4', { afterBytes: 10 * MiB });
  const long = origin.serve('/a-very-long-name-of-a-file-that-nobody-could-ever-read-in-full-at-a-glance-2025-11-22-final.pdf', {
    seed: 4,
    sizeBytes: 9000,
  });
  return { all: [done, held, paused, long, `${origin.url}/gone.zip`], done };
}

async function visitDialogs(page: Page, language: Language, { done }: Samples, visit: Tour['visit']): Promise<void> {
  const words = windowWords(language);
  await page.getByRole('button', { name: words.throughput.limitLabel(words.throughput.noLimit) }).click();
  await visit(page, 'limit');
  await page.keyboard.press('Escape');
  await page.getByRole('list', { name: words.list.title }).getByRole('listitem').first().click({ button: 'right' });
  await page.getByRole('menu').waitFor();
  await visit(page, 'menu');
  await page.keyboard.press('Escape');
  await set(page, {
    limitTimes: [OFFICE, { ...NIGHTS, limitBytesPerSecond: null }],
    schedule: NIGHTS.days.length > 0 ? { ...NIGHTS, fromMinutes: 0, toMinutes: 0 } : null,
    categoryFolders: {
      archives: null,
      documents: '/home/mira/Documents',
      video: '/home/mira/Videos/Talks and lectures',
      audio: null,
      images: null,
      programs: null,
      other: null,
    },
  });
  await page.keyboard.press('ControlOrMeta+n');
  const add = page.getByRole('dialog', { name: words.add.title });
  await visit(page, 'add-empty');
  await add
    .getByRole('textbox', { name: words.add.links })
    .fill(`${done}\n${new URL('/gone.zip', done).href}\n${new URL('/part-[01-12].zip', done).href}`);
  await expect(add.getByRole('listitem').first()).toContainText(words.look.duplicate);
  await visit(page, 'add');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('dialog', { name: words.settings.title });
  for (const section of await settings.getByRole('tab').all()) {
    await section.click();
    await settings.getByRole('tabpanel').waitFor();
    const name = `settings-${((await section.getAttribute('id')) ?? '').replace(/^.*-/, '')}`;
    await visit(page, name);
    await settings.getByRole('tabpanel').evaluate((panel) => {
      for (let box: Element | null = panel; box !== null; box = box.parentElement) box.scrollTo({ top: box.scrollHeight });
    });
    await visit(page, `${name}-end`);
  }
  await settings.getByRole('tab', { name: words.preferences.sections.advanced, exact: true }).click();
  await settings.getByRole('button', { name: words.listFile.export }).click();
  await visit(page, 'export');
  await page.keyboard.press('Escape');
}

async function addLinks(page: Page, language: Language, links: readonly string[]): Promise<void> {
  const words = windowWords(language);
  await page.keyboard.press('ControlOrMeta+n');
  const dialog = page.getByRole('dialog', { name: words.add.title });
  await dialog.getByRole('textbox', { name: words.add.links }).fill(links.join('\n'));
  await dialog.getByRole('button', { name: words.add.download, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}
