import { expect, test } from 'vitest';
import { chartPath } from './chart-path.ts';
import { HISTORY_SECONDS, NO_HISTORY, ceilingOf, recordSecond } from './throughput-history.ts';

test('the history keeps exactly one minute', () => {
  let history = NO_HISTORY;
  for (let second = 1; second <= 100; second += 1) history = recordSecond(history, second);
  expect([history.length, history[0], history.at(-1)]).toEqual([HISTORY_SECONDS, 41, 100]);
});

test('an idle minute changes nothing', () => {
  expect(recordSecond(NO_HISTORY, 0)).toBe(NO_HISTORY);
});

test('the ceiling moves in steps', () => {
  expect([ceilingOf([0]), ceilingOf([900]), ceilingOf([1_900_000]), ceilingOf([2_100_000])]).toEqual([2, 1000, 2_000_000, 5_000_000]);
});

test('the curve stays inside the chart', () => {
  const { line, area } = chartPath([0, 10, 0, 10], 30, 20);
  expect(line).toBe('M0 19Q0 19 5 14.5Q10 10 15 14.5Q20 19 25 14.5L30 10');
  expect(area.endsWith('V20H0Z')).toBe(true);
});
