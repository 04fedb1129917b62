/** The queue's list as callers ask for it: every second, and four times over. Read once, and again only after a row has changed. */
import type { JobQueue } from '@sluice/engine';
import type { JobId, JobSnapshot } from '@sluice/model';

export interface ListMemory {
  /** In queue order. */
  all(): readonly JobSnapshot[];
  close(): void;
}

export function rememberList(queue: Pick<JobQueue, 'snapshots' | 'subscribe'>): ListMemory {
  let kept: ReadonlyMap<JobId, JobSnapshot> | null = null;
  const progressed = new Map<JobId, JobSnapshot>();
  const close = queue.subscribe((event) => {
    if (event.kind === 'job' && event.cause === 'progress') progressed.set(event.snapshot.job.id, event.snapshot);
    else kept = null;
  });
  return {
    all() {
      if (kept === null) {
        progressed.clear();
        kept = new Map(queue.snapshots().map((snapshot) => [snapshot.job.id, snapshot]));
      }
      return [...kept].map(([id, snapshot]) => progressed.get(id) ?? snapshot);
    },
    close,
  };
}
