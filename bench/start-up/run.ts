/**
 * How long it takes from the start of a process to something useful: the command's version and list, and the app's painted list with
 * 10,000 stored jobs, its files in the page cache. Needs a build and a display. `tsx bench/start-up/run.ts [--runs 7] [--quick]
 * [--also name=FOLDER]`: another build of the app beside it. The programs take turns; the first round is not counted.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startRunningApp } from '../desktop/running-app.ts';
import { buildSluice, sluice } from '../peers/sluice.ts';
import { seedQueue } from '../scale/seed.ts';
import type { Figure } from '../suite/figures.ts';
import { suiteOptions } from '../suite/options.ts';
import { printFindings } from '../suite/print-findings.ts';
import { takeTurns } from '../suite/take-turns.ts';

const JOBS = { queued: 8_000, done: 2_000 };
const { rounds, built } = suiteOptions(7);
const { values } = parseArgs({ options: { also: { type: 'string', multiple: true, default: [] } }, strict: false });

interface Start {
  readonly what: string;
  readonly program: string;
  readonly isFirst: boolean;
  /** Milliseconds. */
  start(): Promise<number>;
}

function command(what: string, home: string, ...words: readonly string[]): Start {
  const [program = ''] = sluice.commandLine({ url: '', folder: '', home: '', sha256: null }).args;
  return {
    what,
    program: 'Sluice',
    isFirst: false,
    start: () => {
      const begunMs = performance.now();
      execFileSync(process.execPath, [program, ...words], { env: { PATH: process.env['PATH'], HOME: home }, stdio: 'ignore' });
      return Promise.resolve(performance.now() - begunMs);
    },
  };
}

interface AppStart {
  readonly what: string;
  readonly program: string;
  /** Of another build; undefined: the one in this checkout. */
  readonly folder?: string;
  readonly home: string;
  /** A state folder to begin with. */
  readonly seeded: string;
  /** Whether nothing of an earlier start is left, such as compiled scripts. */
  readonly isFirst: boolean;
}

function desktop({ what, program, folder, home, seeded, isFirst }: AppStart): Start {
  const config = join(home, '.config/Sluice');
  return {
    what,
    program,
    isFirst,
    start: async () => {
      rmSync(isFirst ? home : join(config, 'state'), { recursive: true, force: true, maxRetries: 3 });
      mkdirSync(config, { recursive: true });
      cpSync(seeded, join(config, 'state'), { recursive: true });
      const app = await startRunningApp(home, folder);
      await app.close();
      return app.toRowsMs;
    },
  };
}

if (!built) buildSluice();
const root = mkdtempSync(join(tmpdir(), 'sluice-start-'));
try {
  const [seeded, small] = [join(root, 'seeded'), join(root, 'small')];
  seedQueue(seeded, JOBS);
  seedQueue(small, { queued: 10, done: 1 });
  const large = 'app, 10,000 jobs: process start to painted rows';
  const others = values.also.flatMap((text, at): readonly Start[] => {
    if (typeof text !== 'string') return [];
    const [name = '', folder = ''] = text.split('=');
    return [desktop({ what: large, program: name, folder: resolve(folder), home: join(root, `also-${at}`), seeded, isFirst: false })];
  });
  const starts: readonly Start[] = [
    command('sluice --version', root, '--version'),
    command('sluice list, 10,000 jobs', root, 'list', '--state', seeded),
    desktop({ what: 'app, 10 jobs: the same', program: 'Sluice', home: join(root, 'a'), seeded: small, isFirst: false }),
    desktop({ what: large, program: 'Sluice', home: join(root, 'b'), seeded, isFirst: false }),
    ...others,
    desktop({ what: 'app, 10,000 jobs, the very first start of a user', program: 'Sluice', home: join(root, 'c'), seeded, isFirst: true }),
  ];
  // The first round brings files into the page cache, and compiled scripts into the profile.
  const found = await takeTurns(starts, rounds + 1, ({ start }) => start());
  const figures = [...found].map(([{ what, program }, all]): Figure => ({
    what,
    program,
    unit: 'ms',
    values: all.slice(1),
    ...(what === large && program === 'Sluice' ? { bar: { kind: 'at-most', value: 1000, of: 'median' } } : {}),
  }));
  printFindings({ figures });
} finally {
  rmSync(root, { recursive: true, force: true, maxRetries: 3 });
}
