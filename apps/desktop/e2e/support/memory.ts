/** How much memory the running program takes: its main process, and its window. */
import type { ElectronApplication } from '@playwright/test';
import { expect } from '@playwright/test';

export interface Memory {
  readonly mainBytes: number;
  readonly windowBytes: number;
}

declare global {
  // A test's own variable in the program that it looks into.
  var memoryPeak: { mainBytes: number; windowBytes: number } | undefined;
}

const SETTLED_BYTES = 1_000_000;

/** Resolves with what it takes when nothing happens: once two looks half a second apart show the same. */
export async function settledMemory(electron: ElectronApplication): Promise<Memory> {
  let before = await memory(electron);
  await expect
    .poll(
      async () => {
        const now = await memory(electron);
        const grownBytes = Math.abs(now.mainBytes - before.mainBytes);
        before = now;
        return grownBytes;
      },
      { intervals: [500], timeout: 30_000 },
    )
    .toBeLessThan(SETTLED_BYTES);
  return before;
}

/** Begins to look ten times a second, from inside. */
export async function startPeak(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ app }) => {
    const peak = { mainBytes: 0, windowBytes: 0 };
    globalThis.memoryPeak = peak;
    setInterval(() => {
      const window = app.getAppMetrics().find(({ type }) => type === 'Tab');
      peak.mainBytes = Math.max(peak.mainBytes, process.memoryUsage.rss());
      peak.windowBytes = Math.max(peak.windowBytes, (window?.memory.workingSetSize ?? 0) * 1024);
    }, 100);
  });
}

/** The most that was seen since `startPeak`. */
export async function peakMemory(electron: ElectronApplication): Promise<Memory> {
  const peak = await electron.evaluate(() => globalThis.memoryPeak);
  if (peak === undefined) throw new Error('startPeak comes first');
  return peak;
}

function memory(electron: ElectronApplication): Promise<Memory> {
  return electron.evaluate(({ app }) => {
    const window = app.getAppMetrics().find(({ type }) => type === 'Tab');
    return { mainBytes: process.memoryUsage.rss(), windowBytes: (window?.memory.workingSetSize ?? 0) * 1024 };
  });
}
