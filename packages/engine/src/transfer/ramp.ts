/** Measures what a number of connections brings, and asks the plan how many there should be (0014). */
import type { Clock } from '../clock.ts';
import { adaptConnections, beginRamp, type RampState } from '../plan/adapt-connections.ts';

export interface RampTick {
  /** Connections that receive now, of those whose number is found out. */
  readonly connections: number;
  /** All that receive now; nothing is measured while their number changes. */
  readonly together: number;
  /** Bytes that all connections took so far. */
  readonly takenBytes: number;
  readonly most: number;
}

export class Ramp {
  readonly #clock: Clock;
  #state: RampState;
  /** Since when the number of connections stands still, and what had been taken then. */
  #since: { readonly connections: number; readonly together: number; readonly takenBytes: number; readonly atMs: number } | null = null;

  /** `first` 0: whether there should be any is found out as well. */
  constructor(clock: Clock, first: number, most: number) {
    this.#clock = clock;
    this.#state = beginRamp(first, most, clock.monotonicMs());
  }

  get wanted(): number {
    return this.#state.wanted;
  }

  /** Whether nothing is tried out now. */
  get settled(): boolean {
    return this.#state.settled;
  }

  /** Whether more connections were tried and brought no more. */
  get plateau(): boolean {
    return this.#state.plateau;
  }

  /** Looks once; tells the number that proved best, when that has just been found out. */
  look({ connections, together, takenBytes, most }: RampTick): number | null {
    const nowMs = this.#clock.monotonicMs();
    const since = this.#since;
    if (since?.connections !== connections || since.together !== together) {
      this.#since = { connections, together, takenBytes, atMs: nowMs };
      return null;
    }
    const spanMs = nowMs - since.atMs;
    if (spanMs <= 0) return null;
    const bytesPerSecond = ((takenBytes - since.takenBytes) * 1000) / spanMs;
    const before = this.#state;
    this.#state = atLeastOne(adaptConnections(before, { connections, bytesPerSecond, spanMs, most, nowMs }), most);
    // A long look must end in the present: throughput changes.
    if (this.#state !== before || spanMs > 10_000) this.#since = { connections, together, takenBytes, atMs: nowMs };
    return this.#state.settled && !before.settled ? this.#state.wanted : null;
  }
}

/** Twice nothing is nothing: what is tried beside none is one. */
function atLeastOne(state: RampState, most: number): RampState {
  const isTried = !state.settled && state.before !== null && state.wanted === 0 && most > 0;
  return isTried ? { ...state, wanted: 1 } : state;
}
