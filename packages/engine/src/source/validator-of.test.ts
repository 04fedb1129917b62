import { expect, test } from 'vitest';
import type { ResponseHead } from './response-head.ts';
import { validatorOf } from './validator-of.ts';

const MODIFIED = 'Sun, 01 Jun 2025 12:00:00 GMT';
const SECOND_LATER = 'Sun, 01 Jun 2025 12:00:01 GMT';

function head(...headers: [string, string][]): ResponseHead {
  return { status: 206, headers };
}

test('a strong ETag goes before everything else', () => {
  expect(validatorOf(head(['etag', '"v1"'], ['last-modified', MODIFIED], ['date', SECOND_LATER]))).toEqual({
    kind: 'strong-etag',
    etag: '"v1"',
  });
});

test.each(['W/"v1"', '""', 'v1', '"v1'])('an ETag of %s proves nothing, so the strong date is used', (etag) => {
  expect(validatorOf(head(['etag', etag], ['last-modified', MODIFIED], ['date', SECOND_LATER]))).toEqual({
    kind: 'strong-date',
    lastModified: MODIFIED,
  });
});

test('a date is strong one second before the response was sent (RFC 9110 §8.8.2.2)', () => {
  expect(validatorOf(head(['last-modified', MODIFIED], ['date', SECOND_LATER]))).toEqual({ kind: 'strong-date', lastModified: MODIFIED });
});

test.each([
  ['within the same second', head(['last-modified', MODIFIED], ['date', MODIFIED])],
  ['after the response', head(['last-modified', SECOND_LATER], ['date', MODIFIED])],
  ['without a Date', head(['last-modified', MODIFIED])],
  ['that is no HTTP-date', head(['last-modified', '2025-06-01'], ['date', SECOND_LATER])],
  ['beside a Date that is none', head(['last-modified', MODIFIED], ['date', 'now'])],
  ['sent twice with different values', head(['last-modified', MODIFIED], ['last-modified', SECOND_LATER], ['date', SECOND_LATER])],
])('a Last-Modified %s is weak', (_, weak) => {
  expect(validatorOf(weak)).toBeNull();
});

test('two different ETags are none', () => {
  expect(validatorOf(head(['etag', '"a"'], ['etag', '"b"']))).toBeNull();
});
