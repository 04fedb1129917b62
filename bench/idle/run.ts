/**
 * What the app costs while its window is open and nothing runs: the share of one core and the wake-ups of each of its processes over
 * twenty seconds. Linux; needs a build and a display. `tsx bench/idle/run.ts [SECONDS]` prints a table and JSON.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { appCommand, seedHome } from '../scale/desktop-app.ts';

const SECONDS = Number(process.argv[2] ?? 20);
const TICKS_A_SECOND = 100;

interface Cost {
  readonly cpuMs: number;
  /** Times that a thread slept of itself and was woken. */
  readonly wakeUps: number;
}

function costOf(pid: number): Cost {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name may hold spaces: fields are counted behind it (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  let wakeUps = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    try {
      wakeUps += Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/task/${task}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      // The thread has ended meanwhile.
    }
  }
  return { cpuMs: (ticks * 1000) / TICKS_A_SECOND, wakeUps };
}

/** The process and its descendants. */
function family(pid: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return [{ pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }];
      } catch {
        return [];
      }
    });
  const children = (of: number): readonly number[] =>
    parents.filter(({ parent }) => parent === of).flatMap((one) => [one.pid, ...children(one.pid)]);
  return [pid, ...children(pid)];
}

function kindOf(pid: number, main: number): string {
  if (pid === main) return 'main';
  return /--type=([\w-]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1] ?? 'other';
}

const home = mkdtempSync(join(tmpdir(), 'sluice-idle-'));
try {
  seedHome(home, { queued: 20, done: 20 });
  // Not by Playwright: being watched costs the app as much again.
  const { program, args, env } = appCommand(home);
  const child = spawn(program, args, { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const main = child.pid ?? 0;
  // What follows a start, such as looking whether it was a good one, is over then.
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  const before = family(main).map((pid) => ({ pid, type: kindOf(pid, main), cost: costOf(pid) }));
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
  const rows = before.map(({ pid, type, cost }) => {
    const now = costOf(pid);
    return { type, corePercent: (now.cpuMs - cost.cpuMs) / (SECONDS * 10), wakeUpsASecond: (now.wakeUps - cost.wakeUps) / SECONDS };
  });
  child.kill();
  await ended;
  const sum = rows.reduce((total, { corePercent }) => total + corePercent, 0);
  console.table(rows.map((row) => ({ ...row, corePercent: row.corePercent.toFixed(2), wakeUpsASecond: row.wakeUpsASecond.toFixed(1) })));
  console.log(JSON.stringify({ seconds: SECONDS, corePercent: sum, load: loadavg()[0], rows }));
} finally {
  rmSync(home, { recursive: true, force: true });
}
