/** Time as an argument (law 3): the engine never looks at a clock or sets a timer of its own. */
export interface Clock {
  /** Wall-clock time in milliseconds since the epoch; may jump. For what is stored or shown. */
  nowMs(): number;
  /** Monotonic milliseconds; for measuring. */
  monotonicMs(): number;
  /** Runs `action` once after `delayMs` unless the returned function is called before. */
  after(delayMs: number, action: () => void): () => void;
}

/** A promise that settles after `delayMs`, or at once when `signal` aborts; never rejects. */
export function delay(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = (): void => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.after(delayMs, finish);
    signal.addEventListener('abort', finish, { once: true });
  });
}
