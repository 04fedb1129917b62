import { expect, test } from 'vitest';
import { parseEtag, sameTagWeakly } from './etag.ts';

test.each([
  ['"abc"', { weak: false, opaque: '"abc"' }],
  ['""', { weak: false, opaque: '""' }],
  ['W/"abc"', { weak: true, opaque: '"abc"' }],
  ['"a\\b"', { weak: false, opaque: '"a\\b"' }],
  ['"\u00e9"', { weak: false, opaque: '"\u00e9"' }],
])('%s is an entity tag', (text, tag) => {
  expect(parseEtag(text)).toEqual(tag);
});

test.each([
  '',
  'abc',
  '"abc',
  'abc"',
  'w/"abc"',
  'W/abc',
  'W/ "abc"',
  '"a b"',
  '"a"b"',
  '"a","b"',
  '"\u0000"',
  '"\u4e2d"',
  `"${'a'.repeat(2000)}"`,
])('%j is none', (text) => {
  expect(parseEtag(text)).toBeNull();
});

test('weak comparison looks past the mark, and compares malformed tags as text', () => {
  expect(sameTagWeakly('W/"a"', '"a"')).toBe(true);
  expect(sameTagWeakly('W/"a"', 'W/"b"')).toBe(false);
  expect(sameTagWeakly('abc', 'abc')).toBe(true);
  expect(sameTagWeakly('abc', '"abc"')).toBe(false);
});
