import type { RemoteFile } from '@sluice/model';
import { expect, test } from 'vitest';
import { judgePart, type PartSituation } from './judge-part.ts';

const DATE = 'Wed, 01 Jan 2025 00:00:00 GMT';
const REMOTE: RemoteFile = {
  sizeBytes: 1_000,
  validator: { kind: 'strong-etag', etag: '"a"' },
  etag: '"a"',
  lastModified: DATE,
  resumable: true,
  mediaType: null,
  contentCoding: null,
  digest: null,
};
const ASK: PartSituation = {
  remote: REMOTE,
  sizeBytes: 1_000,
  range: { start: 100, end: 200 },
  resumed: true,
  conditional: true,
  trusted: false,
};

function judge(situation: Partial<PartSituation>, status: number, headers: Readonly<Record<string, string>>): unknown {
  const { remote } = ASK;
  return judgePart({ ...ASK, remote, ...situation }, { status, headers: Object.entries(headers) }, 0);
}

const PART = { 'content-range': 'bytes 100-199/1000' };

test('a range that a validator vouches for is accepted', () => {
  expect(judge({}, 206, { ...PART, etag: '"a"' })).toEqual({ kind: 'accept', range: ASK.range, proved: true });
});

test('B1: an unchanged 200 to If-Range drops the condition; without it the server has no ranges now', () => {
  const whole = { 'content-length': '1000', etag: '"a"' };
  expect(judge({}, 200, whole)).toEqual({ kind: 'drop-condition' });
  expect(judge({ conditional: false }, 200, whole)).toEqual({ kind: 'whole' });
});

test('B1: another node’s ETag is compared by bytes, on a 206 and on a 200, and its date may stand for it', () => {
  const other = { etag: '"b"', 'last-modified': DATE, date: 'Wed, 01 Jan 2025 00:00:05 GMT' };
  const compare = { kind: 'compare', date: { kind: 'strong-date', lastModified: DATE } };
  expect(judge({ conditional: false }, 206, { ...PART, ...other })).toEqual(compare);
  expect(judge({}, 200, { 'content-length': '1000', ...other })).toEqual(compare);
  expect(judge({}, 200, { 'content-length': '1001', ...other })).toEqual({ kind: 'changed', what: 'size' });
});

test('B1: a stream that begins again joins nothing, so another node may serve it', () => {
  const remote = { ...REMOTE, resumable: false };
  const answer = { 'content-length': '1000', etag: '"b"', 'last-modified': DATE };
  expect(judge({ remote, conditional: false }, 200, answer)).toEqual({ kind: 'whole' });
});

test('B1: without a validator bytes of an earlier run are compared first, those of this run may be joined', () => {
  const remote = { ...REMOTE, validator: null, etag: null, lastModified: null };
  expect(judge({ remote, conditional: false }, 206, PART)).toEqual({ kind: 'compare' });
  expect(judge({ remote, conditional: false, trusted: true }, 206, PART)).toEqual({ kind: 'accept', range: ASK.range, proved: false });
});

test('B5: 412 and 416 are looked into before anything is dropped', () => {
  expect(judge({}, 412, {})).toEqual({ kind: 'probe-again', status: 412 });
  expect(judge({}, 416, { 'content-range': 'bytes */1000' })).toEqual({ kind: 'probe-again', status: 416 });
});

test('B3: another total under the same strong ETag is a lie, under none it is another file', () => {
  const total = { 'content-range': 'bytes 100-199/1001' };
  expect(judge({}, 206, { ...total, etag: '"a"' })).toEqual({
    kind: 'refused',
    failure: { kind: 'protocol', fault: 'content-range-total' },
  });
  expect(judge({}, 206, total)).toEqual({ kind: 'changed', what: 'size' });
});

test('B3: a total that the server keeps to itself is the known one where a strong validator vouches for the file, and a fault elsewhere', () => {
  const star = { 'content-range': 'bytes 100-199/*' };
  const refused = { kind: 'refused', failure: { kind: 'protocol', fault: 'content-range-total' } };
  const accepted = { kind: 'accept', range: ASK.range, proved: true };
  expect(judge({}, 206, { ...star, etag: '"a"' })).toEqual(accepted);
  expect(judge({}, 206, star)).toEqual(accepted);
  expect(judge({ conditional: false }, 206, star)).toEqual(refused);
  expect(judge({ conditional: false, trusted: true }, 206, star)).toEqual(refused);
  expect(judge({}, 206, { 'content-range': 'bytes 101-199/*', etag: '"a"' })).toMatchObject({ failure: { fault: 'content-range-start' } });
  expect(judge({}, 206, { ...star, etag: '"b"' })).toEqual(refused);
});
