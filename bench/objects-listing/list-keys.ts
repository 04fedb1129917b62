/** One run of `sluice ls`, read as fast as it writes: what it takes, when it begins to tell, and how long it is silent. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BUCKET, KEYS, PREFIX } from './scene.ts';

const CLI = resolve(import.meta.dirname, '../../apps/cli/dist/sluice.js');

interface Listing {
  readonly lines: number;
  readonly seconds: number;
  readonly firstLineMs: number;
  readonly longestSilenceMs: number;
  readonly peakMiB: number;
}

export function listKeys(url: string, home: string, more: readonly string[]): Promise<Listing> {
  const argv = [CLI, 'ls', `oss://${BUCKET}/${PREFIX}`, '--endpoint', url, '--region', 'cn-hangzhou', ...more];
  const env = { PATH: process.env['PATH'], HOME: home, OSS_ACCESS_KEY_ID: KEYS.accessKeyId, OSS_ACCESS_KEY_SECRET: KEYS.secret };
  const begunMs = performance.now();
  const child = spawn(process.execPath, argv, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let lines = 0;
  let firstLineMs = 0;
  let longestSilenceMs = 0;
  let lastMs = 0;
  let peakKiB = 0;
  const look = (): void => {
    peakKiB = Math.max(peakKiB, peakOf(child.pid ?? 0));
  };
  const watch = setInterval(look, 20);
  child.stdout.on('data', (chunk: Buffer) => {
    const nowMs = performance.now() - begunMs;
    if (firstLineMs === 0) firstLineMs = nowMs;
    else longestSilenceMs = Math.max(longestSilenceMs, nowMs - lastMs);
    lastMs = nowMs;
    for (const byte of chunk) if (byte === 10) lines += 1;
    look();
  });
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => {
      clearInterval(watch);
      if (code !== 0) failed(new Error(`sluice ls ended with ${code}`));
      else done({ lines, seconds: (performance.now() - begunMs) / 1000, firstLineMs, longestSilenceMs, peakMiB: peakKiB / 1024 });
    });
  });
}

/** In KiB, as Linux keeps it; 0 when the process is gone. */
function peakOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
