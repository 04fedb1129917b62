/** How many workers a transfer should have at one source: the user's number, or what proved best, within what the server takes (spec B9, 0014). */
import type { Claim } from './part-table.ts';
import { Ramp } from './ramp.ts';
import type { TransferJob } from './transfer-job.ts';

/** What is measured of all connections together. */
export interface StaffingLook {
  /** At this source, those that receive. */
  readonly connections: number;
  /** At all sources. */
  readonly together: number;
  readonly takenBytes: number;
}

export class Staffing {
  readonly #job: TransferJob;
  /** Connections that the other sources leave, of all that there may be. */
  readonly #room: () => number;
  /** Null: the number is the user's, or the server has accepted nothing yet. */
  #ramp: Ramp | null = null;
  #begun = false;
  /** What this run has to be content with, because further connections came to nothing; null: nothing. */
  #cap: number | null = null;

  constructor(job: TransferJob, room: () => number) {
    this.#job = job;
    this.#room = room;
  }

  /** The server accepted the first request: now others may start. False: that was known. */
  begin(): boolean {
    const { automatic, clock, connections, host, remote, sizeBytes } = this.#job;
    if (this.#begun || !remote.resumable || sizeBytes === null) return false;
    this.#begun = true;
    if (automatic) this.#ramp = new Ramp(clock, host.firstConnections(connections), this.#most);
    return true;
  }

  /** It serves beside others: whether connections here make the whole faster is found out, from none on. */
  beginBeside(): void {
    const { automatic, clock } = this.#job;
    this.#begun = true;
    if (automatic) this.#ramp = new Ramp(clock, 0, this.#most);
  }

  /** It served beside others, and they fell away: it is the one to find the number with. */
  lead(): void {
    const { automatic, clock, connections, host } = this.#job;
    if (automatic) this.#ramp = new Ramp(clock, host.firstConnections(connections), this.#most);
  }

  /** Connections that are being tried, whatever the server takes. */
  get tried(): number {
    return this.#ramp?.wanted ?? 1;
  }

  get isBegun(): boolean {
    return this.#begun;
  }

  /** Whether nothing is tried out here now. */
  get isSettled(): boolean {
    return this.#begun && (this.#ramp?.settled ?? true);
  }

  /** Connections that there should be here, as far as this source alone can tell. */
  get wanted(): number {
    if (!this.#begun) return 1;
    return Math.max(0, Math.min(this.#ramp?.wanted ?? this.#most, this.#most));
  }

  /** Connections that it would take. */
  get bound(): number {
    return Math.max(0, this.#most);
  }

  /** Whether more connections were tried and brought no more; null: nothing was tried. */
  get plateau(): boolean | null {
    return this.#ramp?.plateau ?? null;
  }

  /** While the number is being found out, new workers begin far from each other, so that each has room to go on. */
  claimFirst(): Claim | null {
    return this.#ramp === null ? null : this.#job.table.claimApart();
  }

  look(look: StaffingLook): void {
    const best = this.#ramp?.look({ ...look, most: this.#most }) ?? null;
    if (best !== null && best > 0) this.#job.host.noteBest(best);
  }

  /** One more came to nothing; `surplus`: because it was one more. */
  refused(served: number, surplus: boolean): void {
    if (surplus) this.#job.host.noteTooMany(served);
    else this.#cap = served;
  }

  /** A connection here was far behind those of other sources: they shall have it. */
  giveOne(connections: number): void {
    this.#cap = Math.max(0, connections - 1);
  }

  get #most(): number {
    const { connections, host } = this.#job;
    return Math.min(host.connectionsFor(connections), this.#cap ?? Infinity, this.#room());
  }
}
