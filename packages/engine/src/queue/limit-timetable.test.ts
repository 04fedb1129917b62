/** The limit of all jobs by timetable, on a time that only the test moves (spec F3). */
import { FakeClock } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { TokenBucket } from '../transfer/token-bucket.ts';
import { LimitTimetable } from './limit-timetable.ts';
import { DEFAULT_SETTINGS } from './settings.ts';

const HOUR_MS = 3_600_000;
/** Monday, by the wall of whatever zone this runs in. */
const monday = (hour: number): number => new Date(2025, 2, 3, hour).getTime();
const office = { days: [1, 2, 3, 4, 5], fromMinute: 9 * 60, toMinute: 17 * 60, limitBytesPerSecond: 1_000 };
const settings = { ...DEFAULT_SETTINGS, limitBytesPerSecond: 50_000, timetable: [office] };

function begin(atMs: number): { readonly clock: FakeClock; readonly bucket: TokenBucket; readonly plan: LimitTimetable } {
  const clock = new FakeClock(atMs);
  const bucket = new TokenBucket(clock, null);
  const plan = new LimitTimetable(clock, bucket, settings);
  plan.apply();
  return { clock, bucket, plan };
}

test('the limit changes at the borders, and is the usual one between them', () => {
  const { bucket, clock } = begin(monday(8));
  const seen = [bucket.bytesPerSecond];
  for (const ms of [HOUR_MS - 1, 1, 8 * HOUR_MS - 1, 1]) {
    clock.advance(ms);
    seen.push(bucket.bytesPerSecond);
  }
  expect(seen).toEqual([50_000, 50_000, 1_000, 1_000, 50_000]);
});

test('a clock that is set, or a sleep, is noticed within ten minutes', () => {
  const { bucket, clock } = begin(monday(8));
  clock.jumpTo(monday(12));
  expect(bucket.bytesPerSecond).toBe(50_000);
  clock.advance(10 * 60_000);
  expect(bucket.bytesPerSecond).toBe(1_000);
});

test('new settings are in force at once, and what is closed sets no timer', () => {
  const { bucket, clock, plan } = begin(monday(10));
  expect(bucket.bytesPerSecond).toBe(1_000);
  plan.configure({ ...settings, timetable: [{ ...office, limitBytesPerSecond: null }] });
  expect(bucket.bytesPerSecond).toBeNull();
  plan.configure({ ...settings, timetable: [] });
  expect([bucket.bytesPerSecond, clock.pendingTimers]).toEqual([50_000, 0]);
  plan.configure(settings);
  expect(clock.pendingTimers).toBe(1);
  plan.close();
  plan.apply();
  expect(clock.pendingTimers).toBe(0);
});
