/** The cap that the user set on throughput (spec F3): bytes are taken as they come, and the debt is slept off. */
import type { Clock } from '../clock.ts';

/** How much may be spent at once after a pause; keeps five-second averages within the limit. */
const BURST_MS = 100;

export class TokenBucket {
  readonly #clock: Clock;
  #bytesPerSecond: number | null;
  /** Monotonic time until which what was taken is paid for. */
  #paidUntilMs: number;
  readonly #sleepers = new Set<() => void>();

  constructor(clock: Clock, bytesPerSecond: number | null) {
    this.#clock = clock;
    this.#bytesPerSecond = bytesPerSecond;
    this.#paidUntilMs = clock.monotonicMs();
  }

  /** Changes the limit at once; null lifts it. What is owed is paid at the new limit, and nobody sleeps on by the old one. */
  setLimit(bytesPerSecond: number | null): void {
    const nowMs = this.#clock.monotonicMs();
    const owedBytes = ((this.#paidUntilMs - nowMs) * (this.#bytesPerSecond ?? 0)) / 1000;
    this.#paidUntilMs = nowMs + (bytesPerSecond === null ? 0 : (Math.max(0, owedBytes) * 1000) / bytesPerSecond);
    this.#bytesPerSecond = bytesPerSecond;
    for (const wake of [...this.#sleepers]) wake();
  }

  /** Takes `bytes`, and returns null when reading may go on at once, else a promise that settles when the debt is paid or `signal` aborts. */
  take(bytes: number, signal: AbortSignal): Promise<void> | null {
    if (this.#bytesPerSecond === null) return null;
    const nowMs = this.#clock.monotonicMs();
    this.#paidUntilMs = Math.max(this.#paidUntilMs, nowMs - BURST_MS) + (bytes * 1000) / this.#bytesPerSecond;
    const debtMs = this.#paidUntilMs - nowMs;
    return debtMs > 1 ? this.#sleep(debtMs, signal) : null;
  }

  #sleep(debtMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const wake = (): void => {
        cancel();
        this.#sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const cancel = this.#clock.after(debtMs, wake);
      this.#sleepers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
