/** Bounds what callers can ask of the program: so many requests a second, and few guesses at the token. */

const REQUESTS_PER_SECOND = 100;
const BURST = 200;
const GUESSES = 10;
const GUESS_WINDOW_MS = 60_000;

export class Rate {
  readonly #nowMs: () => number;
  #tokens = BURST;
  #filledAtMs: number;
  #guesses: readonly number[] = [];

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#filledAtMs = nowMs();
  }

  /** Whether one more request may be answered now. */
  admits(): boolean {
    const nowMs = this.#nowMs();
    this.#tokens = Math.min(BURST, this.#tokens + (Math.max(0, nowMs - this.#filledAtMs) / 1000) * REQUESTS_PER_SECOND);
    this.#filledAtMs = nowMs;
    this.#guesses = this.#guesses.filter((atMs) => nowMs - atMs < GUESS_WINDOW_MS);
    if (this.#tokens < 1 || this.#guesses.length >= GUESSES) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Somebody came with a wrong token; after ten in a minute nobody is answered for a while. */
  guessed(): void {
    this.#guesses = [...this.#guesses, this.#nowMs()];
  }
}
