/** The first rows of the window go before everything else that a start has to do (decision 0036). */
import { setTimeout as delay } from 'node:timers/promises';
import type { Dispatch } from '@sluice/ipc';

/** A page that asks for no rows must not hold up the rest for longer. */
const PATIENCE_MS = 1500;

export class FirstRows {
  readonly #answered: Promise<void>;
  #tell: () => void = () => undefined;

  constructor() {
    this.#answered = new Promise((resolve) => (this.#tell = resolve));
  }

  /** Passes messages on to `dispatch`, and notes when rows have been answered. */
  watching<S>(dispatch: Dispatch<S>): Dispatch<S> {
    return async (sender, channel, input) => {
      const answer = await dispatch(sender, channel, input);
      if (channel === 'jobs:rows') this.#tell();
      return answer;
    };
  }

  /** Resolves once rows are on their way to the window, or will not be soon; never rejects. */
  async sent(): Promise<void> {
    const ended = new AbortController();
    await Promise.race([this.#answered, delay(PATIENCE_MS, undefined, { signal: ended.signal })]);
    ended.abort();
    // The answer itself is sent behind this turn of the loop.
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
