import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNumbered, numberedName } from './numbered-name.ts';

test.each([
  ['report.pdf', 'report (1).pdf'],
  ['backup.tar.gz', 'backup (1).tar.gz'],
  ['backup.TAR.zst', 'backup (1).TAR.zst'],
  ['README', 'README (1)'],
  ['.bashrc', '.bashrc (1)'],
  ['.config.json', '.config (1).json'],
  ['notes (1).txt', 'notes (1) (1).txt'],
  ['v1.2 final release', 'v1.2 final release (1)'],
  ['trailing.', 'trailing. (1)'],
  ['übung 日本語.txt', 'übung 日本語 (1).txt'],
])('%s becomes %s', (name, expected) => {
  expect(numberedName(name, 1)).toBe(expected);
});

test('a long name gives up the end of its stem, whole characters at a time, and keeps its extension', () => {
  const name = numberedName(`${'é'.repeat(125)}.txt`, 12);
  expect(name).toMatch(/^é+ \(12\)\.txt$/);
  expect(Buffer.byteLength(`${name}.part`)).toBeLessThanOrEqual(255);
  expect(Buffer.byteLength(`${name}.part`)).toBeGreaterThan(252);
});

test('every numbered name is known as one', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.integer({ min: 1, max: 9999 }), (name, number) => {
      expect(isNumbered(name, numberedName(name, number))).toBe(true);
    }),
  );
});

test('other names are not taken for numbered ones', () => {
  expect(['a.txt', 'a (1).pdf', 'b (1).txt', 'a (x).txt', 'a (1) b.txt', 'a (01).txt'].filter((name) => isNumbered('a.txt', name))).toEqual(
    [],
  );
});
