import { expect, test } from 'vitest';
import { chooseTail } from './choose-tail.ts';

const MB = 1_000_000;
const slow = { missingBytes: 2 * MB, bytesPerSecond: 0.8 * MB, ageMs: 5_000 };

test.each([
  ['the rest of a connection at a tenth', [slow], 8 * MB, 0],
  ['the one that would take longest', [slow, { ...slow, bytesPerSecond: 0.4 * MB }], 8 * MB, 1],
  ['a connection that stands still', [slow, { ...slow, bytesPerSecond: 0 }], 8 * MB, 1],
  ['nothing of connections that are alike', [{ ...slow, bytesPerSecond: 8 * MB }], 8 * MB, null],
  ['nothing that is done before a request is answered', [{ ...slow, missingBytes: 0.2 * MB }], 8 * MB, null],
  ['nothing larger than what is held in memory', [{ ...slow, missingBytes: 9 * 1024 * 1024 }], 80 * MB, null],
  ['nothing of a connection that has just begun', [{ ...slow, ageMs: 400 }], 8 * MB, null],
  ['nothing of a connection that may be waiting for its answer', [{ ...slow, bytesPerSecond: 0, ageMs: 1_500 }], 8 * MB, null],
  ['nothing while it is not known what a connection brings', [slow], 0, null],
  ['nothing of a part that is complete', [{ ...slow, missingBytes: 0 }], 8 * MB, null],
  ['nothing of nobody', [], 8 * MB, null],
])('B10: fetched twice is %s', (_, candidates, bytesPerSecond, expected) => {
  expect(chooseTail(candidates, bytesPerSecond)).toBe(expected);
});
