/** What a test does with a queue: gives it a job, and waits for news of it. */
import type { JobQueue, NewJob } from '@sluice/engine';
import { NO_OPTIONS, type Job, type JobId, type JobState, type JobStateKind } from '@sluice/model';

/** A job about which nothing special is said. */
export function newJob(url: string, directory: string, request: Partial<NewJob> = {}): NewJob {
  return { url, directory, chosenName: null, conflict: 'keep-both', options: NO_OPTIONS, headers: [], begin: 'queued', ...request };
}

/** Adds one job; throws when it is refused. */
export function addJob(queue: Pick<JobQueue, 'add'>, job: NewJob): JobId {
  const [outcome] = queue.add([job]);
  if (outcome?.kind !== 'added') throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome.job.id;
}

/** The job as it is now; throws when there is none. */
export function jobOf(queue: Pick<JobQueue, 'snapshot'>, id: JobId): Job {
  const snapshot = queue.snapshot(id);
  if (snapshot === null) throw new Error(`no job ${id}`);
  return snapshot.job;
}

/** Resolves with what `look` finds, which is asked now and after all news until it finds something; null is nothing. */
export function untilFound<Found>(queue: Pick<JobQueue, 'subscribe'>, look: () => Found | null): Promise<Found> {
  return new Promise((resolve) => {
    const isFound = (): boolean => {
      const found = look();
      if (found !== null) resolve(found);
      return found !== null;
    };
    if (isFound()) return;
    const stop = queue.subscribe(() => {
      if (isFound()) stop();
    });
  });
}

/** Resolves with the job's state as soon as it is one of `kinds`. */
export function untilState<Kind extends JobStateKind>(
  queue: Pick<JobQueue, 'snapshot' | 'subscribe'>,
  id: JobId,
  ...kinds: readonly Kind[]
): Promise<Extract<JobState, { readonly kind: Kind }>> {
  const isOne = (state: JobState): state is Extract<JobState, { readonly kind: Kind }> => kinds.some((kind) => kind === state.kind);
  return untilFound(queue, () => {
    const { state } = jobOf(queue, id);
    return isOne(state) ? state : null;
  });
}
