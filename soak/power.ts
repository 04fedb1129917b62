/**
 * `npm run soak:power`: cuts the power at every moment of recorded runs, at least `--states` times, and recovers each disk.
 * `--seed` chooses the cuts; when a run is recorded its timing is real, so the same seed gives like states, not the same ones.
 */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { maxOf, medianOf } from '../packages/engine/src/crash-lab/testing/lab-run.ts';
import { numberArgument } from './arguments.ts';
import { merged, type ShardReport, type Totals } from './power-report.ts';

const RESULT = fileURLToPath(new URL('../bench/results/soak-power.json', import.meta.url));
const MEMORY_DISK = '/dev/shm';

const states = numberArgument('states', 10_000);
const seed = numberArgument('seed', Date.now() % 1_000_000);
const shards = Math.max(1, Math.min(cpus().length, numberArgument('shards', 2)));
const began = performance.now();
console.log(`soak:power: ${states} states, seed ${seed}, ${shards} processes`);

// Syncs are what is modelled here, so a disk in memory loses nothing and is quicker.
const folder = process.env['TMPDIR'] ?? (existsSync(MEMORY_DISK) ? MEMORY_DISK : tmpdir());
const reports = new Map<number, ShardReport>();
let shown = 0;
const runShard = (index: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const args = ['--states', String(Math.ceil(states / shards)), '--seed', String(seed + index * 7919)];
    const child = fork(fileURLToPath(new URL('power-shard.ts', import.meta.url)), args, { env: { ...process.env, TMPDIR: folder } });
    child.on('message', (report: ShardReport) => {
      reports.set(index, report);
      const done = merged([...reports.values()]);
      const total = Object.values(done).reduce((sum, tally) => sum + tally.states, 0);
      if (total - shown < 500) return;
      shown = total;
      const wrong = Object.values(done).reduce((sum, tally) => sum + tally.wrongs.length, 0);
      console.log(`${total} states, ${wrong} wrong, ${Math.round((performance.now() - began) / 1000)} s`);
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`shard ${index} ended with ${code}`))));
  });

const ends = await Promise.allSettled(Array.from({ length: shards }, (_, index) => runShard(index)));
for (const end of ends) if (end.status === 'rejected') console.log(`NOT COMPLETE: ${String(end.reason)}`);
const totals = merged([...reports.values()]);
print(totals);
await mkdir(new URL('.', `file://${RESULT}`), { recursive: true });
await writeFile(RESULT, `${JSON.stringify(summary(totals), null, 2)}\n`);
if (ends.some(({ status }) => status === 'rejected') || Object.values(totals).some((tally) => tally.wrongs.length > 0))
  process.exitCode = 1;

function summary(of: Totals): unknown {
  const scenarios = Object.entries(of).map(([scenario, tally]) => ({
    scenario,
    states: tally.states,
    modes: tally.modes,
    wrongFiles: tally.wrongs.length,
    wrongs: tally.wrongs.slice(0, 20),
    needlessRestarts: tally.needlessRestarts,
    restarts: tally.restarts,
    troubles: tally.troubles,
    refetchedBytes: { median: medianOf(tally.refetchedBytes), max: maxOf(tally.refetchedBytes) },
    durableBytesRefetched: { median: medianOf(tally.durableRefetchedBytes), max: maxOf(tally.durableRefetchedBytes) },
  }));
  return {
    seed,
    seconds: Math.round((performance.now() - began) / 1000),
    states: scenarios.reduce((sum, one) => sum + one.states, 0),
    scenarios,
  };
}

function print(of: Totals): void {
  console.table(
    Object.entries(of).map(([scenario, tally]) => ({
      scenario,
      states: tally.states,
      'wrong files': tally.wrongs.length,
      'needless restarts': tally.needlessRestarts,
      troubles: Object.values(tally.troubles).reduce((sum, times) => sum + times, 0),
      'refetched median': medianOf(tally.refetchedBytes),
      'refetched max': maxOf(tally.refetchedBytes),
      'durable refetched max': maxOf(tally.durableRefetchedBytes),
    })),
  );
  for (const [scenario, tally] of Object.entries(of)) {
    for (const [trouble, times] of Object.entries(tally.troubles)) console.log(`${scenario}: ${times} × ${trouble}`);
    for (const [restart, times] of Object.entries(tally.restarts)) console.log(`${scenario}: ${times} restarts ${restart}`);
    for (const wrong of tally.wrongs.slice(0, 5)) console.log(`WRONG ${wrong}`);
  }
}
