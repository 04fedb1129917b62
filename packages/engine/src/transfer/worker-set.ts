/** The connections of a transfer, over all its sources: who is there, and what is measured of them. */
import type { ConnectionFacts } from '@sluice/model';
import type { Feed } from './feed.ts';
import type { Worker } from './worker.ts';

export class WorkerSet {
  readonly #workers = new Set<Worker>();

  add(worker: Worker): void {
    this.#workers.add(worker);
  }

  delete(worker: Worker): void {
    this.#workers.delete(worker);
  }

  get isEmpty(): boolean {
    return this.#workers.size === 0;
  }

  get all(): readonly Worker[] {
    return [...this.#workers];
  }

  /** Those for one source. */
  at(feed: Feed): readonly Worker[] {
    return this.all.filter((worker) => worker.feed === feed);
  }

  /** How many have a response under way. */
  get receiving(): number {
    return this.all.filter((worker) => worker.isReceiving).length;
  }

  receivingAt(feed: Feed): number {
    return this.at(feed).filter((worker) => worker.isReceiving).length;
  }

  /** Each connection, as measured now; `withHosts`: together with the source that it has. */
  facts(withHosts: boolean): readonly ConnectionFacts[] {
    return this.all.map(({ facts, feed }) => (withHosts ? { ...facts, host: feed.host } : facts));
  }

  /** The next attempt, when all that is left is to wait for it. */
  get retry(): Worker['retry'] {
    const { all } = this;
    return all.some((worker) => worker.retry === null) ? null : (all[0]?.retry ?? null);
  }

  /** Brings what all received into the file. */
  async flush(): Promise<void> {
    await Promise.all(this.all.map((worker) => worker.flush()));
  }

  /** Sends home all of a source but so many. Those that receive nothing go first, then the newest: they have least to lose. */
  dismissBeyond(feed: Feed, wanted: number): void {
    const workers = this.at(feed);
    const receiving = workers.filter((worker) => worker.isReceiving);
    const others = workers.filter((worker) => !worker.isReceiving);
    for (const surplus of [...receiving, ...others].slice(wanted)) surplus.dismiss();
  }
}
