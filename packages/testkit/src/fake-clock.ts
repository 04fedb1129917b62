/** Time that stands still until a test moves it. */
import type { Clock } from '@sluice/engine';

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly action: () => void;
}

/** More timers than this in one run are taken for an endless loop. */
const RUNAWAY_TIMERS = 100_000;

export class FakeClock implements Clock {
  #monotonicMs = 0;
  #wallOffsetMs: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(startMs = Date.UTC(2025, 0, 1)) {
    this.#wallOffsetMs = startMs;
  }

  nowMs(): number {
    return this.#wallOffsetMs + this.#monotonicMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { dueMs: this.#monotonicMs + Math.max(0, delayMs), order: ++this.#order, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Timers that are set and neither fired nor cancelled. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** When the next timer is due, counted from now; null when there is none. */
  get nextDueInMs(): number | null {
    const next = this.#next();
    return next === null ? null : next.dueMs - this.#monotonicMs;
  }

  /** Moves time on and fires what falls due, in order of time and then of setting, timers set on the way included. */
  advance(ms: number): void {
    const untilMs = this.#monotonicMs + ms;
    this.#guardedLoop(() => this.#fireNext(untilMs));
    this.#monotonicMs = untilMs;
  }

  /** Like `advance`, and lets promises settle before, between and after timers, so that what awaits them can set new ones. */
  async advanceAsync(ms: number): Promise<void> {
    const untilMs = this.#monotonicMs + ms;
    await settle();
    while (this.#fireNext(untilMs)) await settle();
    this.#monotonicMs = untilMs;
  }

  /** Fires timers until none is left. Throws when there is no end. */
  runAll(): void {
    this.#guardedLoop(() => this.#fireNext(Infinity));
  }

  /** Sets the wall clock, as a user or a time server does; timers and the monotonic time don't notice. */
  jumpTo(nowMs: number): void {
    this.#wallOffsetMs = nowMs - this.#monotonicMs;
  }

  #guardedLoop(step: () => boolean): void {
    let fired = 0;
    while (step()) if (++fired > RUNAWAY_TIMERS) throw new Error(`more than ${RUNAWAY_TIMERS} timers fired: an endless loop`);
  }

  #fireNext(untilMs: number): boolean {
    const next = this.#next();
    if (next === null || next.dueMs > untilMs) return false;
    this.#timers.delete(next);
    this.#monotonicMs = next.dueMs;
    next.action();
    return true;
  }

  #next(): Timer | null {
    let next: Timer | null = null;
    for (const timer of this.#timers) {
      if (next === null || timer.dueMs < next.dueMs || (timer.dueMs === next.dueMs && timer.order < next.order)) next = timer;
    }
    return next;
  }
}

/** One turn of the event loop: all promise reactions that are possible without I/O have run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
