/** Which limit holds at which time of the week (spec F3); pure, by the local clock of the machine. */

export interface TimetableEntry {
  /** 0 (Sunday) … 6 (Saturday). A time that ends after midnight belongs to the day on which it begins. */
  readonly days: readonly number[];
  /** Minutes after midnight by the clock on the wall: 0…1439. */
  readonly fromMinute: number;
  /** 0…1440; at or before `fromMinute` it is that time on the next day. */
  readonly toMinute: number;
  /** Null: no limit at that time. */
  readonly limitBytesPerSecond: number | null;
}

export type Timetable = readonly TimetableEntry[];

/** The limit of the first entry that holds at `date`; undefined: none does, and the usual limit is in force. */
export function limitAt(timetable: Timetable, date: Date): number | null | undefined {
  return timetable.find((entry) => holdsAt(entry, date))?.limitBytesPerSecond;
}

/**
 * When the next entry begins or ends after `date`, at most eight days on; null: never. Days are counted on the calendar and times read
 * from the wall, so that a day of 23 or 25 hours moves nothing; a time that the clock skips is the moment of the change.
 */
export function nextBorder(timetable: Timetable, date: Date): Date | null {
  const borders = timetable.flatMap((entry) => bordersAround(entry, date));
  const later = borders.filter((border) => border.getTime() > date.getTime());
  return later.length === 0 ? null : new Date(Math.min(...later.map((border) => border.getTime())));
}

function holdsAt({ days, fromMinute, toMinute }: TimetableEntry, date: Date): boolean {
  const minute = date.getHours() * 60 + date.getMinutes();
  const today = days.includes(date.getDay());
  if (toMinute > fromMinute) return today && minute >= fromMinute && minute < toMinute;
  const yesterday = days.includes((date.getDay() + 6) % 7);
  return (today && minute >= fromMinute) || (yesterday && minute < toMinute);
}

function bordersAround({ days, fromMinute, toMinute }: TimetableEntry, date: Date): readonly Date[] {
  const borders: Date[] = [];
  for (let ahead = -1; ahead <= 8; ahead += 1) {
    const day = new Date(date.getFullYear(), date.getMonth(), date.getDate() + ahead);
    if (!days.includes(day.getDay())) continue;
    borders.push(atMinute(day, fromMinute), atMinute(day, toMinute > fromMinute ? toMinute : toMinute + 24 * 60));
  }
  return borders;
}

/** `Date` counts minutes past the end of a day on into the next one, by the wall. */
function atMinute(day: Date, minute: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate(), 0, minute);
}
