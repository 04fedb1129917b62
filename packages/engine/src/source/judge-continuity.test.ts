import { expect, test } from 'vitest';
import { judgeContinuity, type KnownValidators } from './judge-continuity.ts';
import type { ResponseHead } from './response-head.ts';

const DATE = 'Wed, 01 Jan 2025 00:00:00 GMT';
const LATER = 'Thu, 02 Jan 2025 00:00:00 GMT';
const TAGGED: KnownValidators = { validator: { kind: 'strong-etag', etag: '"a"' }, etag: '"a"', lastModified: DATE };
const DATED: KnownValidators = { validator: { kind: 'strong-date', lastModified: DATE }, etag: null, lastModified: DATE };
const WEAK: KnownValidators = { validator: null, etag: 'W/"a"', lastModified: null };
const NONE: KnownValidators = { validator: null, etag: null, lastModified: null };

function head(etag: string | null, lastModified: string | null, status = 206): ResponseHead {
  const headers = [
    ['etag', etag],
    ['last-modified', lastModified],
  ] as const;
  return { status, headers: headers.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])) };
}

test('B1: an equal strong ETag decides alone, since nodes of one service disagree on dates', () => {
  expect(judgeContinuity(TAGGED, head('"a"', LATER), false)).toBe('same');
});

test('B1: another ETag under the same date may be another node; under another date, or none, it is another file', () => {
  expect(judgeContinuity(TAGGED, head('"b"', DATE), false)).toBe('other-node');
  expect(judgeContinuity({ ...WEAK, lastModified: DATE }, head('W/"b"', DATE), false)).toBe('other-node');
  expect(judgeContinuity(TAGGED, head('"b"', LATER), false)).toBe('changed');
  expect(judgeContinuity(TAGGED, head('"b"', null), false)).toBe('changed');
  expect(judgeContinuity(DATED, head(null, LATER), false)).toBe('changed');
});

test('B1: a strong date joins what no ETag contradicts', () => {
  expect(judgeContinuity(DATED, head('W/"new"', DATE), false)).toBe('same');
});

test('B1: a weak ETag, or nothing, never joins by itself', () => {
  expect(judgeContinuity(WEAK, head('W/"a"', null), false)).toBe('unproved');
  expect(judgeContinuity(NONE, head(null, null), false)).toBe('unproved');
  expect(judgeContinuity({ ...NONE, lastModified: DATE }, head(null, DATE), false)).toBe('unproved');
});

test('a 206 to If-Range is the server’s word, a 200 is not', () => {
  expect(judgeContinuity(TAGGED, head(null, null), true)).toBe('same');
  expect(judgeContinuity(TAGGED, head(null, null), false)).toBe('unproved');
  expect(judgeContinuity(TAGGED, head(null, null, 200), true)).toBe('unproved');
});
