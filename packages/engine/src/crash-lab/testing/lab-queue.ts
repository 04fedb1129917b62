/** A queue over real sockets and a real disk for the lab, which runs outside of tests too, and thousands of times. */
import { JobQueue, DEFAULT_SETTINGS, alwaysOnline, httpSource, openTransport, systemClock } from '@sluice/engine';
import type { JobStore, NewJob, QueueSettings } from '@sluice/engine';
import type { Job, JobId, JobStateKind } from '@sluice/model';
import { HASTY_CLOCK, addJob, countedTransport, jobOf, newJob } from '@sluice/testkit';

export const MiB = 1024 * 1024;

const PATIENCE_MS = 10_000;

export class LabQueue {
  readonly queue: JobQueue;
  readonly #folder: string;
  readonly #faults: unknown[] = [];
  #fetchedBytes = 0;

  /** Opens the queue at once; `close` ends it, and leaves the store open. */
  constructor(store: JobStore, folder: string, settings: Partial<QueueSettings> = {}) {
    this.#folder = folder;
    const transport = countedTransport(openTransport(), (bytes) => (this.#fetchedBytes += bytes));
    const ports = { store, transport, sources: [httpSource], clock: HASTY_CLOCK, random: Math.random, connectivity: alwaysOnline };
    this.queue = new JobQueue(ports, { ...DEFAULT_SETTINGS, ...settings }, (fault) => this.#faults.push(fault));
    this.queue.open({ autostart: true });
  }

  /** Bytes of bodies that came from sockets. */
  get fetchedBytes(): number {
    return this.#fetchedBytes;
  }

  /** Bugs that the queue met. */
  get faults(): readonly unknown[] {
    return this.#faults;
  }

  add(url: string, request: Partial<NewJob> = {}): JobId {
    return addJob(this.queue, newJob(url, this.#folder, request));
  }

  job(id: JobId): Job {
    return jobOf(this.queue, id);
  }

  /** Resolves once every job is in one of `kinds`; false when that does not happen. */
  until(ids: readonly JobId[], kinds: readonly JobStateKind[]): Promise<boolean> {
    return new Promise((resolve) => {
      const settled = (): boolean => ids.every((id) => kinds.includes(this.job(id).state.kind));
      const finish = (outcome: boolean): void => {
        stop();
        cancel();
        resolve(outcome);
      };
      const stop = this.queue.subscribe(() => {
        if (settled()) finish(true);
      });
      const cancel = systemClock.after(PATIENCE_MS, () => finish(false));
      if (settled()) finish(true);
    });
  }

  async close(): Promise<void> {
    await this.queue.close();
  }
}
