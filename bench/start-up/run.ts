/**
 * How long it takes from the start of a process to something useful: the command's version and list, and the app's painted list with
 * 10,000 stored jobs, its files in the page cache. Needs a build and a display. `tsx bench/start-up/run.ts [--runs 7] [--quick]
 * [--also name=FOLDER] [--packaged PROGRAM]`: another build of the app beside it; another packaged program than the one in release.
 * The programs take turns; the first round is not counted. Below the window with one line no program of this runtime comes; what Sluice
 * takes beyond it in the same round is a row of its own.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startRunningApp, type RunningApp } from '../desktop/running-app.ts';
import { buildSluice, sluice } from '../peers/sluice.ts';
import { seedQueue } from '../scale/seed.ts';
import type { Figure } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';
import { takeTurns } from '../suite/take-turns.ts';
import { emptyWindow, packagedProgram, startPackaged } from './windows.ts';

const JOBS = { queued: 8_000, done: 2_000 };
const { rounds, built } = suiteOptions(7);
const { values } = parseArgs({
  options: { also: { type: 'string', multiple: true, default: [] }, packaged: { type: 'string' } },
  strict: false,
});
const PACKAGED_MS = 1200;
const FLOOR = 'floor: an empty Electron window';

const root = mkdtempSync(join(tmpdir(), 'sluice-start-'));

interface Start {
  readonly what: string;
  readonly program: string;
  /** Milliseconds. */
  start(): Promise<number>;
}

function command(what: string, home: string, ...words: readonly string[]): Start {
  const [program = ''] = sluice.commandLine({ url: '', folder: '', home: '', sha256: null }).args;
  return {
    what,
    program: 'Sluice',
    start: () => {
      const begunMs = performance.now();
      execFileSync(process.execPath, [program, ...words], { env: { PATH: process.env['PATH'], HOME: home }, stdio: 'ignore' });
      return Promise.resolve(performance.now() - begunMs);
    },
  };
}

interface AppStart {
  readonly what: string;
  readonly program?: string;
  readonly home: string;
  /** A state folder to begin with. */
  readonly seeded: string;
  /** Whether nothing of an earlier start is left, such as compiled scripts. */
  readonly isFirst?: boolean;
  readonly run?: (home: string) => Promise<RunningApp>;
}

function desktop({ what, program = 'Sluice', home, seeded, isFirst = false, run = startRunningApp }: AppStart): Start {
  const config = join(home, '.config/Sluice');
  return {
    what,
    program,
    start: async () => {
      rmSync(isFirst ? home : join(config, 'state'), { recursive: true, force: true, maxRetries: 3 });
      mkdirSync(config, { recursive: true });
      cpSync(seeded, join(config, 'state'), { recursive: true });
      const app = await run(home);
      await app.close();
      return app.toRowsMs;
    },
  };
}

function packagedStarts(program: string, queues: readonly (readonly [jobs: string, seeded: string])[]): readonly Start[] {
  return queues.map(([jobs, seeded]) => {
    const run = (home: string): Promise<RunningApp> => startPackaged(program, home);
    return desktop({
      what: `packaged app, ${jobs} jobs: process start to painted rows`,
      home: join(root, `packaged-${jobs}`),
      seeded,
      run,
    });
  });
}

/** What the app takes beyond the window with one line, round by round. */
function ownShare(whole: Figure, floor: Figure): Figure {
  const values = whole.values.map((value, at) => value - (floor.values[at] ?? Number.NaN));
  return { what: `${whole.what}: of these Sluice’s own`, program: 'Sluice', unit: 'ms', values };
}

if (!built) buildSluice();
try {
  const [seeded, small] = [join(root, 'seeded'), join(root, 'small')];
  seedQueue(seeded, JOBS);
  seedQueue(small, { queued: 10, done: 1 });
  const large = 'app, 10,000 jobs: process start to painted rows';
  const others = values.also.flatMap((text, at): readonly Start[] => {
    if (typeof text !== 'string') return [];
    const [name = '', folder = ''] = text.split('=');
    const run = (home: string): Promise<RunningApp> => startRunningApp(home, resolve(folder));
    return [desktop({ what: large, program: name, home: join(root, `also-${at}`), seeded, run })];
  });
  const packaged = packagedProgram(typeof values.packaged === 'string' ? resolve(values.packaged) : undefined);
  const packages =
    packaged === null
      ? []
      : packagedStarts(packaged, [
          ['10', small],
          ['10,000', seeded],
        ]);
  const starts: readonly Start[] = [
    command('sluice --version', root, '--version'),
    command('sluice list, 10,000 jobs', root, 'list', '--state', seeded),
    desktop({ what: FLOOR, program: 'Electron', home: join(root, 'f'), seeded: small, run: emptyWindow(join(root, 'empty')) }),
    desktop({ what: 'app, 10 jobs: process start to painted rows', home: join(root, 'a'), seeded: small }),
    desktop({ what: large, home: join(root, 'b'), seeded }),
    ...packages,
    ...others,
    desktop({ what: 'app, 10,000 jobs, the very first start of a user', home: join(root, 'c'), seeded, isFirst: true }),
  ];
  // The first round brings files into the page cache, and compiled scripts into the profile.
  const found = await takeTurns(starts, rounds + 1, ({ start }) => start());
  const bars = new Map([[large, 1000], ...packages.map(({ what }) => [what, PACKAGED_MS] as const)]);
  const measured = [...found].map(([{ what, program }, all]): Figure => {
    const bar = program === 'Sluice' ? bars.get(what) : undefined;
    const figure = { what, program, unit: 'ms', values: all.slice(1) } as const;
    return bar === undefined ? figure : { ...figure, bar: { kind: 'at-most', value: bar, of: 'median' } };
  });
  const floor = measured.find(({ what }) => what === FLOOR);
  const figures = measured.flatMap((one) => (floor === undefined || one.bar === undefined ? [one] : [one, ownShare(one, floor)]));
  printFindings({ figures });
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 3 });
}
