/**
 * `npm run soak:ui`: a day of use (`--hours`, 8) in some minutes, in real Electron. What people do in ten minutes is one round (`DAY`), done
 * without the pauses between; every two hours the computer sleeps and wakes in the middle of downloads, every hour the drop basket comes
 * and goes. Fails when memory, listeners, nodes, handles or open files grow. The clock is not moved: what only passing time does (links
 * that expire, timetables) is not in it.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from '@playwright/test';
import { startOrigin, tempFolder } from '@sluice/testkit';
import { Sluice } from '../apps/desktop/e2e/support/launch.ts';
import { medianOf } from '../packages/engine/src/crash-lab/testing/lab-run.ts';
import { numberArgument } from './arguments.ts';

const ROUND_MINUTES = 10;
/** What a round holds; the report repeats it, so that nobody takes the hours for more than they are. */
const DAY = {
  downloadsAdded: 110,
  downloadsFetched: 10,
  linksLookedAt: 31,
  filters: 7,
  detailTabs: 4,
  settingsSections: 8,
  windowHides: 1,
} as const;
const ROUNDS_A_SLEEP = 12;
const ROUNDS_A_BASKET = 6;

interface Sample {
  readonly nodes: number;
  readonly listeners: number;
  readonly windowHeapBytes: number;
  readonly mainHeapBytes: number;
  readonly mainRssBytes: number;
  /** Timers, sockets, files under way and so on, as Node counts them. */
  readonly mainHandles: number;
  readonly files: number;
}

/** How much more the last third may have than the second: a share, and a fixed amount for what is small. */
const ALLOWED: Readonly<Record<keyof Sample, readonly [share: number, more: number]>> = {
  nodes: [0.1, 300],
  listeners: [0.1, 60],
  windowHeapBytes: [0.15, 4_000_000],
  mainHeapBytes: [0.2, 8_000_000],
  mainRssBytes: [0.25, 40_000_000],
  mainHandles: [0, 8],
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

const hours = numberArgument('hours', 8);
const wantedRounds = (hours * 60) / ROUND_MINUTES;
const began = performance.now();
// As playwright.config.ts does it for the tests.
const electronPath = fileURLToPath(new URL('../scripts/electron-path.mjs', import.meta.url));
process.env['ELECTRON_EXEC_PATH'] ??= execFileSync(process.execPath, [electronPath], { encoding: 'utf8' }).trim();
const home = await tempFolder();
const origin = await startOrigin();
const sluice = new Sluice(home.path);
const samples: Sample[] = [];
let rounds = 0;
let sleeps = 0;
try {
  const page = await sluice.start();
  const protocol = await page.context().newCDPSession(page);
  // The compiler of this script names functions with a helper of its own, which the page does not have.
  await page.evaluate('globalThis.__name = (named) => named');
  const url = origin.serve('/small.bin', { seed: 1, sizeBytes: 20_000 });
  for (; rounds < wantedRounds; rounds += 1) {
    await oneRound(page, url);
    if (rounds % ROUNDS_A_SLEEP === ROUNDS_A_SLEEP - 1) await sleepAndWake(page, url);
    if (rounds % ROUNDS_A_BASKET === ROUNDS_A_BASKET - 1) await showBasket(page);
    if (rounds % 3 === 2) samples.push(await look(protocol));
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
  for (const filter of ['Active', 'Queued', 'Paused', 'Completed', 'Programs', 'Programs', 'All']) {
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

/** In the middle of a download, as `powerMonitor` tells it. */
async function sleepAndWake(page: Page, url: string): Promise<void> {
  const path = `/sleep-${sleeps}.bin`;
  origin.serve(path, { seed: sleeps, sizeBytes: 4_000_000 });
  const release = origin.hold(path, { afterBytes: 1_000_000 });
  const [id] = await page.evaluate(addOne, new URL(path, url).href);
  await origin.untilBytesSent(path, 1_000_000);
  const closed = origin.untilConnections(0);
  await sluice.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
  await closed;
  release();
  await sluice.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  await page
    .getByRole('listitem', { name: `sleep-${sleeps}.bin` })
    .getByRole('button', { name: 'Open', exact: true })
    .waitFor();
  await page.evaluate(removeOne, id ?? '');
  sleeps += 1;
}

async function showBasket(page: Page): Promise<void> {
  const opened = sluice.electron.waitForEvent('window');
  await page.evaluate(setBasket, true);
  const basket = await opened;
  await basket.getByRole('button').waitFor();
  const closed = basket.waitForEvent('close');
  await page.evaluate(setBasket, false);
  await closed;
}

async function setBasket(dropBasket: boolean): Promise<void> {
  await (window as unknown as Bridged).sluice.invoke('settings:set', { dropBasket });
}

async function addOne(url: string): Promise<string[]> {
  const common = { directory: null, chosenName: null, conflict: 'overwrite', connections: 1, limitBytesPerSecond: null, checksum: null };
  const input = { ...common, headers: [], links: [{ url }], begin: 'queued' };
  const { value } = await (window as unknown as Bridged).sluice.invoke('jobs:add', input);
  return value.outcomes.map(({ snapshot }) => snapshot.job.id);
}

async function removeOne(id: string): Promise<void> {
  await (window as unknown as Bridged).sluice.invoke('jobs:remove', { ids: [id], deleteData: true });
}

/** Runs in the page: a hundred downloads and ten more come; some are fetched; all are paused, resumed, and removed again. */
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
    return { heapUsed, rss, pid: process.pid, handles: process.getActiveResourcesInfo().length };
  });
  const sample = {
    nodes,
    listeners: jsEventListeners,
    windowHeapBytes: usedSize,
    mainHeapBytes: main.heapUsed,
    mainRssBytes: main.rss,
    mainHandles: main.handles,
    files: process.platform === 'linux' ? readdirSync(`/proc/${main.pid}/fd`).length : 0,
  };
  console.log(`soak:ui: round ${rounds + 1}`, JSON.stringify(sample));
  return sample;
}

/** The first third warms up: caches, compiled code, the list's own store. */
function report(): void {
  const third = Math.floor(samples.length / 3);
  if (third < 2) throw new Error(`only ${samples.length} looks: give it more with --hours`);
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
  const seconds = Math.round((performance.now() - began) / 1000);
  const total = Object.entries(DAY).map(([what, count]) => `${what} ${count * rounds}`);
  console.log(`soak:ui: ${hours} h of simulated use in ${seconds} s: a round stands for ${ROUND_MINUTES} min, without its pauses`);
  console.log(`soak:ui: ${rounds} rounds, ${total.join(', ')}, sleeps ${sleeps}, baskets ${Math.floor(rounds / ROUNDS_A_BASKET)}`);
  console.log(`soak:ui: ${grown.length === 0 ? 'nothing grows' : `GROWING: ${grown.join(', ')}`}`);
  if (grown.length > 0) process.exitCode = 1;
}
