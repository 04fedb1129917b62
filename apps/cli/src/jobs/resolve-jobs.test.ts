import { expect, test } from 'vitest';
import { job } from '../testing/job-fixture.ts';
import { resolveJobs, shortIdLength } from './resolve-jobs.ts';

const a = job({ id: 'aaaa1111' });
const b = job({ id: 'aaaa2222' });
const c = job({ id: 'cccc' });
const longer = job({ id: 'cccc1111' });

test('a job is named by its id or by enough of its beginning, and found once', () => {
  expect(resolveJobs([a, b, c], ['aaaa2222', 'cc', 'cccc'])).toEqual({ kind: 'jobs', jobs: [b, c] });
});

test('a whole id is not ambiguous, though another begins with it', () => {
  expect(resolveJobs([longer, c], ['cccc'])).toEqual({ kind: 'jobs', jobs: [c] });
});

test('a beginning of several ids, of none, or nothing at all finds nothing', () => {
  expect(resolveJobs([a, b], ['aaaa'])).toEqual({ kind: 'ambiguous', given: 'aaaa' });
  expect(resolveJobs([a, b], ['aaaa1', 'x'])).toEqual({ kind: 'unknown', given: 'x' });
  expect(resolveJobs([a, b], [''])).toEqual({ kind: 'unknown', given: '' });
});

test('ids are shown as long as it takes to tell them apart', () => {
  expect(shortIdLength([])).toBe(8);
  expect(shortIdLength(['0123456789abc', '9876543210abc'])).toBe(8);
  expect(shortIdLength(['0123456789abc', '0123456789xyz'])).toBe(11);
});
