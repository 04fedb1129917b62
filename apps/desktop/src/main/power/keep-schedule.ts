/** Holds the queue to the timetable: looks at each beginning and end, and now and then, because clocks are set and computers sleep. */
import type { Clock } from '@sluice/engine';
import type { Schedule } from '@sluice/ipc';
import { mayRunAt, nextLook } from './schedule.ts';

const LONGEST_LOOK_MS = 10 * 60_000;

export interface ScheduleKeeper {
  /** The timetable may have changed, or much time may have passed unnoticed. */
  look(): void;
  close(): void;
}

export function keepSchedule(clock: Clock, current: () => Schedule | null, onRest: (rests: boolean) => void): ScheduleKeeper {
  let cancel: (() => void) | null = null;
  const close = (): void => {
    cancel?.();
    cancel = null;
  };
  const look = (): void => {
    close();
    const [schedule, now] = [current(), new Date(clock.nowMs())];
    onRest(!mayRunAt(schedule, now));
    if (schedule === null) return;
    cancel = clock.after(Math.min(LONGEST_LOOK_MS, nextLook(schedule, now).getTime() - now.getTime()), look);
  };
  return { look, close };
}
