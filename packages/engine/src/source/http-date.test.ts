import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHttpDate } from './http-date.ts';

const WHEN = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('the three forms of RFC 9110 §5.6.7 are read', () => {
  test.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])('%s', (text) => {
    expect(parseHttpDate(text)).toBe(WHEN);
  });
});

test('the weekday tells the century of a two-digit year', () => {
  expect(parseHttpDate('Thursday, 06-Nov-25 08:49:37 GMT')).toBe(Date.UTC(2025, 10, 6, 8, 49, 37));
});

test('a leap second counts as the next minute', () => {
  expect(parseHttpDate('Sat, 31 Dec 2016 23:59:60 GMT')).toBe(Date.UTC(2017, 0, 1));
});

describe('anything else is no date', () => {
  test.each([
    '',
    '0',
    '1994-11-06T08:49:37Z',
    'Sun, 6 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Nov 1994 08:49:37 +0000',
    'sun, 06 nov 1994 08:49:37 gmt',
    'Mon, 06 Nov 1994 08:49:37 GMT',
    'Wed, 30 Feb 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 24:00:00 GMT',
    'Sun, 06 Nov 1994 08:60:37 GMT',
    'Sun, 06 Nov 1994 08:49:37 GMT ',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'Sun Nov 6 08:49:37 1994',
  ])('%j', (text) => {
    expect(parseHttpDate(text)).toBeNull();
  });
});

test('every second of the calendar survives the round trip through IMF-fixdate', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
      expect(parseHttpDate(new Date(seconds * 1000).toUTCString())).toBe(seconds * 1000);
    }),
  );
});

test('no text makes it throw', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseHttpDate(text) === null));
});
