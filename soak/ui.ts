/**
 * `npm run soak:ui`: hours of use in a few minutes (`--seconds`, 300), in real Electron: downloads come, are paused, resumed and removed by
 * the thousand, dialogs, filters and tabs are opened, the window is hidden and shown. Fails when anything grows that should not.
 */
import { readdirSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import { startOrigin, tempFolder } from '@sluice/testkit';
import { Sluice } from '../apps/desktop/e2e/support/launch.ts';
import { medianOf } from '../packages/engine/src/crash-lab/testing/lab-run.ts';
import { numberArgument } from './arguments.ts';

interface Sample {
  readonly nodes: number;
  readonly listeners: number;
  readonly windowHeapBytes: number;
  readonly mainHeapBytes: number;
  readonly mainRssBytes: number;
  readonly files: number;
}

/** How much more the last third may have than the second: a share, and a fixed amount for what is small. */
const ALLOWED: Readonly<Record<keyof Sample, readonly [share: number, more: number]>> = {
  nodes: [0.1, 300],
  listeners: [0.1, 60],
  windowHeapBytes: [0.15, 4_000_000],
  mainHeapBytes: [0.2, 8_000_000],
  mainRssBytes: [0.25, 40_000_000],
  files: [0, 6],
};

interface Bridged {
  readonly sluice: {
    invoke(
      channel: string,
      input: unknown,
    ): Promise<{ readonly value: { readonly outcomes: readonly { readonly snapshot: { readonly job: { readonly id: string } } }[] } }>;
  };
}

const seconds = numberArgument('seconds', 300);
const home = await tempFolder();
const origin = await startOrigin();
const sluice = new Sluice(home.path);
const samples: Sample[] = [];
let rounds = 0;
try {
  const page = await sluice.start();
  const protocol = await page.context().newCDPSession(page);
  // The compiler of this script names functions with a helper of its own, which the page does not have.
  await page.evaluate('globalThis.__name = (named) => named');
  const url = origin.serve('/small.bin', { seed: 1, sizeBytes: 20_000 });
  for (const end = performance.now() + seconds * 1000; performance.now() < end; rounds += 1) {
    await oneRound(page, url);
    if (rounds % 3 === 0) samples.push(await look(protocol));
  }
} finally {
  await sluice.end();
  await origin.close();
  await home.remove();
}
report();

/** About what somebody does in ten minutes. */
async function oneRound(page: Page, url: string): Promise<void> {
  await page.evaluate(churn, { url, round: rounds });
  for (const filter of ['Active', 'Queued', 'Paused', 'Completed', 'All']) {
    await page
      .getByRole('navigation', { name: 'Filters' })
      .getByRole('link', { name: new RegExp(`^${filter}`) })
      .click();
  }
  const rows = page.getByRole('list', { name: 'Downloads' }).getByRole('listitem');
  if ((await rows.count()) > 0) {
    await rows.first().click();
    for (const tab of ['Connections', 'History', 'Source', 'Overview']) await page.getByRole('tab', { name: tab, exact: true }).click();
  }
  await page.keyboard.press('ControlOrMeta+n');
  await page.getByRole('textbox', { name: 'Links' }).fill(`${url}?round=${rounds}\n${url}?other=[1-30]`);
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Links' }).waitFor({ state: 'hidden' });
  await page.keyboard.press('ControlOrMeta+,');
  for (const tab of await page.getByRole('dialog', { name: 'Settings' }).getByRole('tab').all()) await tab.click();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'hidden' });
  await sluice.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.hide();
    window?.show();
  });
}

/** Runs in the page: two hundred downloads come; some are fetched; all are paused, resumed, and removed again. */
async function churn({ url, round }: { readonly url: string; readonly round: number }): Promise<void> {
  const { sluice: bridge } = window as unknown as Bridged;
  const common = {
    directory: null,
    chosenName: null,
    conflict: 'overwrite',
    connections: null,
    limitBytesPerSecond: null,
    checksum: null,
    headers: [],
  };
  const add = async (count: number, begin: string): Promise<string[]> => {
    const links = Array.from({ length: count }, (_unused, index) => ({ url: `${url}?r=${round}-${begin}-${index}` }));
    const { value } = await bridge.invoke('jobs:add', { ...common, links, begin });
    return value.outcomes.map(({ snapshot }) => snapshot.job.id);
  };
  const resting = await add(100, 'paused');
  const running = await add(10, 'queued');
  await bridge.invoke('jobs:resume', { ids: resting });
  await bridge.invoke('jobs:pause', { ids: resting });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await bridge.invoke('jobs:remove', { ids: [...resting, ...running.slice(1)], deleteData: true });
  // One stays until the next round, for the details to show.
  const last = sessionStorage.getItem('last');
  if (last !== null) await bridge.invoke('jobs:remove', { ids: [last], deleteData: true });
  sessionStorage.setItem('last', running[0] ?? '');
}

async function look(protocol: CDPSession): Promise<Sample> {
  await protocol.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners } = await protocol.send('Memory.getDOMCounters');
  const { usedSize } = await protocol.send('Runtime.getHeapUsage');
  const main = await sluice.electron.evaluate(() => {
    const { heapUsed, rss } = process.memoryUsage();
    return { heapUsed, rss, pid: process.pid };
  });
  const sample = {
    nodes,
    listeners: jsEventListeners,
    windowHeapBytes: usedSize,
    mainHeapBytes: main.heapUsed,
    mainRssBytes: main.rss,
    files: process.platform === 'linux' ? readdirSync(`/proc/${main.pid}/fd`).length : 0,
  };
  console.log(`soak:ui: round ${rounds + 1}`, JSON.stringify(sample));
  return sample;
}

/** The first third warms up: caches, compiled code, the list's own store. */
function report(): void {
  const third = Math.floor(samples.length / 3);
  if (third < 2) throw new Error(`only ${samples.length} looks: give it more time with --seconds`);
  const grown: string[] = [];
  for (const key of Object.keys(ALLOWED) as (keyof Sample)[]) {
    const [share, more] = ALLOWED[key];
    const [before, after] = [samples.slice(third, 2 * third), samples.slice(-third)].map((some) =>
      medianOf(some.map((sample) => sample[key])),
    );
    if (before === undefined || after === undefined) throw new Error('no figures');
    console.log(`soak:ui: ${key} ${before} → ${after}`);
    if (after > before * (1 + share) + more) grown.push(key);
  }
  console.log(
    `soak:ui: ${rounds} rounds, ${rounds * 110} downloads in ${seconds} s; ${grown.length === 0 ? 'nothing grows' : `GROWING: ${grown.join(', ')}`}`,
  );
  if (grown.length > 0) process.exitCode = 1;
}
