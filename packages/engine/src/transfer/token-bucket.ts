/** The cap that the user set on throughput (spec F3): bytes are taken as they come, and the debt is slept off. */
import type { Clock } from '../clock.ts';

/** How much may be spent at once after a pause; keeps five-second averages within the limit. */
const BURST_MS = 100;
/** A timer that fired late cost somebody time that was paid for: so much of it is given back. */
const MOST_LATE_MS = 1_000;
/** What is taken at once is worth so much time, or it comes in lumps that no average can smooth. */
const SLICE_MS = 50;
const LEAST_SLICE_BYTES = 256;

export class TokenBucket {
  readonly #clock: Clock;
  #bytesPerSecond: number | null;
  /** Monotonic time until which what was taken is paid for. */
  #paidUntilMs: number;
  /** How late the last sleeper was woken; counts once. */
  #lateMs = 0;
  readonly #sleepers = new Set<() => void>();

  constructor(clock: Clock, bytesPerSecond: number | null) {
    this.#clock = clock;
    this.#bytesPerSecond = bytesPerSecond;
    this.#paidUntilMs = clock.monotonicMs();
  }

  get bytesPerSecond(): number | null {
    return this.#bytesPerSecond;
  }

  /** The most that should be taken at once. */
  get sliceBytes(): number {
    return this.#bytesPerSecond === null ? Infinity : Math.max(LEAST_SLICE_BYTES, Math.floor((this.#bytesPerSecond * SLICE_MS) / 1000));
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
    this.#paidUntilMs = Math.max(this.#paidUntilMs, nowMs - BURST_MS - this.#lateMs) + (bytes * 1000) / this.#bytesPerSecond;
    this.#lateMs = 0;
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
      const dueMs = this.#clock.monotonicMs() + debtMs;
      const cancel = this.#clock.after(debtMs, () => {
        this.#lateMs = Math.min(MOST_LATE_MS, Math.max(this.#lateMs, this.#clock.monotonicMs() - dueMs));
        wake();
      });
      this.#sleepers.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
