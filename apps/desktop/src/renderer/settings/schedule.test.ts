import { expect, test } from 'vitest';
import { NIGHTS, WEEK, dayName, describeWeekTime, readTime, timeText, withDay } from './schedule.ts';

test('times are read as they are written', () => {
  for (const minutes of [0, 5, 59, 60, 1439]) expect(readTime(timeText(minutes))).toBe(minutes);
  expect(['', '24:00', '1:00', 'noon'].map(readTime)).toEqual([null, null, null, null]);
});

test('days go in and out, each once and in order', () => {
  const weekend = { ...NIGHTS, days: [6] };
  expect(withDay(weekend, 0, true).days).toEqual([0, 6]);
  expect(withDay(weekend, 6, true).days).toEqual([6]);
  expect(withDay(weekend, 6, false).days).toEqual([]);
});

test('the week has its days by name', () => {
  expect(WEEK.map((day) => dayName(day, 'en', 'short')).join(' ')).toBe('Mon Tue Wed Thu Fri Sat Sun');
  expect(dayName(0, 'zh-CN', 'long')).toBe('星期日');
});

test('a time of the week is said with its days joined', () => {
  const time = { days: [1, 2, 3, 5, 0], fromMinutes: 480, toMinutes: 1080 };
  expect(describeWeekTime(time, 'en')).toBe('Mon–Wed, Fri, Sun, 08:00–18:00');
  expect(describeWeekTime({ ...time, days: [6, 0] }, 'en')).toBe('Sat, Sun, 08:00–18:00');
  expect(describeWeekTime({ ...time, days: [0, 1, 2, 3, 4, 5, 6] }, 'zh-CN')).toBe('周一–周日、08:00–18:00');
});
