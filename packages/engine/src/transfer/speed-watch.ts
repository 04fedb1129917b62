/** Which share of its connections' time a transfer waited for the disk and for a limit lately (spec F5). */
import type { WaitTimes } from './waits.ts';

/** What was measured this many looks ago counts half. */
const HALF_LIFE_LOOKS = 12;
const FADE = 0.5 ** (1 / HALF_LIFE_LOOKS);

export class SpeedWatch {
  #before: WaitTimes = { receivingMs: 0, diskMs: 0, limitMs: 0 };
  #receivingMs = 0;
  #diskMs = 0;
  #limitMs = 0;

  /** `total`: the sums over all connections that there ever were. */
  look(total: WaitTimes): void {
    this.#receivingMs = this.#receivingMs * FADE + (total.receivingMs - this.#before.receivingMs);
    this.#diskMs = this.#diskMs * FADE + (total.diskMs - this.#before.diskMs);
    this.#limitMs = this.#limitMs * FADE + (total.limitMs - this.#before.limitMs);
    this.#before = total;
  }

  get diskShare(): number {
    return share(this.#diskMs, this.#receivingMs);
  }

  get limitShare(): number {
    return share(this.#limitMs, this.#receivingMs);
  }
}

function share(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(1, part / whole);
}
