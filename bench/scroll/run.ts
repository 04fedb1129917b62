/**
 * Scrolls a list of 10,000 queued and 100,000 finished jobs while five run: the time between frames, and the memory of the window.
 * Needs a build and a display. `tsx bench/scroll/run.ts [QUEUED] [DONE]` prints a table and JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { quantile, seedHome, startApp } from '../scale/desktop-app.ts';
import { startSlowServer } from './slow-server.ts';

const [queued = 10_000, done = 100_000] = process.argv.slice(2).map(Number);
const SCROLL_MS = 8_000;
const RUNNING = 5;

/** Milliseconds between frames while the list goes `pixels` further with each of them. As text: what the loader adds is not in the page. */
function scroll(page: Page, pixels: number): Promise<number[]> {
  return page.evaluate<number[]>(`new Promise((resolve) => {
    const list = document.querySelector('.list-scroller');
    const times = [];
    const begun = performance.now();
    let before = begun;
    requestAnimationFrame(function frame(now) {
      times.push(now - before);
      before = now;
      list.scrollBy(0, ${pixels});
      if (now - begun < ${SCROLL_MS}) requestAnimationFrame(frame);
      else resolve(times.slice(1));
    });
  })`);
}

async function runJobs(page: Page, origin: string, directory: string): Promise<void> {
  const links = Array.from({ length: RUNNING }, (_unused, at) => ({ url: `${origin}/steady-${at}.bin` }));
  await page.evaluate(
    async ({ links, directory }) => {
      const { sluice } = window as unknown as { sluice: { invoke(channel: string, input: unknown): Promise<unknown> } };
      await sluice.invoke('settings:set', { concurrentJobs: links.length });
      const rest = { chosenName: null, conflict: null, connections: 2, limitBytesPerSecond: null, checksum: null, headers: [] };
      await sluice.invoke('jobs:add', { links, directory, ...rest, begin: 'queued' });
    },
    { links, directory },
  );
}

const home = mkdtempSync(join(tmpdir(), 'sluice-scroll-'));
const server = await startSlowServer();
try {
  seedHome(home, { queued, done });
  const app = await startApp(home);
  const page = await app.firstWindow();
  await page.locator('.row').first().waitFor();
  await runJobs(page, server.origin, home);
  await page.waitForTimeout(6_000);
  const rows = [];
  for (const [what, pixels] of [
    ['slowly', 12],
    ['a page a frame', 600],
    ['far', 20_000],
  ] as const) {
    await page.evaluate(() => document.querySelector('.list-scroller')?.scrollTo(0, 0));
    const times = (await scroll(page, pixels)).sort((a, b) => a - b);
    rows.push({ what, frames: times.length, p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95), mostMs: times.at(-1) ?? 0 });
  }
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const heapMiB = ((await session.send('Runtime.getHeapUsage')).usedSize ?? 0) / 2 ** 20;
  const metrics = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ type, memory }) => ({ type, kib: memory.workingSetSize })),
  );
  const running = await page.evaluate(() => document.title);
  await app.close();
  console.table(rows.map((row) => ({ ...row, p50Ms: row.p50Ms.toFixed(1), p95Ms: row.p95Ms.toFixed(1), mostMs: row.mostMs.toFixed(1) })));
  console.table(metrics.map(({ type, kib }) => ({ type, residentMiB: (kib / 1024).toFixed(0) })));
  console.log(JSON.stringify({ queued, done, running, heapMiB, rows, metrics }));
} finally {
  server.close();
  rmSync(home, { recursive: true, force: true });
}
