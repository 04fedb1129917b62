/**
 * What the app's processes hold of the memory with 10,000 jobs in the list: while nothing runs, and while five jobs do.
 * Linux; needs a build and a display. `tsx bench/memory/run.ts [--quick]`. Shared pages are counted by their share (PSS).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { family, kindOf, memoryMiB } from '../desktop/processes.ts';
import { startRunningApp, type RunningApp } from '../desktop/running-app.ts';
import { runSteadyJobs } from '../desktop/steady-jobs.ts';
import { seedHome } from '../scale/desktop-app.ts';
import { startSlowServer } from '../scroll/slow-server.ts';
import type { Bar, Figure } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';

const { rounds } = suiteOptions(5);
const SETTLE_MS = 6_000;
const RENDERER_BAR: Bar = { kind: 'at-most', value: 200, of: 'median' };

/** MiB of each kind of process, and of all. */
function memoryOf(app: RunningApp): ReadonlyMap<string, number> {
  const sums = new Map<string, number>([['all processes', 0]]);
  for (const pid of family(app.pid)) {
    const [kind, held] = [kindOf(pid, app.pid), memoryMiB(pid)];
    sums.set(kind, (sums.get(kind) ?? 0) + held);
    sums.set('all processes', (sums.get('all processes') ?? 0) + held);
  }
  return sums;
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
const found = new Map<string, number[]>();
const keep = (when: string, sums: ReadonlyMap<string, number>): void => {
  for (const kind of ['main', 'renderer', 'all processes']) {
    const what = `${when}: ${kind}`;
    found.set(what, [...(found.get(what) ?? []), sums.get(kind) ?? NaN]);
  }
};
for (let round = 0; round < rounds; round += 1) {
  const home = mkdtempSync(join(tmpdir(), 'sluice-memory-'));
  const server = await startSlowServer();
  seedHome(home, { queued: 8_000, done: 2_000 });
  const app = await startRunningApp(home);
  try {
    await settled();
    keep('10,000 jobs, nothing runs', memoryOf(app));
    await runSteadyJobs(app.page, server.origin, home, 5);
    await settled();
    keep('10,000 jobs, five run', memoryOf(app));
  } finally {
    await app.close();
    server.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  }
}
const figures = [...found].map(([what, values]): Figure => ({
  what,
  program: 'Sluice',
  unit: 'MiB',
  values,
  ...(what.endsWith('renderer') ? { bar: RENDERER_BAR } : {}),
}));
printFindings({ figures });
