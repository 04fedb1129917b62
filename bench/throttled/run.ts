/**
 * A server that gives each connection 4 MB/s, and sixteen connections to it: `npx tsx bench/throttled/run.ts [--runs 5] [--quick]`.
 * Ideal: the bytes over the sum of the connections. Programs that fetch over one connection would only show how long that takes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startNginx, writeSeededFile } from '@sluice/testkit';
import { buildSluice } from '../peers/sluice.ts';
import { fetchMeasured } from '../suite/fetch-measured.ts';
import { FETCHERS } from '../suite/fetchers.ts';
import type { Figure } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';
import { takeTurns } from '../suite/take-turns.ts';
import { versionsOf } from '../suite/versions.ts';

const MB = 1_000_000;
const RATE = 4 * MB;
const CONNECTIONS = 16;
const { rounds, quick, built } = suiteOptions(5);
const sizeBytes = (quick ? 192 : 320) * MB;
const idealSeconds = sizeBytes / (RATE * CONNECTIONS);

if (!built) buildSluice();
const fetchers = FETCHERS.filter(({ splits }) => splits);
const root = await mkdtemp('/dev/shm/sluice-throttled-');
try {
  await writeSeededFile(join(root, 'file'), 1, sizeBytes);
  const started = await startNginx({ root, limitRateBytesPerSecond: RATE });
  if (started.kind !== 'running') throw new Error(started.reason);
  const wish = { url: `${started.nginx.url}/file`, root, sizeBytes, connections: CONNECTIONS, authority: null };
  const costs = await takeTurns(fetchers, rounds, (fetcher) => fetchMeasured(fetcher, wish));
  await started.nginx.close();
  const figures = [...costs].flatMap(([{ name }, all]): readonly Figure[] => [
    {
      what: `${sizeBytes / MB} MB over 16 connections of 4 MB/s: time (ideal ${idealSeconds.toFixed(1)} s)`,
      program: name,
      unit: 's',
      values: all.map(({ wallSeconds }) => wallSeconds),
    },
    { what: 'the same: CPU of the program', program: name, unit: 's', values: all.map(({ cpuSeconds }) => cpuSeconds) },
  ]);
  printFindings({ figures, programs: await versionsOf(fetchers) });
} finally {
  await rm(root, { recursive: true });
}
