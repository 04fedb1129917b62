/** Whether the timetable lets downloads run, and when that changes; pure, in local time. */
import type { Schedule } from '@sluice/ipc';

const MINUTES_OF_DAY = 24 * 60;

/** Null: at all times. A time that ends after midnight belongs to the day on which it begins. */
export function mayRunAt(schedule: Schedule | null, at: Date): boolean {
  if (schedule === null) return true;
  const { fromMinutes, toMinutes } = schedule;
  const minutes = at.getHours() * 60 + at.getMinutes();
  const today = schedule.days.includes(at.getDay());
  if (fromMinutes < toMinutes) return today && minutes >= fromMinutes && minutes < toMinutes;
  const yesterday = schedule.days.includes((at.getDay() + 6) % 7);
  return (today && minutes >= fromMinutes) || (yesterday && minutes < toMinutes);
}

/** The next moment at which the answer may change: the next beginning or end of a day's time. */
export function nextLook(schedule: Schedule, after: Date): Date {
  const moments = [0, 1].flatMap((days) =>
    [schedule.fromMinutes % MINUTES_OF_DAY, schedule.toMinutes % MINUTES_OF_DAY].map((minutes) => {
      const moment = new Date(after);
      moment.setDate(moment.getDate() + days);
      // Set as wall time, so that the change to summer time moves it, too.
      moment.setHours(Math.floor(minutes / 60), minutes % 60, 0, 0);
      return moment;
    }),
  );
  const next = moments.filter((moment) => moment > after).sort((one, other) => one.getTime() - other.getTime())[0];
  return next ?? new Date(after.getTime() + MINUTES_OF_DAY * 60_000);
}
