/** The Browse dialog in the app, scrolled to the end of a level page by page: frames, memory, and how long it takes. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { quantile, startApp } from '../scale/desktop-app.ts';
import { BUCKET, KEYS, PREFIX } from './scene.ts';

interface Browsing {
  readonly seconds: number;
  readonly frameP95Ms: number;
  readonly longestFrameMs: number;
  readonly windowHeapMiB: number;
  readonly mainMiB: number;
}

export async function browseKeys(url: string, home: string, keys: number): Promise<Browsing> {
  mkdirSync(join(home, '.config'), { recursive: true });
  const app = await startApp(home);
  try {
    const page = await app.firstWindow();
    await page.getByRole('navigation', { name: 'Filters' }).waitFor();
    await openLevel(page, url);
    const begunMs = performance.now();
    const frames = (await scrollToEnd(page, keys)).toSorted((a, b) => a - b);
    const seconds = (performance.now() - begunMs) / 1000;
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const mainKiB = await app.evaluate(
      ({ app: electron }) => electron.getAppMetrics().find(({ type }) => type === 'Browser')?.memory.workingSetSize ?? 0,
    );
    return {
      seconds,
      frameP95Ms: quantile(frames, 0.95),
      longestFrameMs: frames.at(-1) ?? 0,
      windowHeapMiB: usedSize / 2 ** 20,
      mainMiB: mainKiB / 1024,
    };
  } finally {
    await app.close();
  }
}

async function openLevel(page: Page, url: string): Promise<void> {
  await page.evaluate(
    async (typed) => {
      const { sluice } = window as unknown as { readonly sluice: { invoke(channel: string, input: unknown): Promise<unknown> } };
      await sluice.invoke('connections:save', typed);
    },
    {
      ...{ id: null, name: 'Bench', provider: 'oss', endpoint: url, region: 'cn-hangzhou', addressing: 'virtual-host', network: 'public' },
      ...{ signature: 'v4', credentials: 'stored', bucket: BUCKET, keys: { ...KEYS, token: null } },
    },
  );
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Sources' }).click();
  await page.getByRole('button', { name: 'Browse…' }).click();
  await page.getByRole('button', { name: PREFIX }).click();
  await page.locator('.browse-name').first().waitFor();
}

/** Milliseconds between frames until all keys are there. As text: what the loader adds is not in the page. */
function scrollToEnd(page: Page, keys: number): Promise<number[]> {
  return page.evaluate<number[]>(`new Promise((resolve) => {
    const list = document.querySelector('.browse-scroller');
    const status = document.querySelector('.browse-dialog .dialog-note');
    const all = ${keys};
    const times = [];
    let before = performance.now();
    requestAnimationFrame(function frame(now) {
      times.push(now - before);
      before = now;
      list.scrollTo(0, list.scrollHeight);
      if (Number(status.textContent.replace(/[^0-9]/g, '')) < all) requestAnimationFrame(frame);
      else resolve(times.slice(1));
    });
  })`);
}
