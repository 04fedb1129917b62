/**
 * A server a hundred milliseconds away, through a delay line in user space: a large file over eight connections, and one that is over
 * almost at once. `npx tsx bench/latency/run.ts [--runs 5] [--quick]`. Each connection has 4 MiB under way at most.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startNginx, writeSeededFile } from '@sluice/testkit';
import { buildSluice } from '../peers/sluice.ts';
import { startServer } from '../servers/start-server.ts';
import { fetchMeasured } from '../suite/fetch-measured.ts';
import { FETCHERS } from '../suite/fetchers.ts';
import type { Figure } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';
import { takeTurns } from '../suite/take-turns.ts';
import { versionsOf } from '../suite/versions.ts';

const ROUND_TRIP_MS = 100;
const MB = 1_000_000;
const { rounds, quick, built } = suiteOptions(5);
const SIZES = [quick ? 64 : 256, 1];

if (!built) buildSluice();
const root = await mkdtemp('/dev/shm/sluice-latency-');
const figures: Figure[] = [];
try {
  const started = await startNginx({ root });
  if (started.kind !== 'running') throw new Error(started.reason);
  const away = await startServer(new URL('../servers/delay-line.ts', import.meta.url), [
    new URL(started.nginx.url).port,
    String(ROUND_TRIP_MS),
  ]);
  for (const size of SIZES) {
    await writeSeededFile(join(root, `file-${size}`), size, size * MB);
    const wish = { url: `http://127.0.0.1:${away.port}/file-${size}`, root, sizeBytes: size * MB, connections: 8, authority: null };
    const costs = await takeTurns(FETCHERS, rounds, (fetcher) => fetchMeasured(fetcher, wish));
    for (const [{ name }, all] of costs) {
      figures.push({
        what: `${size} MB from ${ROUND_TRIP_MS} ms away: time`,
        program: name,
        unit: 's',
        values: all.map(({ wallSeconds }) => wallSeconds),
      });
    }
  }
  away.close();
  await started.nginx.close();
  printFindings({ figures, programs: await versionsOf(FETCHERS) });
} finally {
  await rm(root, { recursive: true });
}
