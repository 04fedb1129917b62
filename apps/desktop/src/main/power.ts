/** Sleep: what runs is checkpointed before, and goes on after (spec F4). */
import type { JobQueue } from '@sluice/engine';
import { background } from './fault-log.ts';

/** The part of Electron's `powerMonitor` that is needed. */
export interface PowerEvents {
  on(event: 'suspend' | 'resume', listener: () => void): unknown;
  off(event: 'suspend' | 'resume', listener: () => void): unknown;
}

/** Linux reports each event twice; a second one of the same kind changes nothing. Returns how to stop. */
export function followPower(power: PowerEvents, queue: Pick<JobQueue, 'suspend' | 'wake'>): () => void {
  let asleep = false;
  const suspend = (): void => {
    if (asleep) return;
    asleep = true;
    background('suspend', queue.suspend());
  };
  const resume = (): void => {
    if (!asleep) return;
    asleep = false;
    background('wake', queue.wake());
  };
  power.on('suspend', suspend);
  power.on('resume', resume);
  return () => {
    power.off('suspend', suspend);
    power.off('resume', resume);
  };
}
