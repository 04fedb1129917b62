/** Running the same `get` again goes on with the job that is there, instead of adding a second one. */
import { OBJECT_SCHEMES, type Job, type JobId, type JobSecrets, type JobStateKind } from '@sluice/model';
import { parseAddress, type NewJob } from '@sluice/engine';

const FINISHED: readonly JobStateKind[] = ['done', 'cancelled'];

/** Whether anything is left to do for a job in this state. */
export function isUnfinished(kind: JobStateKind): boolean {
  return !FINISHED.includes(kind);
}

/**
 * The first unfinished job that would bring the same address into the same place under the same chosen name, or null. `claimed` jobs
 * are taken already by an earlier address of the same command line.
 */
export function findContinuation<J extends { readonly job: Job; readonly secrets: JobSecrets }>(
  jobs: readonly J[],
  asked: Pick<NewJob, 'url' | 'directory' | 'chosenName'>,
  claimed: ReadonlySet<JobId>,
): J | null {
  const address = addressOf(asked.url);
  const same = jobs.find(
    ({ job, secrets }) =>
      isUnfinished(job.state.kind) &&
      !claimed.has(job.id) &&
      addressOf(secrets.url) === address &&
      job.target.directory === asked.directory &&
      job.target.chosenName === asked.chosenName,
  );
  return same ?? null;
}

/** As the engine writes it, so that `HTTP://Host` and `http://host/` are one. */
function addressOf(url: string): string {
  const address = parseAddress(url, OBJECT_SCHEMES);
  return address.kind === 'ok' ? address.url : url;
}
