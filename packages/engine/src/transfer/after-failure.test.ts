import type { Failure } from '@sluice/model';
import { expect, test } from 'vitest';
import { afterFailure, type FailedAttempt } from './after-failure.ts';

const RESET: Failure = { kind: 'reset', host: 'files.example' };
const NONSENSE: Failure = { kind: 'protocol', fault: 'content-range-start' };
const GONE: Failure = { kind: 'http-status', status: 404, retryAfterMs: null };
const CUT: Failure = { kind: 'ranges-lost' };

function busy(retryAfterMs: number | null): Failure {
  return { kind: 'http-status', status: 503, retryAfterMs };
}

const FIRST: FailedAttempt = {
  failure: RESET,
  attempts: 1,
  others: 0,
  everAccepted: true,
  mayLeave: false,
  streamFailure: null,
  answered: true,
  random: () => 0.5,
  nowMs: 1_000,
};

test.each<[string, Partial<FailedAttempt>, unknown]>([
  ['a passing trouble is waited for', {}, { kind: 'wait' }],
  ['… also where another source could go on', { mayLeave: true }, { kind: 'wait' }],
  [
    'twice in a row, the source is left to the others',
    { mayLeave: true, attempts: 2 },
    { kind: 'over', end: { kind: 'failed', failure: RESET } },
  ],
  ['… but not while it serves other connections', { mayLeave: true, attempts: 2, others: 1 }, { kind: 'wait' }],
  ['… and the last source has all of its attempts', { attempts: 7 }, { kind: 'wait' }],
  ['they come to an end', { attempts: 8 }, { kind: 'over', end: { kind: 'failed', failure: RESET } }],
  ['one more than the server takes goes home', { others: 3, everAccepted: false }, { kind: 'retired', surplus: true }],
  ['what is never tried again ends one connection of several', { failure: GONE, others: 1 }, { kind: 'retired', surplus: false }],
  ['… and the source, where it is the only one', { failure: GONE }, { kind: 'over', end: { kind: 'failed', failure: GONE } }],
  ['nonsense may be one node’s', { failure: NONSENSE, attempts: 2 }, { kind: 'wait' }],
  ['… but not three times', { failure: NONSENSE, attempts: 3 }, { kind: 'over', end: { kind: 'failed', failure: NONSENSE } }],
  [
    'a long wait that the server asks for is the job’s',
    { failure: busy(300_000) },
    { kind: 'over', end: { kind: 'wait-until', failure: busy(300_000) } },
  ],
  ['a stream that was cut too often is given up', { streamFailure: CUT }, { kind: 'over', end: { kind: 'failed', failure: CUT } }],
])('%s', (_name, change, step) => {
  expect(afterFailure({ ...FIRST, ...change })).toMatchObject(step as object);
});
