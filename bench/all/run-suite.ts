/** Runs one suite in a process of its own, and keeps what came of it: also that it failed. */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import { findingsOf } from './findings-of.ts';
import { outcomePath, type Outcome } from './outcome.ts';
import type { Suite } from './suites.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MOST_KEPT_CHARACTERS = 2 ** 22;
const TOLD_LINES = 12;

interface RunOptions {
  readonly quick: boolean;
  readonly results: string;
  /** Of the Electron in use; null: suites that need it fail. */
  readonly electron: string | null;
}

/** Never rejects for a suite that fails, or that does not come to its end. */
export async function runSuite(suite: Suite, { quick, results, electron }: RunOptions): Promise<Outcome> {
  const words = [`bench/${suite.name}/run.ts`, ...(quick ? suite.quickWords : suite.words)];
  const tsx = ['--import', 'tsx', ...words];
  const line = suite.needsApp ? ['scripts/with-display.mjs', process.execPath, ...tsx] : tsx;
  const [begunMs, atMs, loadBefore] = [performance.now(), Date.now(), loadavg()[0] ?? NaN];
  const ended = await runToEnd(line, electron, suite.timeLimitSeconds * 1000);
  const outcome: Outcome = {
    suite: suite.name,
    command: `npm run bench -- ${suite.name}${quick ? ' --quick' : ''}`,
    atMs,
    tookSeconds: (performance.now() - begunMs) / 1000,
    quick,
    machine: machine(),
    load: [loadBefore, loadavg()[0] ?? NaN],
    result: resultOf(ended),
  };
  mkdirSync(results, { recursive: true });
  writeFileSync(outcomePath(results, suite.name), `${JSON.stringify(outcome, null, 1)}\n`);
  return outcome;
}

interface Ended {
  readonly code: number | null;
  readonly printed: string;
  readonly said: string;
}

function resultOf({ code, printed, said }: Ended): Outcome['result'] {
  const tail = said.trim().split('\n').slice(-TOLD_LINES).join('\n');
  if (code !== 0) return { kind: 'failed', reason: code === null ? `ended by the time limit\n${tail}` : `exit code ${code}\n${tail}` };
  try {
    return { kind: 'found', findings: findingsOf(printed) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

function runToEnd(line: readonly string[], electron: string | null, timeLimitMs: number): Promise<Ended> {
  const env = { ...process.env, ...(electron === null ? {} : { ELECTRON_EXEC_PATH: electron }) };
  // A group of its own, so that nothing of it outlives its time.
  const child = spawn(process.execPath, [...line], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let [printed, said, overTime] = ['', '', false];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed = (printed + text).slice(-MOST_KEPT_CHARACTERS);
    process.stdout.write(text.replace(/^[[{].*\n/gm, ''));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-MOST_KEPT_CHARACTERS);
  });
  const timer = setTimeout(() => {
    overTime = true;
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  }, timeLimitMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: overTime ? null : (code ?? 1), printed, said });
    });
  });
}

/** What the figures depend on, without a name of the machine. */
function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${type()}, ${availableParallelism()} × ${model}, ${gib} GiB of memory, Node.js ${process.versions.node}`;
}
