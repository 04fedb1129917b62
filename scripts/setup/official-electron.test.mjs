import { expect, test } from 'vitest';
import { firstReason } from './official-electron.mjs';

test.each([
  ['the line that names the error', 'Downloading…\nTypeError: fetch failed\n    at node:internal\n', 'TypeError: fetch failed'],
  ['the last line when none does', 'one\ntwo\n', 'two'],
  ['that there was none', '', 'it gave no reason'],
])('the reason of a failed download is %s', (_what, output, reason) => {
  expect(firstReason(output)).toBe(reason);
});
