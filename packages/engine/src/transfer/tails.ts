/** The second fetches at the end of a file, at most one for each part (spec B10). */
import { chooseTail } from '../plan/choose-tail.ts';
import type { Feed } from './feed.ts';
import type { Claim } from './part-table.ts';
import { TailFetch } from './tail-fetch.ts';
import type { TransferJob } from './transfer-job.ts';
import type { Worker } from './worker.ts';

export class Tails {
  readonly #job: TransferJob;
  readonly #running = new Map<TailFetch, Feed>();
  /** Parts that were tried: a server that refused once is not asked again. */
  readonly #tried = new WeakSet<Claim>();

  constructor(job: TransferJob) {
    this.#job = job;
  }

  /** How many run at this source. */
  countOf(feed: Feed): number {
    let count = 0;
    for (const at of this.#running.values()) if (at === feed) count += 1;
    return count;
  }

  /** One that saves time, for an idle connection of `feed` that may be expected to bring `bytesPerSecond`; null: none would. */
  begin(feed: Feed, workers: readonly Worker[], bytesPerSecond: number): TailFetch | null {
    const { remote, sizeBytes } = this.#job;
    if (!remote.resumable || sizeBytes === null || !feed.continuity.trusted) return null;
    // One that waits was told to, or has met trouble: another request for the same would not be patient.
    const open = workers.filter(({ claim, retry }) => retry === null && this.#job.table.owns(claim) && !this.#tried.has(claim));
    const chosen = chooseTail(
      open.map(({ claim, bytesPerSecond: pace, ageMs }) => ({ missingBytes: claim.end - claim.taken, bytesPerSecond: pace, ageMs })),
      bytesPerSecond,
    );
    const owner = chosen === null ? undefined : open[chosen];
    if (owner === undefined) return null;
    this.#tried.add(owner.claim);
    const tail = new TailFetch(feed.job, feed.continuity, owner);
    this.#running.set(tail, feed);
    return tail;
  }

  /** Ends those whose part has been finished otherwise. */
  look(): void {
    for (const tail of this.#running.keys()) tail.look();
  }

  ended(tail: TailFetch): void {
    this.#running.delete(tail);
  }
}
