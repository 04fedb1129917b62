/** The first rows of the window go before what the desktop is shown (decision 0038). */
import { systemClock, type Clock } from '@sluice/engine';
import type { Dispatch } from '@sluice/ipc';

/** A page that asks for no rows must not hold up the rest for longer. */
const PATIENCE_MS = 1500;

export class FirstRows {
  /** Resolves to whether the program goes on. */
  readonly sent: Promise<boolean>;
  #tell: (goesOn: boolean) => void = () => undefined;

  /** Waits from now on. */
  constructor(clock: Clock = systemClock) {
    this.sent = new Promise((resolve) => (this.#tell = resolve));
    clock.after(PATIENCE_MS, () => {
      this.#tell(true);
    });
  }

  /** Passes messages on to `dispatch`, and notes when rows have been answered. */
  watching<S>(dispatch: Dispatch<S>): Dispatch<S> {
    return async (sender, channel, input) => {
      const answer = await dispatch(sender, channel, input);
      // The answer itself is sent behind this turn of the loop.
      if (channel === 'jobs:rows') setImmediate(() => this.#tell(true));
      return answer;
    };
  }

  /** The program ends: nothing more begins. */
  close(): void {
    this.#tell(false);
  }
}
