/**
 * How many pushes the main process sends the window each second while five jobs run, and how large they are; and how many while the window
 * is hidden. Needs a build and a display. `tsx bench/frames/run.ts [--runs 5] [--quick]`, ten seconds each.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { seedHome, startApp } from '../scale/desktop-app.ts';
import { startSlowServer } from '../scroll/slow-server.ts';
import { runSteadyJobs } from '../desktop/steady-jobs.ts';
import type { Figure } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';

const { rounds, quick } = suiteOptions(5);
const SECONDS = quick ? 4 : 8;
const RUNNING = 5;

interface Pushes {
  readonly frames: number;
  readonly bytes: number;
}

/** As text: what the loader adds is not in the page. */
function count(page: Page): Promise<Pushes> {
  return page.evaluate<Pushes>(`new Promise((resolve) => {
    let frames = 0;
    let bytes = 0;
    const off = window.sluice.subscribe('jobs:changed', (frame) => {
      frames += 1;
      bytes += JSON.stringify(frame).length;
    });
    setTimeout(() => {
      off();
      resolve({ frames, bytes });
    }, ${SECONDS * 1000});
  })`);
}

const home = mkdtempSync(join(tmpdir(), 'sluice-frames-'));
const server = await startSlowServer();
const shown: Pushes[] = [];
const hidden: Pushes[] = [];
try {
  seedHome(home, { queued: 8_000, done: 2_000 });
  const app = await startApp(home);
  const page = await app.firstWindow();
  await page.locator('.row').first().waitFor();
  await runSteadyJobs({ evaluate: (expression) => page.evaluate(expression) }, server.origin, home, RUNNING);
  for (let round = 0; round < rounds; round += 1) {
    shown.push(await count(page));
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
    hidden.push(await count(page));
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show());
  }
  await app.close();
  const perSecond = (all: readonly Pushes[]): readonly number[] => all.map(({ frames }) => frames / SECONDS);
  const figures: readonly Figure[] = [
    {
      what: `pushes to the window, ${RUNNING} jobs run`,
      program: 'Sluice',
      unit: 'a second',
      values: perSecond(shown),
      bar: { kind: 'at-most', value: 4.2, of: 'median' },
    },
    {
      what: `pushes to a hidden window, ${RUNNING} jobs run`,
      program: 'Sluice',
      unit: 'a second',
      values: perSecond(hidden),
      bar: { kind: 'at-most', value: 0, of: 'median' },
    },
    {
      what: 'size of a push',
      program: 'Sluice',
      unit: 'KiB',
      values: shown.map(({ frames, bytes }) => bytes / Math.max(1, frames) / 1024),
    },
  ];
  printFindings({ figures });
} finally {
  server.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}
