/** Looks at the connections of one job now and then, and has those replaced that stay far behind (spec B10). */
import type { Clock } from '../clock.ts';
import { judgePaces } from '../plan/slow-connection.ts';

/** What is watched: a connection that can be exchanged for another. */
export interface Paced {
  readonly isReceiving: boolean;
  readonly takenBytes: number;
  changeConnection(): void;
}

interface Seen {
  readonly takenBytes: number;
  readonly slowSinceMs: number | null;
}

/** Looks that come closer together measure nothing. */
const MIN_SPAN_MS = 500;

export class PaceWatch {
  readonly #clock: Clock;
  #seen: ReadonlyMap<Paced, Seen> = new Map();
  #lookedAtMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#lookedAtMs = clock.monotonicMs();
  }

  /** Measures what each took since the last look. */
  look(workers: readonly Paced[]): void {
    const nowMs = this.#clock.monotonicMs();
    const spanMs = nowMs - this.#lookedAtMs;
    if (spanMs < MIN_SPAN_MS) return;
    this.#lookedAtMs = nowMs;
    const receiving = workers.filter((worker) => worker.isReceiving);
    const measured = receiving.filter((worker) => this.#seen.has(worker));
    const paces = measured.map((worker) => {
      const before = this.#seen.get(worker);
      const bytesPerSecond = ((worker.takenBytes - (before?.takenBytes ?? 0)) * 1000) / spanMs;
      return { bytesPerSecond, slowSinceMs: before?.slowSinceMs ?? null };
    });
    const verdicts = judgePaces(paces, nowMs);
    const next = new Map<Paced, Seen>(receiving.map((worker) => [worker, { takenBytes: worker.takenBytes, slowSinceMs: null }]));
    measured.forEach((worker, index) => {
      const verdict = verdicts[index];
      if (verdict?.replace === true) worker.changeConnection();
      else next.set(worker, { takenBytes: worker.takenBytes, slowSinceMs: verdict?.slowSinceMs ?? null });
    });
    this.#seen = next;
  }
}
