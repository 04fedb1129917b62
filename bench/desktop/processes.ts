/** The processes of a running program, and what they have cost so far. Linux (proc(5)). */
import { readFileSync, readdirSync } from 'node:fs';

const TICKS_A_SECOND = 100;

export interface ProcessCost {
  readonly cpuMs: number;
  /** Times that a thread slept of itself and was woken. */
  readonly wakeUps: number;
}

/** User and system time of all its threads. */
export function costOf(pid: number): ProcessCost {
  const fields = statFields(pid);
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

/** Its own memory and its share of what it has in common with others (PSS). */
export function memoryMiB(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? NaN) / 1024;
}

/** The process and its descendants. */
export function family(pid: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [{ pid: Number(name), parent: Number(statFields(Number(name))[1]) }];
      } catch {
        return [];
      }
    });
  const children = (of: number): readonly number[] =>
    parents.filter(({ parent }) => parent === of).flatMap((one) => [one.pid, ...children(one.pid)]);
  return [pid, ...children(pid)];
}

/** `main`, or what Chromium calls it: `renderer`, `gpu-process`, `utility`, `zygote`. */
export function kindOf(pid: number, main: number): string {
  if (pid === main) return 'main';
  return /--type=([\w-]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1] ?? 'other';
}

/** The name may hold spaces: fields are counted behind it. */
function statFields(pid: number): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}
