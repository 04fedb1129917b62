/** Real time for tests that wait for back-off, polls and checkpoints. */
import { systemClock, type Clock } from '@sluice/engine';

const LONGEST_MS = 20;

/** No wait is longer than 20 ms: all happens in its order, only quicker. */
export const HASTY_CLOCK: Clock = { ...systemClock, after: (delayMs, action) => systemClock.after(Math.min(delayMs, LONGEST_MS), action) };
