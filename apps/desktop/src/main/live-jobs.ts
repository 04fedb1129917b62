/** Which jobs run, are about to, or need the user: kept from the queue's news, so that nobody has to read all rows to know. */
import type { QueueEvent } from '@sluice/engine';
import { isRunning, needsUser, type Job, type JobId, type JobSnapshot } from '@sluice/model';

export interface LiveFacts {
  /** In the order of the queue. */
  readonly running: readonly JobSnapshot[];
  /** Jobs that will run by themselves: queued, or waiting for something that ends by itself. */
  readonly pending: number;
  /** Jobs that go on only when the user does something; paused ones are no trouble. */
  readonly attention: number;
}

export class LiveJobs {
  readonly #running = new Map<JobId, JobSnapshot>();
  readonly #pending = new Set<JobId>();
  readonly #attention = new Set<JobId>();

  /** `queued`: those that only wait for their turn, of which nothing but their number counts. */
  constructor(unfinished: readonly Job[], queued: readonly JobId[] = []) {
    for (const id of queued) this.#pending.add(id);
    for (const job of unfinished) this.#note({ job, progress: null });
  }

  take(event: QueueEvent): void {
    if (event.kind === 'job') this.#note(event.snapshot);
    else this.#forget(event.id);
  }

  get facts(): LiveFacts {
    const running = [...this.#running.values()].sort((one, other) => one.job.rank - other.job.rank);
    return { running, pending: this.#pending.size, attention: this.#attention.size };
  }

  #note(snapshot: JobSnapshot): void {
    const { job } = snapshot;
    this.#forget(job.id);
    if (isRunning(job.state.kind)) this.#running.set(job.id, snapshot);
    else if (needsUser(job.state)) this.#attention.add(job.id);
    else if (job.state.kind === 'queued' || job.state.kind === 'waiting') this.#pending.add(job.id);
  }

  #forget(id: JobId): void {
    this.#running.delete(id);
    this.#pending.delete(id);
    this.#attention.delete(id);
  }
}

/** All that is received of what the running jobs will bring, in [0, 1]; null while a size is unknown or nothing runs. */
export function overallProgress(running: readonly JobSnapshot[]): number | null {
  const totals = sums(running);
  return totals === null || totals.totalBytes === 0 ? null : Math.min(1, totals.receivedBytes / totals.totalBytes);
}

/** Until the last of the running jobs is done at today's throughput; null when it can't be told. */
export function overallSecondsLeft(running: readonly JobSnapshot[]): number | null {
  const [totals, bytesPerSecond] = [sums(running), overallThroughput(running)];
  return totals === null || bytesPerSecond <= 0 ? null : (totals.totalBytes - totals.receivedBytes) / bytesPerSecond;
}

export function overallThroughput(running: readonly JobSnapshot[]): number {
  return running.reduce((sum, { progress }) => sum + (progress?.bytesPerSecond ?? 0), 0);
}

function sums(running: readonly JobSnapshot[]): { readonly receivedBytes: number; readonly totalBytes: number } | null {
  let [receivedBytes, totalBytes] = [0, 0];
  for (const { job, progress } of running) {
    const total = progress?.totalBytes ?? job.remote?.sizeBytes ?? null;
    if (total === null) return null;
    totalBytes += total;
    receivedBytes += progress?.receivedBytes ?? job.durableBytes;
  }
  return running.length === 0 ? null : { receivedBytes, totalBytes };
}
