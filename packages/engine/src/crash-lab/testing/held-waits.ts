/** A clock for tests of waits: short ones pass quickly, long ones only when the test says so, and the wall clock can be set. */
import { systemClock, type Clock } from '@sluice/engine';

const LONG_MS = 10_000;

export class HeldWaits implements Clock {
  readonly #held = new Set<() => void>();
  #offsetMs = 0;
  #longestMs = 0;

  /** The longest wait that anybody has asked for. */
  get longestMs(): number {
    return this.#longestMs;
  }

  nowMs(): number {
    return systemClock.nowMs() + this.#offsetMs;
  }

  monotonicMs(): number {
    return systemClock.monotonicMs();
  }

  after(delayMs: number, action: () => void): () => void {
    this.#longestMs = Math.max(this.#longestMs, delayMs);
    if (delayMs < LONG_MS) return systemClock.after(Math.min(delayMs, 20), action);
    this.#held.add(action);
    return () => void this.#held.delete(action);
  }

  /** Ends the long waits that are under way. */
  pass(): void {
    const due = [...this.#held];
    this.#held.clear();
    for (const action of due) action();
  }

  /** Sets the wall clock, as a user does. */
  setBy(deltaMs: number): void {
    this.#offsetMs += deltaMs;
  }
}
