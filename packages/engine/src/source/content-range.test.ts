import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseContentRange } from './content-range.ts';

test.each([
  ['bytes 0-99/100', { kind: 'bytes', range: { start: 0, end: 100 }, totalBytes: 100 }],
  ['bytes 0-0/1', { kind: 'bytes', range: { start: 0, end: 1 }, totalBytes: 1 }],
  ['Bytes 5-9/*', { kind: 'bytes', range: { start: 5, end: 10 }, totalBytes: null }],
  ['bytes 0010-0019/0100', { kind: 'bytes', range: { start: 10, end: 20 }, totalBytes: 100 }],
  ['bytes */0', { kind: 'unsatisfied', totalBytes: 0 }],
  ['bytes */1234', { kind: 'unsatisfied', totalBytes: 1234 }],
  ['bytes */*', { kind: 'unsatisfied', totalBytes: null }],
  [
    'bytes 0-9007199254740989/9007199254740991',
    { kind: 'bytes', range: { start: 0, end: 9007199254740990 }, totalBytes: 9007199254740991 },
  ],
])('%s is read as a half-open range', (value, expected) => {
  expect(parseContentRange(value)).toEqual(expected);
});

test.each([
  ['bytes 0-99/9007199254740992', '9007199254740992'],
  ['bytes 0-9007199254740992/*', '9007199254740992'],
  ['bytes 9007199254740993-9007199254740994/*', '9007199254740993'],
  ['bytes 0-9007199254740991/*', '9007199254740991'],
  [`bytes 0-9/${'9'.repeat(200)}`, '9'.repeat(40)],
])('%s is larger than can be counted', (value, size) => {
  expect(parseContentRange(value)).toEqual({ kind: 'too-large', size });
});

test.each([
  '',
  'bytes',
  'bytes=0-99/100',
  'bytes 0-99',
  'bytes 99-0/100',
  'bytes 0-99/50',
  'bytes 0-100/100',
  'bytes -1-5/10',
  'bytes 0-+5/10',
  'bytes 0 - 5/10',
  'bytes 0-5/10, bytes 6-9/10',
  'bytes  0-5/10',
  'bytes 0x0-5/10',
  'bytes 1e1-20/30',
  'items 0-5/10',
  'bytes 0-5/',
  'bytes */-1',
  `bytes 0-5/${'1'.repeat(300)}`,
])('%j is refused', (value) => {
  expect(parseContentRange(value)).toBeNull();
});

test('every range that HTTP can express comes back as it was sent', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.maxSafeNat(), fc.boolean(), (a, b, known) => {
      const [first, last] = [Math.min(a, b), Math.min(Math.max(a, b), Number.MAX_SAFE_INTEGER - 1)];
      fc.pre(first <= last);
      expect(parseContentRange(`bytes ${first}-${last}/${known ? last + 1 : '*'}`)).toEqual({
        kind: 'bytes',
        range: { start: first, end: last + 1 },
        totalBytes: known ? last + 1 : null,
      });
    }),
  );
});

test('hostile values never throw, and never give a range that is not one', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^bytes [0-9*]{0,20}-?[0-9*]{0,20}\/?[0-9*]{0,20}$/), (value) => {
      const told = parseContentRange(value);
      if (told?.kind === 'bytes') expect(told.range.end).toBeGreaterThan(told.range.start);
    }),
  );
});
