/**
 * How long the main process of the app keeps its event loop waiting while it downloads 2 GiB over eight connections, and while a large
 * queue is backed up. Needs a build, a display, and room for the file. `tsx bench/main-loop/run.ts [MIB]` prints a table and JSON.
 */
import { createReadStream, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IntervalHistogram } from 'node:perf_hooks';
import type { ElectronApplication, Page } from '@playwright/test';
import { seedHome, startApp } from '../scale/desktop-app.ts';

const MIB = Number(process.argv[2] ?? 2048);
const SIZE_BYTES = MIB * 2 ** 20;
const CONNECTIONS = 8;
const QUEUE = { queued: 10_000, done: 100_000 };

interface Delay {
  readonly what: string;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly mostMs: number;
}

/** The delays of the main process's timers while `work` goes on, beyond the millisecond that they ask for. */
async function watch(app: ElectronApplication, what: string, work: () => Promise<unknown>): Promise<Delay> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    Object.assign(globalThis, { delays });
  });
  await work();
  const [p50, p99, most] = await app.evaluate(() => {
    const { delays } = globalThis as unknown as { delays: IntervalHistogram };
    delays.disable();
    return [delays.percentile(50) / 1e6, delays.percentile(99) / 1e6, delays.max / 1e6] as const;
  });
  return { what, p50Ms: p50, p99Ms: p99, mostMs: most };
}

function add(page: Page, url: string, directory: string): Promise<unknown> {
  const rest = { chosenName: null, conflict: null, limitBytesPerSecond: null, checksum: null, headers: [], begin: 'queued' };
  const input = { links: [{ url }], directory, connections: CONNECTIONS, ...rest };
  return page.evaluate(`window.sluice.invoke('jobs:add', ${JSON.stringify(input)})`);
}

async function serve(path: string): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    const start = Number(asked?.[1] ?? 0);
    const end = asked?.[2] === undefined || asked[2] === '' ? SIZE_BYTES - 1 : Number(asked[2]);
    response.writeHead(asked === null ? 200 : 206, {
      'accept-ranges': 'bytes',
      'content-length': end - start + 1,
      'content-range': `bytes ${start}-${end}/${SIZE_BYTES}`,
      etag: '"large"',
    });
    createReadStream(path, { start, end, highWaterMark: 2 ** 20 }).pipe(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/large.bin`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const home = mkdtempSync(join(tmpdir(), 'sluice-loop-'));
const source = join(home, 'source.bin');
writeFileSync(source, '');
truncateSync(source, SIZE_BYTES);
const server = await serve(source);
try {
  seedHome(home, QUEUE);
  const app = await startApp(home);
  const page = await app.firstWindow();
  await page.locator('.row').first().waitFor();
  await page.waitForTimeout(3_000);
  const rows = [await watch(app, 'nothing runs', () => page.waitForTimeout(5_000))];
  // The first change of a queue that has no backup makes one.
  rows.push(
    await watch(app, 'a backup of the queue', async () => {
      await page.evaluate(`window.sluice.invoke('settings:set', { concurrentJobs: 4 })`);
      await page.waitForTimeout(6_000);
    }),
  );
  rows.push(
    await watch(app, `a download of ${MIB} MiB`, async () => {
      await add(page, server.url, home);
      await page.getByRole('listitem', { name: 'large.bin' }).getByRole('progressbar').waitFor();
      await page.waitForFunction(`!document.title.includes('active')`, null, { timeout: 180_000 });
    }),
  );
  await app.close();
  console.table(rows.map((row) => ({ ...row, p50Ms: row.p50Ms.toFixed(1), p99Ms: row.p99Ms.toFixed(1), mostMs: row.mostMs.toFixed(1) })));
  console.log(JSON.stringify({ mib: MIB, queue: QUEUE, load: loadavg()[0], rows }));
} finally {
  server.close();
  rmSync(home, { recursive: true, force: true });
}
