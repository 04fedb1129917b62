/** Which data goes when jobs are removed, and whether that is worth a question. */
import { displayName, type JobId, type JobSnapshot } from '@sluice/model';

export interface RemovalPlan {
  /** Unfinished: their part files are of no use to anybody, so they go, too. */
  readonly withData: readonly JobId[];
  /** Finished: only the row goes, the file stays. */
  readonly rowOnly: readonly JobId[];
  /** How many lose bytes that have arrived. */
  readonly losing: number;
  readonly losingBytes: number;
  /** The only job's name; null for several. */
  readonly name: string | null;
}

export function planRemoval(snapshots: readonly JobSnapshot[], deleteFiles: boolean): RemovalPlan {
  const keepsFile = ({ job }: JobSnapshot): boolean => job.state.kind === 'done' && !deleteFiles;
  const withData = snapshots.filter((snapshot) => !keepsFile(snapshot));
  return {
    withData: withData.map(({ job }) => job.id),
    rowOnly: snapshots.filter(keepsFile).map(({ job }) => job.id),
    losing: withData.filter((snapshot) => arrivedBytes(snapshot) > 0).length,
    losingBytes: arrivedInAll(withData),
    name: onlyName(snapshots),
  };
}

/** Less than this is fetched again sooner than a question is read. */
const WORTH_ASKING_BYTES = 64 * 1024 * 1024;

/** Whether cancelling throws away enough to ask first. */
export function cancelNeedsQuestion(snapshots: readonly JobSnapshot[]): boolean {
  return snapshots.some((snapshot) => arrivedBytes(snapshot) >= WORTH_ASKING_BYTES);
}

export function arrivedInAll(snapshots: readonly JobSnapshot[]): number {
  return snapshots.reduce((sum, snapshot) => sum + arrivedBytes(snapshot), 0);
}

export function onlyName(snapshots: readonly JobSnapshot[]): string | null {
  const [first, second] = snapshots;
  return first !== undefined && second === undefined ? displayName(first.job) : null;
}

function arrivedBytes({ job, progress }: JobSnapshot): number {
  if (job.state.kind === 'cancelled') return 0;
  if (job.state.kind === 'done') return job.state.sizeBytes;
  return progress?.receivedBytes ?? job.durableBytes;
}
