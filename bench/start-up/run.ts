/**
 * How long it takes from the start of a process to something useful: the command's version and list, and the desktop app's painted
 * list with 10,000 stored jobs. Needs a build and a display. `tsx bench/start-up/run.ts [RUNS]` prints a table and JSON. The programs
 * take turns; the first round warms the page cache and is not counted. The app is started by Playwright, whose own part is in the figure.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from '@playwright/test';
import { seedQueue } from '../scale/seed.ts';

const RUNS = Number(process.argv[2] ?? 5);
const JOBS = { queued: 8_000, done: 2_000 };
const ROOT = resolve(import.meta.dirname, '../..');
const CLI = join(ROOT, 'apps/cli/dist/sluice.js');

interface Program {
  readonly what: string;
  /** Milliseconds. */
  start(): Promise<number>;
}

function command(what: string, home: string, ...words: readonly string[]): Program {
  return {
    what,
    start: () => {
      const begun = performance.now();
      execFileSync(process.execPath, [CLI, ...words], { env: { PATH: process.env['PATH'], HOME: home }, stdio: 'ignore' });
      return Promise.resolve(performance.now() - begun);
    },
  };
}

/** `seeded`: a state folder to begin with. */
function desktop(what: string, home: string, seeded: string): Program {
  return {
    what,
    start: async () => {
      const state = join(home, '.config/Sluice/state');
      rmSync(home, { recursive: true, force: true });
      mkdirSync(join(home, '.config/Sluice'), { recursive: true });
      if (existsSync(seeded)) cpSync(seeded, state, { recursive: true });
      const inherited = ['PATH', 'DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS'];
      const env = Object.fromEntries(inherited.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
      const executablePath = process.env['ELECTRON_EXEC_PATH'];
      const begun = performance.now();
      const app = await _electron.launch({
        ...(executablePath === undefined ? {} : { executablePath }),
        args: ['--no-sandbox', join(ROOT, 'apps/desktop')],
        env: { ...env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') },
      });
      const page = await app.firstWindow();
      await page.locator('.row').first().waitFor();
      const tookMs = performance.now() - begun;
      await app.close();
      return tookMs;
    },
  };
}

function quantile(sorted: readonly number[], at: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}

const home = mkdtempSync(join(tmpdir(), 'sluice-start-'));
try {
  const seeded = join(home, 'seeded');
  const small = join(home, 'small');
  seedQueue(seeded, JOBS);
  seedQueue(small, { queued: 10, done: 1 });
  const programs: readonly Program[] = [
    command('sluice --version', home, '--version'),
    command('sluice list, 10 jobs', home, 'list', '--state', small),
    command('sluice list, 10,000 jobs', home, 'list', '--state', seeded),
    ...(process.env['DISPLAY'] === undefined
      ? []
      : [desktop('app, 10 jobs', join(home, 'a'), small), desktop('app, 10,000 jobs', join(home, 'b'), seeded)]),
  ];
  const times = new Map(programs.map(({ what }) => [what, new Array<number>()]));
  for (let round = 0; round <= RUNS; round += 1) {
    for (const { what, start } of programs) {
      const tookMs = await start();
      if (round > 0) times.get(what)?.push(tookMs);
    }
  }
  const rows = [...times].map(([what, all]) => {
    const sorted = all.toSorted((a, b) => a - b);
    return { what, medianMs: quantile(sorted, 0.5), leastMs: quantile(sorted, 0), mostMs: quantile(sorted, 1) };
  });
  console.table(
    rows.map((row) => ({ what: row.what, median: row.medianMs.toFixed(0), least: row.leastMs.toFixed(0), most: row.mostMs.toFixed(0) })),
  );
  console.log(JSON.stringify({ runs: RUNS, rows }));
} finally {
  rmSync(home, { recursive: true, force: true });
}
