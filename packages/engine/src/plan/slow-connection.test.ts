import { expect, test } from 'vitest';
import { judgePaces } from './slow-connection.ts';

const pace = (bytesPerSecond: number, slowSinceMs: number | null = null) => ({ bytesPerSecond, slowSinceMs });

test('B10: a connection below 0.3 of the median for five seconds is replaced', () => {
  const begun = judgePaces([pace(100), pace(29), pace(100), pace(110)], 1_000);
  expect(begun.map((verdict) => verdict.slowSinceMs)).toEqual([null, 1_000, null, null]);
  expect(judgePaces([pace(100), pace(29, 1_000), pace(100), pace(110)], 5_999)[1]).toEqual({ slowSinceMs: 1_000, replace: false });
  expect(judgePaces([pace(100), pace(29, 1_000), pace(100), pace(110)], 6_000)[1]).toEqual({ slowSinceMs: 1_000, replace: true });
});

test('one that catches up is forgiven, and a slow server is no slow connection', () => {
  expect(judgePaces([pace(100), pace(31, 1_000), pace(100)], 9_000)[1]).toEqual({ slowSinceMs: null, replace: false });
  expect(judgePaces([pace(1), pace(1), pace(1)], 9_000).some((verdict) => verdict.replace)).toBe(false);
});

test('two connections have no median worth the name', () => {
  expect(judgePaces([pace(100), pace(1, 0)], 9_000).some((verdict) => verdict.replace)).toBe(false);
});
