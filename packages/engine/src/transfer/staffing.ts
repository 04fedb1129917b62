/** How many workers a transfer should have now: the user's number, or what proved best, within what the server takes (spec B9, 0014). */
import type { Paces } from '../plan/split-range.ts';
import type { Claim } from './part-table.ts';
import { Ramp } from './ramp.ts';
import type { TransferJob } from './transfer-job.ts';
import type { Worker } from './worker.ts';

/** A connection that began so recently has shown nothing of its throughput. */
const YOUNG_MS = 500;

export class Staffing {
  readonly #job: TransferJob;
  /** Null: the number is the user's, or the server has accepted nothing yet. */
  #ramp: Ramp | null = null;
  #begun = false;
  /** What this run has to be content with, because further connections came to nothing; null: nothing. */
  #cap: number | null = null;
  #leftBytes = 0;
  /** What the last connection that fell idle had brought. */
  #idlePace = 0;

  constructor(job: TransferJob) {
    this.#job = job;
  }

  /** The server accepted the first request: now others may start. False: that was known. */
  begin(): boolean {
    const { automatic, clock, connections, host, remote, sizeBytes } = this.#job;
    if (this.#begun || !remote.resumable || sizeBytes === null) return false;
    this.#begun = true;
    if (automatic) this.#ramp = new Ramp(clock, host.firstConnections(connections), this.#most);
    return true;
  }

  get wanted(): number {
    if (!this.#begun) return 1;
    return Math.min(this.#ramp?.wanted ?? this.#most, this.#most);
  }

  /** Whether more connections were tried and brought no more; null: nothing was tried. */
  get plateau(): boolean | null {
    return this.#ramp?.plateau ?? null;
  }

  /** Bytes per second that a connection may be expected to bring. */
  get idlePace(): number {
    return this.#idlePace;
  }

  /** While the number is being found out, new workers begin far from each other, so that each has room to go on. */
  claimFirst(): Claim | null {
    return this.#ramp === null ? null : this.#job.table.claimApart();
  }

  /** `limited`: the user's limit holds it back, and nothing can be learned of numbers. */
  look(workers: readonly Worker[], limited: boolean): void {
    if (limited) return;
    const connections = workers.filter((worker) => worker.isReceiving).length;
    const takenBytes = this.#leftBytes + workers.reduce((sum, worker) => sum + worker.takenBytes, 0);
    const best = this.#ramp?.look({ connections, takenBytes, most: this.#most }) ?? null;
    if (best !== null) this.#job.host.noteBest(best);
  }

  left(worker: Worker): void {
    this.#leftBytes += worker.takenBytes;
    if (worker.bytesPerSecond > 0) this.#idlePace = worker.bytesPerSecond;
  }

  /** One more came to nothing; `surplus`: because it was one more. */
  refused(served: number, surplus: boolean): void {
    if (surplus) this.#job.host.noteTooMany(served);
    else this.#cap = served;
  }

  /** Paces of a part's owner and of who would take half of it; one that is young counts as average. */
  pacesFor(workers: readonly Worker[], taker: Worker | null): (owner: Claim) => Paces {
    const known = workers.filter((worker) => worker.ageMs >= YOUNG_MS).map((worker) => worker.bytesPerSecond);
    const mean = known.length === 0 ? 0 : known.reduce((sum, pace) => sum + pace, 0) / known.length;
    const paceOf = (worker: Worker | null | undefined): number =>
      worker != null && worker.ageMs >= YOUNG_MS ? Math.max(1, worker.bytesPerSecond) : mean;
    const takerBytesPerSecond = paceOf(taker) || this.#idlePace;
    return (owner) => ({ ownerBytesPerSecond: paceOf(workers.find(({ claim }) => claim === owner)), takerBytesPerSecond });
  }

  get #most(): number {
    const { connections, host } = this.#job;
    return Math.min(host.connectionsFor(connections), this.#cap ?? Infinity);
  }
}
