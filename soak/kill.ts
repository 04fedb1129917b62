/**
 * `npm run soak:kill`: kills a downloading program `--kills` times (1,000) at random moments and at chosen operations, starts it again,
 * and looks at what came of it. `--seed` chooses sizes, delays and aims, `--lineages` how many programs run side by side.
 */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { maxOf, medianOf } from '../packages/engine/src/crash-lab/testing/lab-run.ts';
import { seededRandom } from '../packages/engine/src/crash-lab/testing/power-cut.ts';
import { numberArgument } from './arguments.ts';
import { Lineage, emptyReport } from './kill-lineage.ts';

const RESULT = fileURLToPath(new URL('../bench/results/soak-kill.json', import.meta.url));
const SOAK = fileURLToPath(new URL('.', import.meta.url));
const MEMORY_DISK = '/dev/shm';

const kills = numberArgument('kills', 1_000);
const seed = numberArgument('seed', Date.now() % 1_000_000);
const lineages = numberArgument('lineages', Math.max(2, 3 * cpus().length));
const began = performance.now();
const seconds = (): number => Math.round((performance.now() - began) / 1000);
console.log(`soak:kill: ${kills} kills, seed ${seed}, ${lineages} programs side by side`);

process.env['TMPDIR'] ??= existsSync(MEMORY_DISK) ? MEMORY_DISK : '';
const folder = `${SOAK}dist/${process.pid}`;
const report = emptyReport();
try {
  await build({
    root: SOAK,
    configFile: false,
    logLevel: 'error',
    ssr: { target: 'node', noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: 'kill-child.ts',
      target: 'node20',
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { output: { format: 'esm', entryFileNames: 'child.mjs' } },
    },
  });
  const wanted = (): boolean => report.kills < kills;
  const lane = async (index: number): Promise<void> => {
    const random = seededRandom(seed + index * 7919);
    while (wanted()) await new Lineage(`${folder}/child.mjs`, random, report, wanted).run();
  };
  const ticker = setInterval(
    () => console.log(`${report.kills} kills, ${report.files} files, ${report.wrongFiles.length} wrong, ${seconds()} s`),
    10_000,
  );
  await Promise.all(Array.from({ length: lineages }, (_, index) => lane(index)));
  clearInterval(ticker);
} finally {
  await rm(folder, { recursive: true, force: true });
}

const summary = {
  seed,
  seconds: seconds(),
  kills: report.kills,
  starts: report.starts,
  files: report.files,
  wrongFiles: report.wrongFiles.length,
  restartsFromZero: report.restarts,
  refetchedBytes: { median: medianOf(report.refetchedBytes), max: maxOf(report.refetchedBytes) },
  killsOverBound: report.overBound,
  litter: report.litter.length,
  troubles: report.troubles.length,
};
console.table(summary);
printCounts('kills by manner', report.aims);
printCounts('kills by reported state', report.phases);
for (const line of [...report.wrongFiles, ...report.troubles.slice(0, 20), ...report.litter.slice(0, 20)]) console.log(line);
await mkdir(new URL('.', `file://${RESULT}`), { recursive: true });
const details = {
  manners: report.aims,
  phases: report.phases,
  wrong: report.wrongFiles,
  troubleDetails: report.troubles.slice(0, 50),
  litterNames: report.litter.slice(0, 50),
};
await writeFile(RESULT, `${JSON.stringify({ ...summary, ...details }, null, 2)}\n`);
if (report.wrongFiles.length > 0 || report.troubles.length > 0) process.exitCode = 1;

function printCounts(title: string, counts: Readonly<Record<string, number>>): void {
  console.log(
    `${title}: ${Object.entries(counts)
      .toSorted(([, a], [, b]) => b - a)
      .map(([name, times]) => `${name} ${times}`)
      .join(', ')}`,
  );
}
