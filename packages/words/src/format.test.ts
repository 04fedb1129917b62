import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBytes, formatBytesOf, formatLimit, formatThroughput } from './format-bytes.ts';
import { formatPercent } from './format-number.ts';
import { formatDuration, formatWhen } from './format-time.ts';
import { LANGUAGES, languageFor } from './language.ts';

test('sizes have decimal units and three significant digits', () => {
  const sizes = [0, 1, 999, 1000, 9_994, 12_100_000, 610_400_000, 999_960, 2_910_000_000, 10_000_000_000, 4e15];
  expect(sizes.map((bytes) => formatBytes(bytes, 'en'))).toEqual([
    '0 B',
    '1 B',
    '999 B',
    '1.00 kB',
    '9.99 kB',
    '12.1 MB',
    '610 MB',
    '1.00 MB',
    '2.91 GB',
    '10.0 GB',
    '4.00 PB',
  ]);
});

test('part and whole share a unit where they can', () => {
  expect(formatBytesOf(2_910_000_000, 3_980_000_000, 'en')).toBe('2.91 of 3.98 GB');
  expect(formatBytesOf(610_000_000, 2_500_000_000, 'en')).toBe('610 MB of 2.50 GB');
  expect(formatBytesOf(2_910_000_000, 3_980_000_000, 'zh-CN')).toBe('2.91 / 3.98 GB');
  expect(formatBytesOf(610_000_000, null, 'en')).toBe('610 MB');
});

test('throughputs keep one decimal, so that the number does not jump', () => {
  expect([61_400_000, 99_960_000, 812_000, 0].map((rate) => formatThroughput(rate, 'en'))).toEqual([
    '61.4 MB/s',
    '100 MB/s',
    '812 kB/s',
    '0 B/s',
  ]);
});

test('a chosen limit has no empty decimals', () => {
  expect([20_000_000, 2_500_000, 500_000].map((rate) => formatLimit(rate, 'en'))).toEqual(['20 MB/s', '2.5 MB/s', '500 kB/s']);
});

test('durations show their two largest units', () => {
  expect([0, 0.2, 17, 60, 220, 7_500, 3_600, 273_600].map((seconds) => formatDuration(seconds, 'en'))).toEqual([
    '0 s',
    '1 s',
    '17 s',
    '1 min',
    '3 min 40 s',
    '2 h 5 min',
    '1 h',
    '3 d 4 h',
  ]);
  expect(formatDuration(7_500, 'zh-CN')).toBe('2 小时 5 分');
});

test('what is not finished is never 100 %', () => {
  expect([formatPercent(0.9999, 'en'), formatPercent(1, 'en'), formatPercent(0.714, 'zh-CN')]).toEqual(['99 %', '100 %', '71%']);
});

test('days near today have names', () => {
  const now = { nowMs: Date.UTC(2026, 10, 22, 12), timeZone: 'UTC' };
  expect(formatWhen(Date.UTC(2026, 10, 22, 9, 14), 'en', now)).toBe('Today 09:14');
  expect(formatWhen(Date.UTC(2026, 10, 21, 23, 50), 'zh-CN', now)).toBe('昨天 23:50');
  expect(formatWhen(Date.UTC(2026, 10, 3, 9, 14), 'en', now)).toBe('3 Nov 2026, 09:14');
});

test('no number makes a size or a duration unreadable', () => {
  fc.assert(
    fc.property(fc.double(), fc.constantFrom(...LANGUAGES), (value, language) => {
      expect(formatBytes(value, language)).toMatch(/^[\d,.]+ (B|[kMGTP]B)$/);
      if (Number.isFinite(value)) expect(formatDuration(value, language)).not.toMatch(/NaN|-/);
    }),
  );
});

test('the system’s first language that Sluice speaks is taken', () => {
  expect([languageFor(['de-DE', 'zh-Hans-CN', 'en']), languageFor(['fr']), languageFor(['zh_TW']), languageFor(['en-GB'])]).toEqual([
    'zh-CN',
    'en',
    'zh-CN',
    'en',
  ]);
});
