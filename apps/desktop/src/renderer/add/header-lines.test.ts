import { expect, test } from 'vitest';
import { readHeaderLines } from './header-lines.ts';

test('each line is a header, with or without space round its value', () => {
  expect(readHeaderLines('Cookie: a=1; b=2\r\n\n  Authorization:Bearer x:y \nX-Empty:\n')).toEqual({
    headers: [
      ['Cookie', 'a=1; b=2'],
      ['Authorization', 'Bearer x:y'],
      ['X-Empty', ''],
    ],
    firstBadLine: null,
  });
});

test.each([
  ['no colon', 'X: 1\n\nnonsense\nbad too'],
  ['a space in the name', 'X: 1\n\nBad Name: v'],
  ['a character that no header can carry', 'X: 1\n\nY: 你'],
  ['a control character', 'X: 1\n\nY: a\u0000b'],
  ['no name', 'X: 1\n\n: v'],
])('the first line that is no header is told by its number: %s', (_what, text) => {
  expect(readHeaderLines(text)).toEqual({ headers: [['X', '1']], firstBadLine: 3 });
});
