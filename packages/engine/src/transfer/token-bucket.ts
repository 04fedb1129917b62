/** The cap that the user set on throughput (spec F3): bytes are taken as they come, and the debt is slept off. */
import { delay, type Clock } from '../clock.ts';

/** How much may be spent at once after a pause; keeps five-second averages within the limit. */
const BURST_MS = 100;

export class TokenBucket {
  readonly #clock: Clock;
  #bytesPerSecond: number | null;
  /** Monotonic time until which what was taken is paid for. */
  #paidUntilMs: number;

  constructor(clock: Clock, bytesPerSecond: number | null) {
    this.#clock = clock;
    this.#bytesPerSecond = bytesPerSecond;
    this.#paidUntilMs = clock.monotonicMs();
  }

  /** Changes the limit at once; null lifts it. */
  setLimit(bytesPerSecond: number | null): void {
    this.#bytesPerSecond = bytesPerSecond;
    this.#paidUntilMs = this.#clock.monotonicMs();
  }

  /** Takes `bytes`, and returns null when reading may go on at once, else a promise that settles when the debt is paid or `signal` aborts. */
  take(bytes: number, signal: AbortSignal): Promise<void> | null {
    if (this.#bytesPerSecond === null) return null;
    const nowMs = this.#clock.monotonicMs();
    this.#paidUntilMs = Math.max(this.#paidUntilMs, nowMs - BURST_MS) + (bytes * 1000) / this.#bytesPerSecond;
    const debtMs = this.#paidUntilMs - nowMs;
    return debtMs > 1 ? delay(this.#clock, debtMs, signal) : null;
  }
}
