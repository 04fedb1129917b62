/**
 * A thousand files of 100 KB by one command each: `npx tsx bench/small-files/run.ts [--runs 5] [--quick]`. Every program has as many
 * files under way at once as Sluice by default, each over one connection.
 */
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '@sluice/engine';
import { startNginx, writeSeededFile } from '@sluice/testkit';
import { buildSluice, sluice } from '../peers/sluice.ts';
import type { Figure } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';
import { runMeasured, type Cost } from '../suite/run-measured.ts';
import { takeTurns } from '../suite/take-turns.ts';
import { firstLineOfVersion } from '../peers/peer.ts';

const SIZE_BYTES = 100_000;
const TIME_LIMIT_MS = 120_000;
const { rounds, quick, built } = suiteOptions(5);
const FILES = quick ? 300 : 1000;
const AT_ONCE = DEFAULT_SETTINGS.concurrentJobs;

interface Batch {
  readonly name: string;
  commandLine(links: string, folder: string): readonly string[];
}

const BATCHES: readonly Batch[] = [
  {
    name: 'Sluice',
    commandLine: (links, folder) => {
      const { file, args } = sluice.commandLine({ url: links, folder, home: join(folder, '../home'), sha256: null });
      return [file, ...args];
    },
  },
  {
    name: 'aria2c',
    commandLine: (links, folder) => [
      ...['aria2c', '--no-conf', '-q', `-j${AT_ONCE}`, '-x1', '-s1', '--file-allocation=none'],
      ...['-d', folder, '-i', links],
    ],
  },
  {
    name: 'curl',
    commandLine: (links, folder) => [
      ...['curl', '-q', '-sS', '--http1.1', '--parallel', '--parallel-max', String(AT_ONCE)],
      ...['--output-dir', folder, '--remote-name-all', '-K', `${links}.curl`],
    ],
  },
  {
    name: 'wget2',
    commandLine: (links, folder) => ['wget2', '--no-config', '-q', `--max-threads=${AT_ONCE}`, '-P', folder, '-i', links],
  },
];

async function fetchAll(batch: Batch, root: string, links: string): Promise<Cost> {
  const place = await mkdtemp(join(root, 'out-'));
  const folder = join(place, 'files');
  await mkdir(folder);
  try {
    const cost = await runMeasured(batch.commandLine(links, folder), {}, TIME_LIMIT_MS, folder);
    const names = (await readdir(folder)).filter((name) => name.startsWith('file-'));
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
    if (sizes.filter((size) => size === SIZE_BYTES).length !== FILES) throw new Error(`${batch.name} left ${names.length} files`);
    return cost;
  } finally {
    await rm(place, { recursive: true });
  }
}

if (!built) buildSluice();
const root = await mkdtemp('/dev/shm/sluice-small-');
try {
  const served = join(root, 'served');
  await mkdir(served);
  const names = Array.from({ length: FILES }, (_, at) => `file-${String(at).padStart(4, '0')}.bin`);
  for (const [at, name] of names.entries()) await writeSeededFile(join(served, name), at, SIZE_BYTES);
  const started = await startNginx({ root: served });
  if (started.kind !== 'running') throw new Error(started.reason);
  const links = join(root, 'links.txt');
  await writeFile(links, `${names.map((name) => `${started.nginx.url}/${name}`).join('\n')}\n`);
  await writeFile(`${links}.curl`, names.map((name) => `url = "${started.nginx.url}/${name}"\n`).join(''));
  const costs = await takeTurns(BATCHES, rounds, (batch) => fetchAll(batch, root, links));
  await started.nginx.close();
  const what = `${FILES} files of 100 KB, ${AT_ONCE} at once`;
  const figures = [...costs].flatMap(([{ name }, all]): readonly Figure[] => [
    { what: `${what}: time`, program: name, unit: 's', values: all.map(({ wallSeconds }) => wallSeconds) },
    { what: `${what}: CPU of the program`, program: name, unit: 's', values: all.map(({ cpuSeconds }) => cpuSeconds) },
    { what: `${what}: peak memory`, program: name, unit: 'MiB', values: all.map(({ peakMiB }) => peakMiB) },
  ]);
  printFindings({ figures, programs: await Promise.all(['aria2c', 'curl', 'wget2'].map((file) => firstLineOfVersion(file))) });
} finally {
  await rm(root, { recursive: true });
}
