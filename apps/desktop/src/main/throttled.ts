/** Runs an action soon after each change, but not more often than so often; while nothing changes there is no timer. */
import type { Clock } from '@sluice/engine';

export interface Throttled {
  (): void;
  cancel(): void;
}

export function throttled(clock: Clock, everyMs: number, action: () => void): Throttled {
  let cancelTimer: (() => void) | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  const change = (): void => {
    cancelTimer ??= clock.after(Math.max(0, lastMs + everyMs - clock.monotonicMs()), () => {
      cancelTimer = null;
      lastMs = clock.monotonicMs();
      action();
    });
  };
  const cancel = (): void => {
    cancelTimer?.();
    cancelTimer = null;
  };
  return Object.assign(change, { cancel });
}
