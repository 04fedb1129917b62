/** Work on thousands of jobs, a slice at a time, so that sockets, windows and the user have their turn in between. */
import { delay, type Clock } from '../clock.ts';

/** So many rows are changed in a few milliseconds, and in one transaction. */
const SLICE_JOBS = 100;

const NEVER = new AbortController().signal;

export class BulkWork {
  readonly #clock: Clock;
  /** What is still under way; null: nothing. */
  #last: Promise<void> | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether so many items would be done within the call. */
  fitsNow(items: readonly unknown[]): boolean {
    return this.#last === null && items.length <= SLICE_JOBS;
  }

  /**
   * Does `work` on the items in their order, after what was asked for before. What fits one slice is done within the call when
   * nothing is under way. Rejects with the fault of the first slice that fails; the slices before it stay done.
   */
  run<T>(items: readonly T[], work: (slice: readonly T[]) => void | Promise<void>): Promise<void> {
    if (this.fitsNow(items)) return this.#inSlices(items, work);
    const done = this.#last === null ? this.#inSlices(items, work) : this.#last.then(() => this.#inSlices(items, work));
    const settled: Promise<void> = done
      .catch(() => undefined)
      .then(() => {
        if (this.#last === settled) this.#last = null;
      });
    this.#last = settled;
    return done;
  }

  async #inSlices<T>(items: readonly T[], work: (slice: readonly T[]) => void | Promise<void>): Promise<void> {
    for (let at = 0; at < items.length; at += SLICE_JOBS) {
      if (at > 0) await delay(this.#clock, 0, NEVER);
      await work(items.slice(at, at + SLICE_JOBS));
    }
  }
}
