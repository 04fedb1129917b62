/**
 * One large file over eight connections from nginx on this machine: http and https, into memory and onto the disk, all programs in turns.
 * `npx tsx bench/bulk/run.ts [--runs 5] [--quick]`. The disk is the one of the folder for temporary files; what was written is
 * synced between the turns, and only Sluice syncs within them.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNginx } from '@sluice/testkit';
import { buildSluice } from '../peers/sluice.ts';
import { fetchMeasured } from '../suite/fetch-measured.ts';
import { FETCHERS, type Fetcher } from '../suite/fetchers.ts';
import type { Bar, Figure } from '../suite/figures.ts';
import { provideIpull } from '../suite/ipull.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';
import type { Cost } from '../suite/run-measured.ts';
import { takeTurns } from '../suite/take-turns.ts';
import { versionsOf } from '../suite/versions.ts';

const MIB = 2 ** 20;
const CONNECTIONS = 8;
const { rounds, quick, built } = suiteOptions(5);
const SIZES = { memory: (quick ? 256 : 2048) * MIB, disk: (quick ? 128 : 512) * MIB };

async function writeSource(path: string, sizeBytes: number): Promise<void> {
  const source = await open(path, 'w');
  const pattern = Buffer.alloc(MIB, 'what is sent is not all zeros, ');
  for (let at = 0; at < sizeBytes; at += MIB) await source.write(pattern, 0, MIB, at);
  await source.close();
}

/** The bar that was set for the engine's way from the socket to the file. */
const CPU_BAR: Bar = { kind: 'at-most-times', value: 0.95, program: 'aria2c' };
/** 110 MB. */
const MEMORY_BAR: Bar = { kind: 'at-most', value: 104.9, of: 'median' };

function figuresOf(what: string, sizeBytes: number, costs: ReadonlyMap<Fetcher, readonly Cost[]>): readonly Figure[] {
  return [...costs].flatMap(([{ name }, all]): readonly Figure[] => {
    const isOurs = name === 'Sluice';
    const [bar, memoryBar] = isOurs ? [{ bar: CPU_BAR }, { bar: MEMORY_BAR }] : [{}, {}];
    return [
      { what: `${what}: throughput`, program: name, unit: 'MB/s', values: all.map(({ wallSeconds }) => sizeBytes / 1e6 / wallSeconds) },
      { what: `${what}: CPU of the program`, program: name, unit: 's', values: all.map(({ cpuSeconds }) => cpuSeconds), ...bar },
      { what: `${what}: peak memory`, program: name, unit: 'MiB', values: all.map(({ peakMiB }) => peakMiB), ...memoryBar },
    ];
  });
}

/** Those that brought the file every time. */
function whole(costs: ReadonlyMap<Fetcher, readonly (Cost | null)[]>): ReadonlyMap<Fetcher, readonly Cost[]> {
  return new Map(
    [...costs].flatMap(([fetcher, all]) => (all.includes(null) ? [] : [[fetcher, all.filter((one) => one !== null)] as const])),
  );
}

if (!built) buildSluice();
const ipull = provideIpull();
const fetchers = ipull === null ? FETCHERS : [...FETCHERS, ipull];
const root = await mkdtemp('/dev/shm/sluice-bulk-');
const disk = await mkdtemp(join(tmpdir(), 'sluice-bulk-'));
const figures: Figure[] = [];
/** Programs that did not bring the file, with what they were fetching; they are not asked again. */
const gaveUp = new Map<string, string>();
try {
  await writeSource(join(root, 'memory'), SIZES.memory);
  await writeSource(join(root, 'disk'), SIZES.disk);
  for (const tls of [false, true]) {
    const started = await startNginx({ root, tls });
    if (started.kind !== 'running') throw new Error(started.reason);
    const { url, ca } = started.nginx;
    const authority = ca === null ? null : join(root, 'ca.pem');
    if (authority !== null) await writeFile(authority, ca ?? '');
    for (const goal of ['memory', 'disk'] as const) {
      // Where writing to the disk is the matter, TLS adds nothing to learn.
      if (tls && goal === 'disk') continue;
      const what = `${tls ? 'https' : 'http'}, ${SIZES[goal] / MIB} MiB to ${goal}`;
      const costs = await takeTurns(fetchers, rounds, async (fetcher): Promise<Cost | null> => {
        if (gaveUp.has(fetcher.name)) return null;
        if (goal === 'disk') execFileSync('sync', ['-f', disk]);
        const place = { root: goal === 'disk' ? disk : root, connections: CONNECTIONS, authority };
        return fetchMeasured(fetcher, { url: `${url}/${goal}`, sizeBytes: SIZES[goal], ...place }).catch((reason: unknown) => {
          if (fetcher.name === 'Sluice') throw reason;
          gaveUp.set(fetcher.name, what);
          return null;
        });
      });
      figures.push(...figuresOf(what, SIZES[goal], whole(costs)));
    }
    await started.nginx.close();
  }
  const notes = [...gaveUp].map(([name, what]) => `${name} did not bring the file (${what}), and was not asked again`);
  printFindings({ figures, programs: [...(await versionsOf(fetchers)), ...notes] });
} finally {
  await rm(root, { recursive: true });
  await rm(disk, { recursive: true });
}
