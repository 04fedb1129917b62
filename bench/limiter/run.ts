/**
 * How well a limit is kept: five-second averages of what a job receives, over real sockets, while the limit is changed live.
 * `npx tsx bench/limiter/run.ts [--seconds 16] [--only BYTES]` Bar: within 3 % (spec F3).
 */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import type { Figure } from '../suite/figures.ts';
import { printFindings } from '../suite/print-findings.ts';
import { fetchOnce, startPacedServer } from '../unequal/fetch-once.ts';

const WINDOW_MS = 5_000;
/** What was received before the limit was set is no part of it. */
const SETTLE_MS = 1_000;
const BAR_PERCENT = 3;
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '16' }, only: { type: 'string' } } });
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const forMs = Number(values.seconds) * 1000;
const LIMITS = [10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 500_000_000];

interface Sample {
  readonly atMs: number;
  readonly bytes: number;
}

/** Every five-second average between two samples, as its share of the limit less one. */
function deviations(samples: readonly Sample[], limit: number): readonly number[] {
  return samples.flatMap((from, index) => {
    const to = samples.slice(index).find(({ atMs }) => atMs - from.atMs >= WINDOW_MS);
    if (to === undefined) return [];
    return [((to.bytes - from.bytes) * 1000) / (to.atMs - from.atMs) / limit - 1];
  });
}

const figures: Figure[] = [];
const server = await startPacedServer([0]);
for (const limit of LIMITS.filter((one) => values.only === undefined || one === Number(values.only))) {
  for (const connections of [1, 8]) {
    const samples: Sample[] = [];
    const begun = performance.now();
    const url = server.url(Math.max(64_000_000, Math.ceil((limit * forMs * 2) / 1000)));
    await fetchOnce({
      url,
      connections,
      root,
      settings: { limitBytesPerSecond: limit },
      onProgress: ({ receivedBytes }) => samples.push({ atMs: performance.now() - begun, bytes: receivedBytes }),
      until: () => performance.now() - begun >= forMs,
    });
    const off = deviations(
      samples.filter(({ atMs }) => atMs >= SETTLE_MS),
      limit,
    );
    const worst = off.reduce((most, one) => (Math.abs(one) > Math.abs(most) ? one : most), 0);
    const what = `limit of ${limit.toLocaleString('en')} bytes/s over ${connections} ${connections === 1 ? 'connection' : 'connections'}: off by`;
    const bar = { kind: 'at-most', value: BAR_PERCENT, of: 'worst' } as const;
    figures.push({ what, program: 'Sluice', unit: '%', values: [100 * Math.abs(worst)], bar });
  }
}
server.close();
printFindings({ figures });
