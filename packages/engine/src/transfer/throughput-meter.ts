/** Measured bytes per second over the last ten seconds (spec F2). */
import type { Clock } from '../clock.ts';

const WINDOW_MS = 10_000;
const SLOT_MS = 500;
const SLOTS = WINDOW_MS / SLOT_MS;

export class ThroughputMeter {
  readonly #clock: Clock;
  readonly #slots = new Float64Array(SLOTS);
  readonly #startedMs: number;
  #slot: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedMs = clock.monotonicMs();
    this.#slot = Math.floor(this.#startedMs / SLOT_MS);
  }

  /** Counts bytes taken from the network now. */
  count(bytes: number): void {
    this.#roll();
    const index = this.#slot % SLOTS;
    this.#slots[index] = (this.#slots[index] ?? 0) + bytes;
  }

  /** Mean over the window, or over the time since the meter began when that is shorter. */
  bytesPerSecond(): number {
    this.#roll();
    const nowMs = this.#clock.monotonicMs();
    const windowStartMs = (this.#slot - SLOTS + 1) * SLOT_MS;
    const spanMs = Math.max(SLOT_MS, nowMs - Math.max(windowStartMs, this.#startedMs));
    return (this.#slots.reduce((sum, bytes) => sum + bytes, 0) * 1000) / spanMs;
  }

  #roll(): void {
    const slot = Math.floor(this.#clock.monotonicMs() / SLOT_MS);
    const passed = Math.min(slot - this.#slot, SLOTS);
    for (let step = 1; step <= passed; step += 1) this.#slots[(this.#slot + step) % SLOTS] = 0;
    this.#slot = slot;
  }
}
