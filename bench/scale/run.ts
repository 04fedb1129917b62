/**
 * How the queue bears 10,000 open and 100,000 finished jobs: what each question of the list costs, and how long the event loop is
 * silent while thousands of jobs are added, paused and backed up. `tsx bench/scale/run.ts [QUEUED] [DONE]` prints a table and JSON.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, JobQueue, alwaysOnline, httpSource, openTransport, systemClock, type NewJob } from '@sluice/engine';
import { NO_OPTIONS, type ListQuery } from '@sluice/model';
import { openDatabase, plainBox } from '@sluice/store';
import { copyInWorker } from '../../packages/store/src/copy-in-worker.ts';
import { seedQueue } from './seed.ts';

const [queued = 10_000, done = 100_000] = process.argv.slice(2).map(Number);
const RUNS = 7;
const ALL: ListQuery = { filter: 'all', fileKind: null, words: [] };

interface Measured {
  readonly what: string;
  readonly medianMs: number;
  readonly mostMs: number;
}

const rows: Measured[] = [];

function measure(what: string, work: () => unknown): void {
  const times = Array.from({ length: RUNS }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  }).sort((a, b) => a - b);
  rows.push({ what, medianMs: times[Math.floor(RUNS / 2)] ?? 0, mostMs: times.at(-1) ?? 0 });
}

/** Time until it is over, and the longest silence of the event loop on the way. */
async function watch(what: string, work: () => Promise<unknown>): Promise<void> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const begun = performance.now();
  await work();
  const tookMs = performance.now() - begun;
  await new Promise((resolve) => setTimeout(resolve, 20));
  delays.disable();
  rows.push({ what: `${what} (took; longest silence)`, medianMs: tookMs, mostMs: delays.max / 1e6 });
}

const home = mkdtempSync(join(tmpdir(), 'sluice-scale-'));
try {
  const folder = join(home, 'state');
  seedQueue(folder, { queued, done });
  const begun = performance.now();
  const opened = openDatabase(folder, { clock: systemClock, secretBox: plainBox });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  const { store } = opened;
  const transport = openTransport();
  const ports = {
    store,
    history: store,
    transport,
    sources: [httpSource],
    clock: systemClock,
    random: Math.random,
    connectivity: alwaysOnline,
  };
  const queue = new JobQueue(ports, DEFAULT_SETTINGS);
  queue.open({ autostart: false });
  rows.push({ what: 'open database and queue', medianMs: performance.now() - begun, mostMs: performance.now() - begun });
  const list = store.listing;
  measure('counts', () => list.counts());
  measure('first 60 rows', () => list.rows(ALL, 0, 60));
  measure('5,000 rows from the middle', () => list.rows(ALL, Math.floor((queued + done) / 2), 5_000));
  measure('60 rows of one kind, completed', () => list.rows({ ...ALL, filter: 'completed', fileKind: 'archives' }, 0, 60));
  measure('search: few match', () => list.rows({ ...ALL, words: ['name-7777'] }, 0, 60));
  measure('search: all match', () => list.rows({ ...ALL, words: ['file'] }, 0, 60));
  measure('search: two letters', () => list.rows({ ...ALL, words: ['77'] }, 0, 60));
  const { ids } = list.rows(ALL, 0, 250);
  measure('250 snapshots', () => queue.snapshots({ ids }));
  const links = Array.from({ length: 10_000 }, (_, index): NewJob => ({
    url: `https://downloads.example.org/pub/new-${index}.iso`,
    directory: home,
    chosenName: null,
    conflict: 'keep-both',
    options: NO_OPTIONS,
    headers: [],
    begin: 'queued',
  }));
  await watch('add 10,000 links', () => queue.addMany(links));
  await watch('pause all', () => queue.pauseAll());
  await watch('back up', () => copyInWorker({ from: join(folder, 'queue.db'), to: join(home, 'copy.db') }).end);
  await queue.close();
  store.close();
  const sizeMiB = statSync(join(folder, 'queue.db')).size / 2 ** 20;
  console.table(rows.map(({ what, medianMs, mostMs }) => ({ what, ms: medianMs.toFixed(1), most: mostMs.toFixed(1) })));
  console.log(JSON.stringify({ queued, done, sizeMiB, rssMiB: process.memoryUsage.rss() / 2 ** 20, rows }));
} finally {
  rmSync(home, { recursive: true, force: true });
}
