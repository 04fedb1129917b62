/** Follows jobs of the queue until each of them has ended as far as this run goes. */
import type { QueueEvent } from '@sluice/engine';
import type { JobId, JobSnapshot } from '@sluice/model';
import { endingOf, type Ending } from './ending.ts';

/** The part of the queue that a watcher needs. */
export interface WatchedQueue {
  snapshot(id: JobId): JobSnapshot | null;
  subscribe(listener: (event: QueueEvent) => void): () => void;
}

export interface WatchOptions {
  /** Whether a job that waits for room on the disk is waited for. */
  readonly patient: boolean;
  readonly onChange: (snapshot: JobSnapshot) => void;
  /** Called exactly once for each job, and nothing is told of the job afterwards. */
  readonly onEnd: (ending: Ending, snapshot: JobSnapshot) => void;
}

export interface Watch {
  /** Resolves with the endings, in the order in which they came; early, with those so far, when `signal` aborts. */
  readonly finished: Promise<readonly Ending[]>;
  /** To be called once the jobs were started: also takes in what happened before. */
  look(): void;
}

/** Begins to listen at once; jobs are told of from the first `look` on. */
export function watchJobs(queue: WatchedQueue, ids: readonly JobId[], signal: AbortSignal, options: WatchOptions): Watch {
  const open = new Set(ids);
  const endings: Ending[] = [];
  let started = false;
  let finish: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    finish = resolve;
  });

  const take = (snapshot: JobSnapshot): void => {
    if (!started || signal.aborted || !open.has(snapshot.job.id)) return;
    const ending = endingOf(snapshot.job, options.patient);
    if (ending === null) return options.onChange(snapshot);
    open.delete(snapshot.job.id);
    endings.push(ending);
    options.onEnd(ending, snapshot);
    if (open.size === 0) finish();
  };

  const unsubscribe = queue.subscribe((event) => {
    if (event.kind === 'job') take(event.snapshot);
  });
  signal.addEventListener('abort', finish, { once: true });

  return {
    finished: over.then(() => {
      unsubscribe();
      signal.removeEventListener('abort', finish);
      return endings;
    }),
    look: () => {
      started = true;
      for (const id of ids) {
        const snapshot = queue.snapshot(id);
        if (snapshot !== null) take(snapshot);
      }
      if (open.size === 0 || signal.aborted) finish();
    },
  };
}
