import { expect, test } from 'vitest';
import { restoreStateOf } from './parse-restore.ts';
import { RestoreWatch } from './restore-watch.ts';

test('G8: an object is looked at again after 1, 2, 4, 8 and then every 15 minutes', () => {
  const watch = new RestoreWatch();
  expect(Array.from({ length: 7 }, () => watch.nextPollMs('a') / 60_000)).toEqual([1, 2, 4, 8, 15, 15, 15]);
  expect(watch.nextPollMs('b')).toBe(60_000);
  expect(watch.requestedAtMs('a')).toBeNull();
  watch.noteRequested('a', 5);
  expect([watch.nextPollMs('a'), watch.requestedAtMs('a')]).toEqual([15 * 60_000, 5]);
});

test.each([
  ['ongoing-request="true"', 'ongoing'],
  ['ongoing-request="false", expiry-date="Sun, 16 Apr 2017 08:12:33 GMT"', 'restored'],
  ['ONGOING-REQUEST = true', 'ongoing'],
  ['nonsense', 'none'],
  ['', 'none'],
] as const)('G8: %j means %s', (value, state) => {
  for (const name of ['x-oss-restore', 'x-amz-restore']) expect(restoreStateOf({ status: 200, headers: [[name, value]] })).toBe(state);
});
