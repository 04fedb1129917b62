/**
 * Connections of unequal speed, and what finding their number costs: `npx tsx bench/unequal/run.ts [--runs 5] [--quick] [--all]`.
 * The engine runs in this process, aria2c beside it in the same turns; the server gives each connection a throughput of its own.
 * Ideal: the bytes over the sum of the throughputs. `--all`: also cases that no bar is set for.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstLineOfVersion } from '../peers/peer.ts';
import { FETCHERS } from '../suite/fetchers.ts';
import type { Figure } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';
import { runMeasured } from '../suite/run-measured.ts';
import { takeTurns } from '../suite/take-turns.ts';
import { fetchOnce, startPacedServer } from './fetch-once.ts';

const MB = 1_000_000;
const CONNECTIONS = 8;
const TIME_LIMIT_MS = 180_000;
const BAR_OVER_IDEAL = 1.08;
const { rounds, quick } = suiteOptions(5);
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

interface Case {
  readonly name: string;
  readonly rates: readonly number[];
  /** Whether the number of connections is left to Sluice. */
  readonly automatic: boolean;
  readonly sizeBytes: number;
}

const oneSlow = Array.from({ length: CONNECTIONS }, (_, place) => (place === 2 ? 0.8 * MB : 8 * MB));
const UNEQUAL: readonly Case[] = [
  // What the machine makes of it where nothing is unequal.
  { name: '8 alike', rates: Array<number>(CONNECTIONS).fill(7.1 * MB), automatic: false, sizeBytes: 512 * MB },
  { name: 'one of 8 at a tenth', rates: oneSlow, automatic: false, sizeBytes: 512 * MB },
  { name: 'one of 8 at a tenth, automatic', rates: oneSlow, automatic: true, sizeBytes: 512 * MB },
];
const OTHERS: readonly Case[] = [
  { name: '8 at 4 MB/s, automatic', rates: Array<number>(CONNECTIONS).fill(4 * MB), automatic: true, sizeBytes: 320 * MB },
  { name: 'loopback', rates: [0], automatic: false, sizeBytes: 2_147_483_648 },
  { name: 'loopback, automatic', rates: [0], automatic: true, sizeBytes: 2_147_483_648 },
];
const cases = quick ? UNEQUAL.slice(1) : process.argv.includes('--all') ? [...UNEQUAL, ...OTHERS] : UNEQUAL;

interface Turn {
  readonly program: string;
  readonly of: Case;
}

/** Seconds. */
async function fetchWith({ program, of: { rates, automatic, sizeBytes } }: Turn): Promise<number> {
  const server = await startPacedServer(rates);
  try {
    const url = server.url(sizeBytes);
    if (program === 'Sluice') return (await fetchOnce({ url, connections: automatic ? null : CONNECTIONS, root })).wallSeconds;
    const peer = FETCHERS.find(({ name }) => name === program);
    if (peer === undefined) throw new Error(`no ${program}`);
    const folder = await mkdtemp(join(root, 'sluice-unequal-'));
    try {
      const line = peer.commandLine({ url, folder, connections: CONNECTIONS, authority: null });
      return (await runMeasured(line, {}, TIME_LIMIT_MS, folder)).wallSeconds;
    } finally {
      await rm(folder, { recursive: true });
    }
  } finally {
    server.close();
  }
}

const turns = cases.flatMap((of): readonly Turn[] => [
  { program: 'Sluice', of },
  // It has no automatic number.
  ...(of.automatic ? [] : [{ program: 'aria2c', of }]),
]);
const found = await takeTurns(turns, rounds, fetchWith);
const figures = [...found].map(
  ([
    {
      program,
      of: { name, rates, sizeBytes },
    },
    values,
  ]): Figure => {
    const idealSeconds = sizeBytes / rates.reduce((sum, rate) => sum + rate, 0);
    const ideal = Number.isFinite(idealSeconds) ? ` (ideal ${idealSeconds.toFixed(1)} s)` : '';
    const isJudged = program === 'Sluice' && rates === oneSlow;
    return {
      what: `${name}: time${ideal}`,
      program,
      unit: 's',
      values,
      ...(isJudged ? { bar: { kind: 'at-most', value: idealSeconds * BAR_OVER_IDEAL, of: 'median' } } : {}),
    };
  },
);
printFindings({ figures, programs: [await firstLineOfVersion('aria2c')] });
