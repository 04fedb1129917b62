import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPartResponse, type PartAsk } from './check-response.ts';
import type { ResponseHead } from './response-head.ts';

type Headers = Readonly<Record<string, string | readonly string[]>>;

const MODIFIED = 'Sun, 01 Jun 2025 12:00:00 GMT';
const OTHER_DATE = 'Sun, 01 Jun 2025 13:00:00 GMT';

const ASK: PartAsk = {
  range: { start: 100, end: 200 },
  sizeBytes: 1000,
  validator: { kind: 'strong-etag', etag: '"v1"' },
  etag: '"v1"',
  lastModified: MODIFIED,
  mediaType: 'application/zip',
  contentCoding: null,
  resumed: false,
};
const WEAK: Partial<PartAsk> = { validator: null, etag: 'W/"v1"' };
const DATED: Partial<PartAsk> = { validator: { kind: 'strong-date', lastModified: MODIFIED }, etag: null };
const BARE: Partial<PartAsk> = { validator: null, etag: null, lastModified: null };

function head(status: number, headers: Headers = {}): ResponseHead {
  return { status, headers: Object.entries(headers).flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const)) };
}

const check = (status: number, headers: Headers = {}, ask: Partial<PartAsk> = {}) =>
  checkPartResponse({ ...ASK, ...ask }, head(status, headers), 0);
const part = (headers: Headers = {}, ask: Partial<PartAsk> = {}) => check(206, { 'content-range': 'bytes 100-199/1000', ...headers }, ask);

const accepted = { kind: 'accept', range: { start: 100, end: 200 } };
const otherValidator = { kind: 'remote-changed', what: 'validator' };
const otherSize = { kind: 'remote-changed', what: 'size' };
const fault = (protocolFault: string) => ({ kind: 'refused', failure: { kind: 'protocol', fault: protocolFault } });
const notTheFile = { kind: 'refused', failure: { kind: 'not-the-file', mediaType: 'text/html' } };

describe('B3: a part is accepted', () => {
  test.each<[string, Headers, Partial<PartAsk>]>([
    ['as asked', { 'content-length': '100', etag: '"v1"', 'last-modified': MODIFIED }, {}],
    ['without a length', {}, {}],
    ['though the known validator is not sent', {}, DATED],
    ['when equal ETags stand beside dates of two nodes', { etag: '"v1"', 'last-modified': OTHER_DATE }, {}],
    ['when the ETag was weakened on the way', { etag: 'W/"v1"', 'last-modified': MODIFIED }, {}],
    ['with equal weak validators', { etag: 'W/"v1"', 'last-modified': MODIFIED }, WEAK],
    ['with the same date in another form', { 'last-modified': 'Sunday, 01-Jun-25 12:00:00 GMT' }, DATED],
    ['with validators that were not known before', { etag: '"new"', 'last-modified': OTHER_DATE }, BARE],
    ['under a media type that changed', { 'content-type': 'text/html' }, {}],
  ])('%s', (_, headers, ask) => {
    expect(part(headers, ask)).toEqual(accepted);
  });

  test('as far as it goes when it is shorter than asked', () => {
    expect(part({ 'content-range': 'bytes 100-149/1000', 'content-length': '50' })).toEqual({
      kind: 'accept',
      range: { start: 100, end: 150 },
    });
  });
});

describe('B3: a part of another file is not accepted', () => {
  test.each<[string, Headers, Partial<PartAsk>, object]>([
    ['another strong ETag', { etag: '"v2"', 'last-modified': MODIFIED }, {}, otherValidator],
    ['another date', { 'last-modified': OTHER_DATE }, DATED, otherValidator],
    ['another date where the ETag is gone', { 'last-modified': OTHER_DATE }, {}, otherValidator],
    ['another weak ETag', { etag: 'W/"v2"', 'last-modified': MODIFIED }, WEAK, otherValidator],
    ['equal weak ETags and another date', { etag: 'W/"v1"', 'last-modified': OTHER_DATE }, WEAK, otherValidator],
    ['another ETag though If-Range held the date', { etag: 'W/"v2"' }, { ...DATED, etag: 'W/"v1"' }, otherValidator],
    ['another malformed ETag', { etag: 'v2' }, { ...BARE, etag: 'v1' }, otherValidator],
    ['another size', { 'content-range': 'bytes 100-199/1001' }, {}, otherSize],
    ['a smaller size', { 'content-range': 'bytes 100-149/150' }, BARE, otherSize],
  ])('%s', (_, headers, ask, verdict) => {
    expect(part(headers, ask)).toEqual(verdict);
  });
});

describe('B3, B5: a part that is not what was asked is refused', () => {
  test.each<[string, Headers, string]>([
    ['another start', { 'content-range': 'bytes 99-199/1000' }, 'content-range-start'],
    ['a later start', { 'content-range': 'bytes 101-199/1000' }, 'content-range-start'],
    ['a later end', { 'content-range': 'bytes 100-200/1000' }, 'content-range-end'],
    ['an unknown total', { 'content-range': 'bytes 100-199/*' }, 'content-range-total'],
    ['a malformed range', { 'content-range': 'bytes 100-199' }, 'content-range-syntax'],
    ['an unsatisfied range', { 'content-range': 'bytes */1000' }, 'content-range-syntax'],
    ['two ranges', { 'content-range': ['bytes 100-199/1000', 'bytes 100-150/1000'] }, 'no-content-range'],
    ['a length that disagrees', { 'content-length': '101' }, 'content-length'],
    ['two lengths', { 'content-length': ['100', '101'] }, 'content-length'],
    ['a content coding', { 'content-encoding': 'gzip' }, 'content-coding'],
    ['multipart', { 'content-type': 'multipart/byteranges; boundary=x' }, 'multipart'],
  ])('%s', (_, headers, expected) => {
    expect(part(headers)).toEqual(fault(expected));
  });

  test('no range at all', () => {
    expect(check(206)).toEqual(fault('no-content-range'));
  });

  test('a range beyond all counting', () => {
    expect(part({ 'content-range': 'bytes 100-199/9007199254740992' })).toEqual({
      kind: 'refused',
      failure: { kind: 'too-large', size: '9007199254740992' },
    });
  });
});

describe('B4: a 200 to a part request', () => {
  test.each<[string, Headers, Partial<PartAsk>, object]>([
    ['with the known ETag: no ranges now', { etag: '"v1"', 'content-length': '1000' }, {}, { kind: 'no-ranges' }],
    ['with the known date: no ranges now', { 'last-modified': MODIFIED, 'content-length': '1000' }, DATED, { kind: 'no-ranges' }],
    ['that says nothing: nothing is dropped on a guess', {}, {}, { kind: 'no-ranges' }],
    ['with another ETag', { etag: '"v2"', 'content-length': '1000' }, {}, otherValidator],
    ['with another date', { 'last-modified': OTHER_DATE }, DATED, otherValidator],
    ['with another weak ETag', { etag: 'W/"v2"' }, WEAK, otherValidator],
    ['with another size', { 'content-length': '999' }, {}, otherSize],
    ['with a size beyond counting', { 'content-length': '9'.repeat(30) }, {}, otherSize],
    ['with two lengths', { 'content-length': ['1000', '999'] }, {}, fault('content-length')],
    [
      'with a coding: its tag and length are not the file’s',
      { 'content-encoding': 'gzip', etag: '"v1-gzip"', 'content-length': '7' },
      {},
      fault('content-coding'),
    ],
    [
      'with the coding that the job began with',
      { 'content-encoding': 'gzip', 'content-length': '1000' },
      { contentCoding: 'gzip' },
      { kind: 'no-ranges' },
    ],
  ])('%s', (_, headers, ask, verdict) => {
    expect(check(200, headers, ask)).toEqual(verdict);
  });
});

test.each<[number, object]>([
  [412, otherValidator],
  [416, { kind: 'probe-again' }],
  [304, fault('status')],
  [302, fault('status')],
  [204, fault('status')],
  [201, fault('status')],
  [101, fault('status')],
  [0, fault('status')],
  [600, fault('status')],
  [404, { kind: 'refused', failure: { kind: 'http-status', status: 404, retryAfterMs: null } }],
])('B5: %d', (status, verdict) => {
  expect(check(status)).toEqual(verdict);
});

test('B6: a busy server is heard', () => {
  expect(check(503, { 'retry-after': '2' })).toEqual({
    kind: 'refused',
    failure: { kind: 'http-status', status: 503, retryAfterMs: 2000 },
  });
});

describe('A8: a page in place of the file', () => {
  const page = { 'content-type': 'text/html', 'content-length': '40' };

  test.each<[string, Headers, Partial<PartAsk>, object]>([
    ['of another size is not the file', page, {}, notTheFile],
    ['of unknown size is not the file', { 'content-type': 'text/html' }, { resumed: true }, notTheFile],
    ['with its own ETag is not the file', { ...page, etag: '"page"' }, { resumed: true }, notTheFile],
    ['where the type was unknown is not the file', page, { mediaType: null }, notTheFile],
    ['on resuming a page, without a validator, is not the file', page, { mediaType: 'text/html', resumed: true }, notTheFile],
    [
      'on resuming a page, with another validator, is a changed file',
      { ...page, etag: '"v2"' },
      { mediaType: 'text/html', resumed: true },
      otherValidator,
    ],
    ['where a page was, within one run, is a changed file', page, { mediaType: 'text/html' }, otherSize],
    [
      'of the same size and tag is the file',
      { 'content-type': 'text/html', 'content-length': '1000', etag: '"v1"' },
      {},
      { kind: 'no-ranges' },
    ],
  ])('%s', (_, headers, ask, verdict) => {
    expect(check(200, headers, ask)).toEqual(verdict);
  });

  test('in ranges of another total is not the file', () => {
    expect(part({ 'content-range': 'bytes 100-149/150', 'content-type': 'text/html' })).toEqual(notTheFile);
  });
});

test('whatever is accepted begins where it was asked, is not longer than asked, and belongs to a file of the known size', () => {
  const near = fc.integer({ min: 95, max: 205 });
  const headers = fc.record({
    'content-range': fc.tuple(near, near, fc.constantFrom('1000', '*', '999', '200')).map(([a, b, total]) => `bytes ${a}-${b}/${total}`),
    'content-length': fc.oneof(near.map(String), fc.string()),
    etag: fc.constantFrom('"v1"', 'W/"v1"', '"v2"', ''),
    'last-modified': fc.constantFrom(MODIFIED, OTHER_DATE, 'x'),
    'content-type': fc.constantFrom('text/html', 'application/zip', ''),
  });
  fc.assert(
    fc.property(fc.constantFrom(200, 206), headers, fc.constantFrom({}, WEAK, DATED, BARE), (status, sent, ask) => {
      const verdict = check(status, sent, ask);
      if (verdict.kind !== 'accept') return;
      expect(status).toBe(206);
      expect(verdict.range.start).toBe(100);
      expect(verdict.range.end).toBeLessThanOrEqual(200);
      expect(sent['content-range']).toMatch(/\/1000$/);
      expect(Number(sent['content-length'])).toBe(verdict.range.end - 100);
      if (!('validator' in ask)) expect(sent.etag).not.toBe('"v2"');
    }),
    { numRuns: 1000 },
  );
});

test('no head makes it throw', () => {
  const name = fc.constantFrom(
    'content-range',
    'content-length',
    'content-type',
    'content-encoding',
    'etag',
    'last-modified',
    'date',
    'retry-after',
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1000 }),
      fc.array(fc.tuple(name, fc.string({ unit: 'binary' })), { maxLength: 8 }),
      (status, headers) => {
        expect(checkPartResponse(ASK, { status, headers }, 0).kind).not.toBe('accept');
      },
    ),
  );
});
