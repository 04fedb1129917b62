import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isHeader, parseHeaderLine } from './header-line.ts';

test.each([
  ['X-Token: abc', ['X-Token', 'abc']],
  ['A:b', ['A', 'b']],
  ['A:   b c  ', ['A', 'b c']],
  ['A: b: c', ['A', 'b: c']],
  ['A:', ['A', '']],
  ['A: \u00e9', ['A', '\u00e9']],
])('%j is a header', (line, pair) => {
  expect(parseHeaderLine(line)).toEqual(pair);
});

test.each([
  '',
  'A',
  ': b',
  'A b: c',
  'A : b',
  ' A: b',
  'A: b\r\nC: d',
  'A: b\u0000',
  'A: b\tc',
  'A: b\u007f',
  'A: 文',
  'Ä: b',
  `${'A'.repeat(300)}: b`,
])('%j is none', (line) => {
  expect(parseHeaderLine(line)).toBeNull();
});

test('nothing that passes can end a header early', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, value) => {
      const pair = parseHeaderLine(`${name}:${value}`);
      if (pair !== null) expect(/[\r\n\0]/.test(pair.join(''))).toBe(false);
      expect(pair === null || isHeader(...pair)).toBe(true);
    }),
  );
});
