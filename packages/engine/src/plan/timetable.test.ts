/** The timetable of limits, also on days that are not 24 hours long (spec F3). */
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { limitAt, nextBorder, type Timetable } from './timetable.ts';

fc.configureGlobal({ seed: 1, ...fc.readConfigureGlobal() });

const usualZone = process.env['TZ'];
// At once: the tables below are made before any hook runs.
process.env['TZ'] = 'Europe/Berlin';
afterAll(() => {
  if (usualZone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = usualZone;
});

const WEEKDAYS = [1, 2, 3, 4, 5];
const office = { days: WEEKDAYS, fromMinute: 9 * 60, toMinute: 17 * 60, limitBytesPerSecond: 1_000_000 };
const night = { days: [0, 1, 2, 3, 4, 5, 6], fromMinute: 23 * 60, toMinute: 6 * 60, limitBytesPerSecond: null };
const timetable: Timetable = [office, night];

/** 2025: the 3rd of March is a Monday; on the 30th of March and the 26th of October the clocks change in Berlin. */
const at = (day: number, hour: number, minute = 0, month = 3): Date => new Date(2025, month - 1, day, hour, minute);

describe('the limit', () => {
  test.each([
    ['Monday, before work', at(3, 8, 59), undefined],
    ['Monday, at nine', at(3, 9), 1_000_000],
    ['Monday, a minute before five', at(3, 16, 59), 1_000_000],
    ['Monday, at five', at(3, 17), undefined],
    ['Sunday noon', at(2, 12), undefined],
    ['Sunday, after eleven at night', at(2, 23, 30), null],
    ['Monday, before six in the morning', at(3, 5, 59), null],
    ['Monday, at six', at(3, 6), undefined],
  ])('on %s', (_, date, expected) => {
    expect(limitAt(timetable, date)).toBe(expected);
  });

  test('of the first entry that holds is the one in force', () => {
    const all = { ...night, fromMinute: 0, toMinute: 24 * 60, limitBytesPerSecond: 5 };
    expect([limitAt([office, all], at(3, 10)), limitAt([all, office], at(3, 10)), limitAt([office, all], at(3, 18))]).toEqual([
      1_000_000, 5, 5,
    ]);
  });

  test('of a night that begins on Friday alone ends on Saturday morning', () => {
    const friday = [{ ...night, days: [5], limitBytesPerSecond: 7 }];
    expect([limitAt(friday, at(7, 23)), limitAt(friday, at(8, 5)), limitAt(friday, at(8, 23)), limitAt(friday, at(7, 5))]).toEqual([
      7,
      7,
      undefined,
      undefined,
    ]);
  });
});

describe('the next border', () => {
  test('is the next beginning or end', () => {
    expect(nextBorder(timetable, at(3, 8))).toEqual(at(3, 9));
    expect(nextBorder(timetable, at(3, 9))).toEqual(at(3, 17));
    expect(nextBorder(timetable, at(3, 17))).toEqual(at(3, 23));
    expect(nextBorder([office], at(7, 18))).toEqual(at(10, 9));
    expect(nextBorder([], at(3, 8))).toBeNull();
  });

  test('keeps to the clock on the wall where a day has 23 or 25 hours', () => {
    expect(nextBorder([night], at(30, 1))).toEqual(at(30, 6));
    expect(at(30, 6).getTime() - at(30, 1).getTime()).toBe(4 * 3_600_000);
    expect(nextBorder([night], at(26, 1, 0, 10))).toEqual(at(26, 6, 0, 10));
    expect(at(26, 6, 0, 10).getTime() - at(26, 1, 0, 10).getTime()).toBe(6 * 3_600_000);
  });

  test('that the clock skips is the moment of the change', () => {
    const skipped = [{ days: [0], fromMinute: 150, toMinute: 300, limitBytesPerSecond: 9 }];
    const border = nextBorder(skipped, at(30, 1));
    expect(border?.getTime()).toBe(at(30, 3, 30).getTime());
    expect([limitAt(skipped, at(30, 1, 59)), limitAt(skipped, at(30, 3, 30))]).toEqual([undefined, 9]);
  });

  test('is never passed by a change of the limit, at any minute of any week', () => {
    const entry = fc.record({
      days: fc.uniqueArray(fc.nat(6), { minLength: 1 }),
      fromMinute: fc.nat(1439),
      toMinute: fc.nat(1440),
      limitBytesPerSecond: fc.constantFrom(1, 2, null),
    });
    // The hours in which the clocks change are left out: there a change may come up to an hour from its border, as on the wall.
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 3 }), fc.nat(6 * 24 * 60), fc.nat(24 * 60), (table, start, ahead) => {
        const from = new Date(2025, 5, 2, 0, start);
        const border = nextBorder(table, from);
        const later = new Date(from.getTime() + ahead * 60_000);
        if (border === null || later < border) expect(limitAt(table, later)).toBe(limitAt(table, from));
      }),
    );
  });
});
