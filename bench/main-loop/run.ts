/**
 * How long the main process of the app keeps its event loop waiting while nothing runs, while its queue is backed up, while it fetches a
 * large file over eight connections, and while 10,000 links are added at once; and its CPU for that file beside aria2c, in turns.
 * Needs a build, a display, nginx, and room for the file in memory. `tsx bench/main-loop/run.ts [--runs 5] [--quick] [--size-mib 1024]`
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { IntervalHistogram } from 'node:perf_hooks';
import type { ElectronApplication, Page } from '@playwright/test';
import { startNginx, writeSeededFile } from '@sluice/testkit';
import { costOf } from '../desktop/processes.ts';
import { firstLineOfVersion } from '../peers/peer.ts';
import { seedHome, startApp } from '../scale/desktop-app.ts';
import { fetchMeasured } from '../suite/fetch-measured.ts';
import { FETCHERS } from '../suite/fetchers.ts';
import type { Figure } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';

const MIB = 2 ** 20;
const { rounds, quick } = suiteOptions(5);
const { values } = parseArgs({ options: { 'size-mib': { type: 'string' } }, strict: false });
const SIZE_MIB = typeof values['size-mib'] === 'string' ? Number(values['size-mib']) : quick ? 512 : 1024;
const CONNECTIONS = 8;
const QUEUE = { queued: 10_000, done: 100_000 };
const LINKS = 10_000;

interface Watched {
  readonly p99Ms: number;
  readonly mostMs: number;
  readonly cpuSeconds: number;
}

/** The delays of the main process's timers while `work` goes on, beyond the millisecond that they ask for, and its CPU. */
async function watch(app: ElectronApplication, work: () => Promise<unknown>): Promise<Watched> {
  const pid = app.process().pid ?? 0;
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    Object.assign(globalThis, { delays });
  });
  const before = costOf(pid).cpuMs;
  await work();
  const cpuSeconds = (costOf(pid).cpuMs - before) / 1000;
  const [p99Ms, mostMs] = await app.evaluate(() => {
    const { delays } = globalThis as unknown as { delays: IntervalHistogram };
    delays.disable();
    return [delays.percentile(99) / 1e6, delays.max / 1e6] as const;
  });
  return { p99Ms, mostMs, cpuSeconds };
}

const REST = { chosenName: null, conflict: null, limitBytesPerSecond: null, checksum: null, headers: [] };

/** Adds one link, and resolves when its file is done. As text: what the loader adds is not in the page. */
function fetchFile(page: Page, url: string, directory: string): Promise<unknown> {
  const input = { links: [{ url }], directory, connections: CONNECTIONS, begin: 'queued', ...REST };
  return page.evaluate(`new Promise((resolve, reject) => {
    const ends = { done: resolve, failed: reject, waiting: reject };
    const off = window.sluice.subscribe('jobs:changed', ({ snapshots }) => {
      for (const { job } of snapshots) {
        if (!job.source.url.startsWith(${JSON.stringify(url)}) || ends[job.state.kind] === undefined) continue;
        off();
        ends[job.state.kind](JSON.stringify(job.state));
      }
    });
    window.sluice.invoke('jobs:add', ${JSON.stringify(input)}).catch(reject);
  })`);
}

function addMany(page: Page, directory: string): Promise<unknown> {
  const input = { directory, connections: null, begin: 'paused', ...REST };
  return page.evaluate(`window.sluice.invoke('jobs:add', {
    ...${JSON.stringify(input)},
    links: Array.from({ length: ${LINKS} }, (_, at) => ({ url: 'https://downloads.example.org/new/file-' + at + '.iso' })),
  })`);
}

const home = mkdtempSync(join(tmpdir(), 'sluice-loop-'));
const root = mkdtempSync('/dev/shm/sluice-loop-');
const aria2c = FETCHERS.find(({ name }) => name === 'aria2c');
const bulk: Watched[] = [];
const peer: number[] = [];
const rest = new Map<string, Watched>();
try {
  await writeSeededFile(join(root, 'file'), 1, SIZE_MIB * MIB);
  const started = await startNginx({ root });
  if (started.kind !== 'running' || aria2c === undefined) throw new Error('nginx or aria2c is missing');
  seedHome(home, QUEUE);
  const app = await startApp(home);
  const page = await app.firstWindow();
  await page.locator('.row').first().waitFor();
  await page.waitForTimeout(3_000);
  rest.set('nothing runs', await watch(app, () => page.waitForTimeout(3_000)));
  // The first change of a queue that has no backup makes one.
  const backedUp = (): Promise<unknown> => page.waitForTimeout(6_000);
  rest.set(
    'a backup of the queue',
    await watch(app, async () => {
      await page.evaluate(`window.sluice.invoke('settings:set', { concurrentJobs: 4 })`);
      await backedUp();
    }),
  );
  const sizeBytes = SIZE_MIB * MIB;
  for (let round = 0; round < rounds; round += 1) {
    const directory = join(root, `out-${round}`);
    mkdirSync(directory);
    bulk.push(await watch(app, () => fetchFile(page, `${started.nginx.url}/file?${round}`, directory)));
    rmSync(directory, { recursive: true, force: true });
    const url = `${started.nginx.url}/file`;
    peer.push((await fetchMeasured(aria2c, { url, root, sizeBytes, connections: CONNECTIONS, authority: null })).cpuSeconds);
  }
  rest.set(`${LINKS.toLocaleString('en')} links are added at once`, await watch(app, () => addMany(page, home)));
  await app.close();
  await started.nginx.close();
} finally {
  rmSync(root, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}
const what = `${SIZE_MIB} MiB over ${CONNECTIONS} connections`;
const cpu = `${what}: CPU of the main process (aria2c: of the program)`;
const figures: readonly Figure[] = [
  {
    what: cpu,
    program: 'Sluice',
    unit: 's',
    values: bulk.map(({ cpuSeconds }) => cpuSeconds),
    bar: { kind: 'at-most-times', value: 1.1, program: 'aria2c' },
  },
  { what: cpu, program: 'aria2c', unit: 's', values: peer },
  {
    what: `${what}: delay of the main loop, p99`,
    program: 'Sluice',
    unit: 'ms',
    values: bulk.map(({ p99Ms }) => p99Ms),
    bar: { kind: 'at-most', value: 20, of: 'median' },
  },
  { what: `${what}: longest silence`, program: 'Sluice', unit: 'ms', values: bulk.map(({ mostMs }) => mostMs) },
  ...[...rest].map(([name, { mostMs }]): Figure => ({ what: `${name}: longest silence`, program: 'Sluice', unit: 'ms', values: [mostMs] })),
];
printFindings({ figures, programs: [await firstLineOfVersion('aria2c')] });
