/** Runs jobs that come in slices, without end in sight: more are asked for when few are left, and nothing is held of those that ended. */
import type { JobId, JobSnapshot } from '@sluice/model';
import { endingOf, type Ending } from './ending.ts';
import type { WatchedQueue, WatchOptions } from './watch-jobs.ts';

/** Enough to keep every connection busy while the next slice is made. */
const FEW_LEFT = 100;

export interface StreamedQueue extends WatchedQueue {
  run(ids: readonly JobId[]): void;
}

/** One ending of each kind: what an exit code needs. */
export type Streamed = readonly Ending[];

/**
 * `slices` begins jobs each time that it is asked, and says which. Resolves once all of them have ended, or soon after `signal` aborts.
 */
export async function streamJobs(
  queue: StreamedQueue,
  slices: AsyncIterable<readonly JobId[]>,
  signal: AbortSignal,
  options: WatchOptions,
): Promise<{ readonly endings: Streamed; readonly unfinished: boolean }> {
  const open = new Set<JobId>();
  const endings = new Map<Ending['kind'], Ending>();
  let wake: () => void = () => undefined;
  const take = (snapshot: JobSnapshot): void => {
    if (signal.aborted || !open.has(snapshot.job.id)) return;
    const ending = endingOf(snapshot.job, options.patient);
    if (ending === null) return options.onChange(snapshot);
    open.delete(snapshot.job.id);
    endings.set(ending.kind, ending);
    options.onEnd(ending, snapshot);
    wake();
  };
  const unsubscribe = queue.subscribe((event) => {
    if (event.kind === 'job') take(event.snapshot);
  });
  const untilLeft = async (most: number): Promise<void> => {
    while (open.size > most && !signal.aborted) await new Promise<void>((resolve) => (wake = resolve));
  };
  const stop = (): void => wake();
  signal.addEventListener('abort', stop);
  try {
    for await (const ids of slices) {
      if (signal.aborted) break;
      for (const id of ids) open.add(id);
      queue.run(ids);
      for (const id of ids) {
        const snapshot = queue.snapshot(id);
        if (snapshot !== null) take(snapshot);
      }
      await untilLeft(FEW_LEFT);
    }
    await untilLeft(0);
    return { endings: [...endings.values()], unfinished: signal.aborted };
  } finally {
    signal.removeEventListener('abort', stop);
    unsubscribe();
  }
}
