/** How long the window's thread works without a pause, in processor time: what other programs on a busy machine take does not count. */
import { readFile, rm } from 'node:fs/promises';
import type { ElectronApplication } from '@playwright/test';

interface TraceEvent {
  readonly name?: string;
  readonly pid?: number;
  readonly tid?: number;
  readonly args?: { readonly name?: string };
  /** Processor time in microseconds. */
  readonly tdur?: number;
}

/** Records until `action` is done. Resolves with the longest task of any window's main thread, in milliseconds. */
export async function longestTaskMs(electron: ElectronApplication, action: () => Promise<void>): Promise<number> {
  await electron.evaluate(({ contentTracing }) => contentTracing.startRecording({ included_categories: ['toplevel', '__metadata'] }));
  await action();
  const path = await electron.evaluate(({ contentTracing }) => contentTracing.stopRecording());
  const { traceEvents } = JSON.parse(await readFile(path, 'utf8')) as { readonly traceEvents: readonly TraceEvent[] };
  await rm(path, { force: true });
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid ?? 0}:${tid ?? 0}`;
  const mains = new Set(
    traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map((event) => threadOf(event)),
  );
  const tasks = traceEvents.filter((event) => event.tdur !== undefined && mains.has(threadOf(event)));
  if (tasks.length === 0) throw new Error('nothing was recorded of the window');
  return Math.max(...tasks.map(({ tdur }) => tdur ?? 0)) / 1000;
}
