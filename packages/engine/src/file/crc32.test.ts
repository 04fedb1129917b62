import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from './crc32.ts';

test('the checksum of "123456789" is the check value of CRC-32', () => {
  expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
});

test('nothing has the checksum 0', () => {
  expect(crc32(new Uint8Array())).toBe(0);
});

test('a checksum taken in pieces equals the one taken at once', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (head, tail) => {
      expect(crc32(tail, crc32(head))).toBe(crc32(Buffer.concat([head, tail])));
    }),
  );
});
