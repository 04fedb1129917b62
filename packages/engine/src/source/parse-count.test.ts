import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCount } from './parse-count.ts';

test('every count up to 2^53−1 is read exactly, and every larger one is told apart', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 70n }), (count) => {
      const exact = count <= BigInt(Number.MAX_SAFE_INTEGER);
      expect(parseCount(`00${count}`)).toEqual(
        exact ? { kind: 'count', value: Number(count) } : { kind: 'too-large', size: String(count) },
      );
    }),
  );
});

test.each(['', '-1', '+1', '1.0', '1e3', '0x1', ' 1', '1 ', '１', '1'.repeat(2000)])('%.20j is no count', (text) => {
  expect(parseCount(text)).toBeNull();
});
