import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedText } from './bounded-text.ts';

test('a short text stays as it is', () => {
  expect(boundedText('straße 🚢', 20)).toBe('straße 🚢');
});

test('a cut never splits a code point', () => {
  expect(boundedText('ab🚢', 3)).toBe('ab');
});

test('control characters are made visible', () => {
  expect(boundedText('a\u0000b\u001b[31m', 20)).toBe('a\uFFFDb\uFFFD[31m');
});

test('any text comes out bounded and well formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(50), (text, max) => {
      const out = boundedText(text, max);
      expect(out.length).toBeLessThanOrEqual(max);
      expect(/[\p{Cc}\p{Cs}]/u.test(out)).toBe(false);
    }),
  );
});
