/** Sleep: what runs is checkpointed before, and goes on after (spec F4). */
import type { Rest } from './rest.ts';

/** The part of Electron's `powerMonitor` that is needed. */
export interface PowerEvents {
  on(event: 'suspend' | 'resume', listener: () => void): unknown;
  off(event: 'suspend' | 'resume', listener: () => void): unknown;
}

/**
 * Linux reports each event twice; the second of a kind changes nothing. `onWake` is called before anything goes on: it may find that there
 * is no network yet. Returns how to stop.
 */
export function followSleep(power: PowerEvents, rest: Pick<Rest, 'set'>, onWake: () => void): () => void {
  const suspend = (): void => {
    rest.set('sleep', true);
  };
  const resume = (): void => {
    onWake();
    rest.set('sleep', false);
  };
  power.on('suspend', suspend);
  power.on('resume', resume);
  return () => {
    power.off('suspend', suspend);
    power.off('resume', resume);
  };
}
