/** Runs a program to its end and tells what it cost, as the kernel counts it (`wait4` by way of `time`). */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Cost {
  readonly wallSeconds: number;
  /** User and system. */
  readonly cpuSeconds: number;
  /** The largest resident set. */
  readonly peakMiB: number;
}

/** Runs it in `cwd`, where a program that ignores its folder option does no harm. Rejects when it fails, with what it said. */
export async function runMeasured(
  line: readonly string[],
  env: Readonly<Record<string, string>>,
  timeLimitMs: number,
  cwd: string,
): Promise<Cost> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-cost-'));
  const figures = join(folder, 'figures');
  try {
    await promisify(execFile)('/usr/bin/time', ['-f', '%U %S %e %M', '-o', figures, ...line], {
      env: { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8', ...env },
      maxBuffer: 256 * 2 ** 20,
      cwd,
      timeout: timeLimitMs,
      killSignal: 'SIGKILL',
    });
    const [user = NaN, system = NaN, wallSeconds = NaN, peakKiB = NaN] = (await readFile(figures, 'utf8')).trim().split(' ').map(Number);
    return { wallSeconds, cpuSeconds: user + system, peakMiB: peakKiB / 1024 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
