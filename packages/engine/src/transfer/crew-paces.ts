/** How fast the connections of a transfer are, beside each other and those that are no more. */
import type { Paces } from '../plan/split-range.ts';
import type { Claim } from './part-table.ts';
import type { Worker } from './worker.ts';

/** A connection that began so recently has shown nothing of its throughput. */
const YOUNG_MS = 500;

export class CrewPaces {
  #leftBytes = 0;
  #idlePace = 0;

  /** Bytes per second that a connection may be expected to bring: what the last one that fell idle had brought. */
  get idlePace(): number {
    return this.#idlePace;
  }

  /** A connection is no more. */
  left(worker: Worker): void {
    this.#leftBytes += worker.takenBytes;
    if (worker.bytesPerSecond > 0) this.#idlePace = worker.bytesPerSecond;
  }

  /** Bytes that all connections took so far. */
  takenBytes(workers: readonly Worker[]): number {
    return workers.reduce((sum, worker) => sum + worker.takenBytes, this.#leftBytes);
  }

  /** Paces of a part's owner and of who would take half of it; one that is young counts as average. */
  between(workers: readonly Worker[], taker: Worker | null): (owner: Claim) => Paces {
    const known = workers.filter((worker) => worker.ageMs >= YOUNG_MS).map((worker) => worker.bytesPerSecond);
    const mean = known.length === 0 ? 0 : known.reduce((sum, pace) => sum + pace, 0) / known.length;
    const paceOf = (worker: Worker | null | undefined): number =>
      worker != null && worker.ageMs >= YOUNG_MS ? Math.max(1, worker.bytesPerSecond) : mean;
    const takerBytesPerSecond = paceOf(taker) || this.#idlePace;
    return (owner) => ({ ownerBytesPerSecond: paceOf(workers.find(({ claim }) => claim === owner)), takerBytesPerSecond });
  }
}
