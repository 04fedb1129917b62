import { expect, test } from 'vitest';
import { withoutOws } from './without-ows.ts';

test.each([
  [' \t a b\t ', 'a b'],
  ['', ''],
  [' \t', ''],
  ['\u00a0a\u00a0', '\u00a0a\u00a0'],
  ['\na\r', '\na\r'],
])('only spaces and tabs leave %j', (text, inner) => {
  expect(withoutOws(text)).toBe(inner);
});
