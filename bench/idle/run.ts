/**
 * What the app costs while its window is open and nothing runs: the share of one core and the wake-ups of its processes. Linux; needs a
 * build and a display. `tsx bench/idle/run.ts [--runs 5] [--quick]`: so many stretches of ten seconds in one start.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { costOf, family, kindOf, type ProcessCost } from '../desktop/processes.ts';
import { appCommand, seedHome } from '../scale/desktop-app.ts';
import type { Figure } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';

const SECONDS = 10;
/** What follows a start, such as looking whether it was a good one, is over then. */
const SETTLE_MS = 15_000;
const { rounds } = suiteOptions(5);
const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function costs(main: number): ReadonlyMap<string, ProcessCost> {
  const sums = new Map<string, ProcessCost>();
  for (const pid of family(main)) {
    const [kind, { cpuMs, wakeUps }] = [kindOf(pid, main), costOf(pid)];
    for (const key of [kind, 'all processes']) {
      const before = sums.get(key) ?? { cpuMs: 0, wakeUps: 0 };
      sums.set(key, { cpuMs: before.cpuMs + cpuMs, wakeUps: before.wakeUps + wakeUps });
    }
  }
  return sums;
}

const home = mkdtempSync(join(tmpdir(), 'sluice-idle-'));
const stretches: ReadonlyMap<string, ProcessCost>[] = [];
try {
  seedHome(home, { queued: 20, done: 20 });
  // Not by Playwright, and without a debugging port: being watched costs the app as much again.
  const { program, args, env } = appCommand(home);
  const child = spawn(program, args, { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  await pass(SETTLE_MS);
  stretches.push(costs(child.pid ?? 0));
  for (let round = 0; round < rounds; round += 1) {
    await pass(SECONDS * 1000);
    stretches.push(costs(child.pid ?? 0));
  }
  child.kill();
  await ended;
} finally {
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
}
const kinds = [...(stretches[0]?.keys() ?? [])];
const differences = (kind: string, of: keyof ProcessCost): readonly number[] =>
  stretches.slice(1).map((now, at) => ((now.get(kind)?.[of] ?? NaN) - (stretches[at]?.get(kind)?.[of] ?? NaN)) / SECONDS);
const figures = kinds.flatMap((kind): readonly Figure[] => [
  {
    what: `window open, nothing runs: share of a core, ${kind}`,
    program: 'Sluice',
    unit: '%',
    values: differences(kind, 'cpuMs').map((msPerSecond) => msPerSecond / 10),
    ...(kind === 'all processes' ? { bar: { kind: 'at-most', value: 0.5, of: 'median' } } : {}),
  },
  { what: `window open, nothing runs: wake-ups, ${kind}`, program: 'Sluice', unit: 'a second', values: differences(kind, 'wakeUps') },
]);
printFindings({ figures });
