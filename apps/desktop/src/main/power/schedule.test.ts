import type { Schedule } from '@sluice/ipc';
import { FakeClock } from '@sluice/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepSchedule } from './keep-schedule.ts';
import { mayRunAt, nextLook } from './schedule.ts';

const [SUNDAY, MONDAY, FRIDAY, SATURDAY] = [0, 1, 5, 6];
/** Monday, 5 January 2026. */
const at = (day: number, time: string): Date => new Date(`2026-01-${String(4 + day).padStart(2, '0')}T${time}:00`);
const NIGHTS: Schedule = { days: [MONDAY, FRIDAY], fromMinutes: 22 * 60, toMinutes: 6 * 60 };
const OFFICE: Schedule = { days: [MONDAY], fromMinutes: 9 * 60, toMinutes: 17 * 60 };

test.each([
  [null, MONDAY, '03:00', true],
  [OFFICE, MONDAY, '08:59', false],
  [OFFICE, MONDAY, '09:00', true],
  [OFFICE, MONDAY, '16:59', true],
  [OFFICE, MONDAY, '17:00', false],
  [OFFICE, SUNDAY, '12:00', false],
  [NIGHTS, MONDAY, '21:59', false],
  [NIGHTS, MONDAY, '22:00', true],
  [NIGHTS, MONDAY + 1, '05:59', true],
  [NIGHTS, MONDAY + 1, '06:00', false],
  [NIGHTS, MONDAY, '05:00', false],
  [NIGHTS, SATURDAY, '05:00', true],
  [{ days: [MONDAY], fromMinutes: 480, toMinutes: 480 }, MONDAY + 1, '07:59', true],
] as const)('%j on day %i at %s: %s', (schedule, day, time, may) => {
  expect(mayRunAt(schedule, at(day, time))).toBe(may);
});

test('between two looks the answer never changes', () => {
  const minutes = fc.integer({ min: 0, max: 1439 });
  const schedules = fc.record({
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    fromMinutes: minutes,
    toMinutes: minutes,
  });
  fc.assert(
    fc.property(
      schedules,
      fc.integer({ min: 0, max: 7 * 1440 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (schedule, start, part) => {
        const now = new Date(at(SUNDAY, '00:00').getTime() + start * 60_000);
        const next = nextLook(schedule, now);
        expect(next.getTime()).toBeGreaterThan(now.getTime());
        const between = new Date(now.getTime() + Math.floor(part * (next.getTime() - now.getTime())));
        expect(mayRunAt(schedule, between)).toBe(mayRunAt(schedule, now));
      },
    ),
  );
});

test('the queue rests and goes on at the minute, and a changed timetable counts at once', () => {
  const clock = new FakeClock(at(MONDAY, '08:30').getTime());
  let schedule: Schedule | null = OFFICE;
  const rests: boolean[] = [];
  const keeper = keepSchedule(
    clock,
    () => schedule,
    (rest) => {
      if (rests.at(-1) !== rest) rests.push(rest);
    },
  );
  keeper.look();
  expect(rests).toEqual([true]);
  clock.advance(30 * 60_000);
  expect(rests).toEqual([true, false]);
  clock.advance(8 * 3_600_000 - 1);
  expect(rests).toEqual([true, false]);
  clock.advance(1);
  expect(rests).toEqual([true, false, true]);
  schedule = null;
  keeper.look();
  expect([rests, clock.pendingTimers]).toEqual([[true, false, true, false], 0]);
});
