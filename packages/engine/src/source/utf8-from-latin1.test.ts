import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBytes, utf8FromLatin1 } from './utf8-from-latin1.ts';

test('any text that was sent as UTF-8 comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(utf8FromLatin1(Buffer.from(text, 'utf8').toString('latin1'))).toBe(text);
    }),
  );
});

test.each(['plain', 'été', '文', 'a\u00c3'])('%s stays as it is', (text) => {
  expect(utf8FromLatin1(text)).toBe(text);
});

test('bytes that are not valid in a charset, and unknown charsets, give nothing', () => {
  expect(decodeBytes(Uint8Array.of(0xff), 'utf-8')).toBeNull();
  expect(decodeBytes(Uint8Array.of(0x41), 'no-such-charset')).toBeNull();
  expect(decodeBytes(Uint8Array.of(0xe9), 'iso-8859-1')).toBe('é');
});
