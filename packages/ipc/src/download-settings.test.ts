import { expect, test } from 'vitest';
import { SETTINGS_SCHEMA } from './settings.ts';
import { holdsAt, NO_CATEGORY_FOLDERS } from './download-settings.ts';

const nights = { days: [5], fromMinutes: 23 * 60, toMinutes: 7 * 60 };

test('a time that ends after midnight belongs to the day on which it begins', () => {
  // 20 November 2026 is a Friday.
  const at = (day: number, hour: number): boolean => holdsAt(nights, new Date(2026, 10, day, hour));
  expect([at(20, 22), at(20, 23), at(21, 6), at(21, 7), at(20, 6)]).toEqual([false, true, true, false, false]);
});

test('times and folders are parsed strictly and bounded', () => {
  const parses = (patch: unknown): boolean => SETTINGS_SCHEMA.partial().safeParse(patch).success;
  const entry = { ...nights, limitBytesPerSecond: 1000 };
  expect([
    parses({ limitTimes: [entry, { ...entry, limitBytesPerSecond: null }] }),
    parses({ limitTimes: [{ ...entry, days: [] }] }),
    parses({ limitTimes: [{ ...entry, limitBytesPerSecond: 0 }] }),
    parses({ limitTimes: Array.from({ length: 13 }, () => entry) }),
    parses({ categoryFolders: { ...NO_CATEGORY_FOLDERS, video: '/srv/video' } }),
    parses({ categoryFolders: { video: '/srv/video' } }),
  ]).toEqual([true, false, false, false, true, false]);
});
