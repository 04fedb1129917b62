/**
 * Connections of unequal speed, connections that a server throttles, and what finding their number costs on a fast link:
 * `npx tsx bench/unequal/run.ts [--runs 3] [--only NAME]` prints a table and JSON. Ideal: the bytes over the sum of the throughputs.
 */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { fetchOnce, startPacedServer, type Fetched } from './fetch-once.ts';

const MB = 1_000_000;
const { values } = parseArgs({ options: { runs: { type: 'string', default: '3' }, only: { type: 'string', multiple: true } } });
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

interface Case {
  readonly name: string;
  readonly rates: readonly number[];
  readonly connections: number | null;
  readonly sizeBytes: number;
}

const oneSlow = Array.from({ length: 8 }, (_, place) => (place === 2 ? 0.8 * MB : 8 * MB));
const CASES: readonly Case[] = [
  // What the machine makes of it where nothing is unequal.
  { name: '8 alike', rates: Array<number>(8).fill(7.1 * MB), connections: 8, sizeBytes: 512 * MB },
  { name: 'one of 8 at a tenth', rates: oneSlow, connections: 8, sizeBytes: 512 * MB },
  { name: 'one of 8 at a tenth, automatic', rates: oneSlow, connections: null, sizeBytes: 512 * MB },
  { name: '16 at 4 MB/s', rates: Array<number>(16).fill(4 * MB), connections: 16, sizeBytes: 640 * MB },
  { name: '8 at 4 MB/s, automatic', rates: Array<number>(8).fill(4 * MB), connections: null, sizeBytes: 320 * MB },
  { name: 'loopback, 8', rates: [0], connections: 8, sizeBytes: 2_147_483_648 },
  { name: 'loopback, automatic', rates: [0], connections: null, sizeBytes: 2_147_483_648 },
];

const results = [];
const chosen = CASES.filter(({ name }) => values.only === undefined || values.only.some((prefix) => name.startsWith(prefix)));
const runs: Fetched[][] = chosen.map(() => []);
// In turns, so that what else the machine does meets all alike.
for (let run = 0; run < Number(values.runs); run += 1) {
  for (const [index, { connections, rates, sizeBytes }] of chosen.entries()) {
    const server = await startPacedServer(rates);
    runs[index]?.push(await fetchOnce({ url: server.url(sizeBytes), connections, root }));
    server.close();
  }
}
for (const [index, { name, rates, sizeBytes }] of chosen.entries()) {
  const own = (runs[index] ?? []).toSorted((a, b) => a.wallSeconds - b.wallSeconds);
  const median = own[own.length >> 1];
  const sum = rates.reduce((total, rate) => total + rate, 0);
  const idealSeconds = sum === 0 ? null : sizeBytes / sum;
  results.push({
    name,
    medianSeconds: median?.wallSeconds,
    seconds: own.map(({ wallSeconds }) => wallSeconds),
    idealSeconds,
    overIdeal: idealSeconds === null || median === undefined ? null : median.wallSeconds / idealSeconds - 1,
    cpuSeconds: median?.cpuSeconds,
    mostConnections: median?.mostConnections,
    speed: median?.lastSpeed,
  });
}
console.table(
  results.map(({ name, medianSeconds, idealSeconds, overIdeal, cpuSeconds, mostConnections, speed }) => ({
    name,
    'median s': medianSeconds?.toFixed(2),
    'ideal s': idealSeconds?.toFixed(2) ?? '–',
    'over it': overIdeal === null ? '–' : `${(100 * overIdeal).toFixed(1)} %`,
    'CPU s': cpuSeconds?.toFixed(2),
    connections: mostConnections,
    why: speed?.by ?? '–',
  })),
);
console.log(JSON.stringify(results));
