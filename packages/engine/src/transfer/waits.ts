/** Where the time of one connection goes: the socket, the disk, or the user's limit (spec F5). Looks at the clock only where something waits. */
import type { Clock } from '../clock.ts';

/** Milliseconds since the connection began to work. */
export interface WaitTimes {
  /** A response was under way. */
  readonly receivingMs: number;
  /** Of that, the disk was waited for; else, the limit; what is left is the socket's. */
  readonly diskMs: number;
  readonly limitMs: number;
}

export class Waits {
  readonly #clock: Clock;
  #receivingMs = 0;
  #receivingSinceMs: number | null = null;
  #diskMs = 0;
  #limitMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get times(): WaitTimes {
    const since = this.#receivingSinceMs;
    const running = since === null ? 0 : this.#clock.monotonicMs() - since;
    return { receivingMs: this.#receivingMs + running, diskMs: this.#diskMs, limitMs: this.#limitMs };
  }

  async receiving<Result>(body: Promise<Result>): Promise<Result> {
    this.#receivingSinceMs = this.#clock.monotonicMs();
    try {
      return await body;
    } finally {
      this.#receivingMs = this.times.receivingMs;
      this.#receivingSinceMs = null;
    }
  }

  async disk<Result>(room: Promise<Result>): Promise<Result> {
    const sinceMs = this.#clock.monotonicMs();
    const result = await room;
    this.#diskMs += this.#clock.monotonicMs() - sinceMs;
    return result;
  }

  async limit(paid: Promise<void>): Promise<void> {
    const sinceMs = this.#clock.monotonicMs();
    await paid;
    this.#limitMs += this.#clock.monotonicMs() - sinceMs;
  }
}
