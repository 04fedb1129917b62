import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth, fitEnd, fitMiddle, padTo } from './display-width.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';

test.each([
  ['', 0],
  ['ubuntu.iso', 10],
  ['乌班图.iso', 10],
  ['한국어', 6],
  ['ｆｕｌｌ', 8],
  ['é', 1],
  ['e\u0301', 1],
  ['😀', 2],
  ['𠮷', 2],
  ['█░…', 3],
])('%j takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns);
});

test('a long name loses its middle and keeps its ending', () => {
  expect(fitMiddle('ubuntu-24.04-desktop-amd64.iso', 15)).toBe('ubuntu-…d64.iso');
  expect(fitMiddle('short.iso', 15)).toBe('short.iso');
  expect(fitMiddle('一二三四五六七八.iso', 10)).toBe('一二….iso');
});

test('what was cut never takes more columns than it may, nor two less', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '.', '文', '😀', 'e\u0301', 'ｆ'), minLength: 20, maxLength: 40 });
  fc.assert(
    fc.property(text, fc.integer({ min: 0, max: 19 }), (name, columns) => {
      for (const cut of [fitMiddle(name, columns), fitEnd(name, columns)]) {
        expect(displayWidth(cut)).toBeLessThanOrEqual(columns);
        expect(displayWidth(cut)).toBeGreaterThanOrEqual(columns - 2);
        expect(displayWidth(padTo(cut, columns))).toBe(columns);
      }
    }),
  );
});

test('a name can neither command the terminal nor turn the writing round', () => {
  expect(printable('a\u001b[2Jb\r\nc\u202egpj.exe\u009b')).toBe('a\ufffd[2Jb\ufffd\ufffdc\ufffdgpj.exe\ufffd');
  expect(printable('普通.iso é 😀')).toBe('普通.iso é 😀');
});

test('columns of a table stand under each other, whatever the script', () => {
  const rows = [
    ['id', 'name', 'state'],
    ['1', '文件.iso', 'too long to be shown'],
  ];
  expect(table(rows, 26)).toEqual(['id  name      state', '1   文件.iso  too lo…shown']);
});
