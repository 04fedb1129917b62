/** Lets a test stop all transfers of one file together after an exact number of bytes, without sleeping. */

export class BodyGate {
  #granted = 0;
  #limit = Infinity;
  #waiting: (() => void)[] = [];

  /** Lets no more than `afterBytes` body bytes out, counted since the file was first served, until the returned function is called. */
  hold(afterBytes: number): () => void {
    this.#limit = afterBytes;
    return () => {
      this.#limit = Infinity;
      this.#wake();
    };
  }

  /** Grants up to `wanted` bytes; waits while there are none; 0 when `signal` aborts first. */
  async take(wanted: number, signal: AbortSignal): Promise<number> {
    while (!signal.aborted) {
      const granted = Math.min(wanted, this.#limit - this.#granted);
      if (granted > 0) {
        this.#granted += granted;
        return granted;
      }
      await this.#change(signal);
    }
    return 0;
  }

  /** Returns bytes that were granted and could not be sent. */
  giveBack(bytes: number): void {
    this.#granted -= bytes;
    this.#wake();
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resume of waiting) resume();
  }
}
