import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readProbe, type ProbeContext } from './read-probe.ts';
import type { ResponseHead } from './response-head.ts';

type Headers = Readonly<Record<string, string | readonly string[]>>;

const CONTEXT: ProbeContext = { url: 'https://host/file', finalUrl: 'https://host/file', nowMs: Date.UTC(2025, 5, 1) };

function head(status: number, headers: Headers = {}): ResponseHead {
  return { status, headers: Object.entries(headers).flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const)) };
}

const read = (status: number, headers: Headers = {}, context: Partial<ProbeContext> = {}) =>
  readProbe(head(status, headers), { ...CONTEXT, ...context });
const fault = (protocolFault: string) => ({ kind: 'refused', failure: { kind: 'protocol', fault: protocolFault } });

const UNKNOWN = { validator: null, etag: null, lastModified: null, mediaType: null, contentCoding: null, digest: null };

describe('A1, A3: a file is understood from one response', () => {
  test('a 206 with a matching Content-Range is resumable, and everything it says is read', () => {
    const headers = {
      'content-range': 'bytes 0-99/100',
      'content-length': '100',
      'content-type': 'application/zip; x=y',
      'content-disposition': 'attachment; filename="a.zip"',
      etag: '"v1"',
      'last-modified': 'Sun, 01 Jun 2025 12:00:00 GMT',
      'repr-digest': 'sha-256=:n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=:',
    };
    expect(read(206, headers)).toEqual({
      kind: 'file',
      name: 'a.zip',
      bodyStart: 0,
      bodyBytes: 100,
      remote: {
        sizeBytes: 100,
        resumable: true,
        validator: { kind: 'strong-etag', etag: '"v1"' },
        etag: '"v1"',
        lastModified: 'Sun, 01 Jun 2025 12:00:00 GMT',
        mediaType: 'application/zip',
        contentCoding: null,
        digest: { algorithm: 'sha256', hex: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', from: 'server' },
      },
    });
  });

  test.each<[string, number, Headers, object]>([
    ['a 206 shorter than asked', 206, { 'content-range': 'bytes 0-0/100' }, { sizeBytes: 100, resumable: true, bodyBytes: 1 }],
    [
      'a 206 of unknown total is one stream',
      206,
      { 'content-range': 'bytes 0-99/*' },
      { sizeBytes: null, resumable: false, bodyBytes: 100 },
    ],
    ['a 200 with a length', 200, { 'content-length': '100' }, { sizeBytes: 100, resumable: false, bodyBytes: 100 }],
    ['a 200 is not resumable though it says so', 200, { 'accept-ranges': 'bytes' }, { sizeBytes: null, resumable: false, bodyBytes: null }],
    [
      'A5: a chunked 200',
      200,
      { 'transfer-encoding': 'chunked', 'content-length': '5' },
      { sizeBytes: null, resumable: false, bodyBytes: null },
    ],
    ['A5: an empty file', 200, { 'content-length': '0' }, { sizeBytes: 0, resumable: false, bodyBytes: 0 }],
    ['A5: an empty file by its 416', 416, { 'content-range': 'bytes */0' }, { sizeBytes: 0, resumable: false, bodyBytes: 0 }],
    ['A5: one byte', 206, { 'content-range': 'bytes 0-0/1' }, { sizeBytes: 1, resumable: true, bodyBytes: 1 }],
    [
      'A5: the largest size that can be counted',
      206,
      { 'content-range': 'bytes 0-9007199254740989/9007199254740991' },
      { sizeBytes: Number.MAX_SAFE_INTEGER, resumable: true, bodyBytes: Number.MAX_SAFE_INTEGER - 1 },
    ],
  ])('%s', (_, status, headers, { sizeBytes, resumable, bodyBytes }: { sizeBytes?: unknown; resumable?: unknown; bodyBytes?: unknown }) => {
    expect(read(status, headers)).toEqual({
      kind: 'file',
      name: 'file',
      bodyStart: 0,
      bodyBytes,
      remote: { ...UNKNOWN, sizeBytes, resumable },
    });
  });

  test('what a 416 says of its error page is not taken for the file', () => {
    const headers = {
      'content-range': 'bytes */0',
      'content-type': 'text/html',
      etag: '"error"',
      'content-disposition': 'inline; filename=e.txt',
    };
    expect(read(416, headers, { url: 'https://host/a.zip' })).toMatchObject({
      kind: 'file',
      name: 'e.txt',
      remote: { ...UNKNOWN, sizeBytes: 0 },
    });
  });

  test('a probe from the middle gives the body its place', () => {
    expect(read(206, { 'content-range': 'bytes 40-99/100' }, { start: 40 })).toMatchObject({
      bodyStart: 40,
      bodyBytes: 60,
      remote: { sizeBytes: 100, resumable: true },
    });
    expect(read(200, { 'content-length': '100' }, { start: 40 })).toMatchObject({ bodyStart: 0, bodyBytes: 100 });
  });
});

describe('A2: a content coding makes it one stream of the coded bytes', () => {
  test.each([
    ['a 200', 200, { 'content-length': '50' }],
    ['a whole 206', 206, { 'content-range': 'bytes 0-49/50' }],
  ])('%s', (_, status, headers) => {
    expect(read(status, { ...headers, 'content-encoding': 'gzip' })).toMatchObject({
      bodyBytes: 50,
      remote: { sizeBytes: 50, resumable: false, contentCoding: 'gzip' },
    });
  });

  test('a coded 206 that is not the whole file is refused', () => {
    expect(read(206, { 'content-range': 'bytes 0-9/50', 'content-encoding': 'gzip' })).toEqual(fault('content-coding'));
    expect(read(206, { 'content-range': 'bytes 9-49/50', 'content-encoding': 'gzip' }, { start: 9 })).toEqual(fault('content-coding'));
  });
});

describe('B5: what contradicts itself is refused', () => {
  test.each<[string, number, Headers, string]>([
    ['a 206 without Content-Range', 206, {}, 'no-content-range'],
    ['a 206 with two of them', 206, { 'content-range': ['bytes 0-9/100', 'bytes 0-8/100'] }, 'no-content-range'],
    ['a 206 with a wrong one', 206, { 'content-range': 'bytes 9-0/100' }, 'content-range-syntax'],
    ['a 206 that is unsatisfied', 206, { 'content-range': 'bytes */100' }, 'content-range-syntax'],
    ['a 206 from elsewhere', 206, { 'content-range': 'bytes 1-99/100' }, 'content-range-start'],
    ['a 206 with another length', 206, { 'content-range': 'bytes 0-99/100', 'content-length': '99' }, 'content-length'],
    ['a multipart 206', 206, { 'content-type': 'multipart/byteranges; boundary=x', 'content-range': 'bytes 0-9/10' }, 'multipart'],
    ['two lengths', 200, { 'content-length': ['1', '2'] }, 'content-length'],
    ['a length that is none', 200, { 'content-length': '1e3' }, 'content-length'],
    ['204', 204, {}, 'status'],
    ['201', 201, {}, 'status'],
    ['304', 304, {}, 'status'],
    ['a redirect that was not followed', 302, { location: '/x' }, 'status'],
    ['100', 100, {}, 'status'],
    ['0', 0, {}, 'status'],
    ['999', 999, {}, 'status'],
  ])('%s', (_, status, headers, expected) => {
    expect(read(status, headers)).toEqual(fault(expected));
  });

  test('a size beyond 2^53−1 is refused by its number', () => {
    const tooLarge = { kind: 'refused', failure: { kind: 'too-large', size: '9007199254740992' } };
    expect(read(200, { 'content-length': '9007199254740992' })).toEqual(tooLarge);
    expect(read(206, { 'content-range': 'bytes 0-9/9007199254740992' })).toEqual(tooLarge);
  });
});

test.each([401, 403, 404, 405, 410, 416, 429, 451, 500, 503])('%d is the failure it says, with its Retry-After', (status) => {
  expect(read(status, { 'retry-after': '7' })).toEqual({ kind: 'refused', failure: { kind: 'http-status', status, retryAfterMs: 7000 } });
});

describe('A8: a page under a binary name is not the file', () => {
  const page = { 'content-type': 'text/html; charset=utf-8', 'content-length': '10' };
  const notTheFile = { kind: 'refused', failure: { kind: 'not-the-file', mediaType: 'text/html' } };

  test('whether the user asked for it or was led to it', () => {
    expect(read(200, page, { url: 'https://host/a.iso', finalUrl: 'https://host/login' })).toEqual(notTheFile);
    expect(read(200, page, { finalUrl: 'https://host/a.iso' })).toEqual(notTheFile);
  });

  test('unless the server calls it an attachment with a name', () => {
    const attached = { ...page, 'content-disposition': 'attachment; filename=report.html' };
    expect(read(200, attached, { url: 'https://host/a.iso' })).toMatchObject({ kind: 'file', name: 'report.html' });
    expect(read(200, { ...page, 'content-disposition': 'inline; filename=x.html' }, { url: 'https://host/a.iso' })).toEqual(notTheFile);
    expect(read(200, { ...page, 'content-disposition': 'attachment' }, { url: 'https://host/a.iso' })).toEqual(notTheFile);
  });

  test('and a page under its own name is a file like others', () => {
    expect(read(200, page, { url: 'https://host/a.html', finalUrl: 'https://host/a.html' })).toMatchObject({
      kind: 'file',
      name: 'a.html',
    });
    expect(read(200, page)).toMatchObject({ kind: 'file', name: 'file.html' });
  });
});

test('A7: the address that has an extension names the file', () => {
  const named = (url: string, finalUrl: string) => read(200, {}, { url, finalUrl });
  expect(named('https://host/get', 'https://cdn/a.zip')).toMatchObject({ name: 'a.zip' });
  expect(named('https://host/a.zip', 'https://cdn/0123abcd')).toMatchObject({ name: 'a.zip' });
  expect(named('https://host/get', 'https://cdn/0123abcd')).toMatchObject({ name: '0123abcd' });
});

test('no head makes it throw, and what comes out is bounded', () => {
  const name = fc.constantFrom(
    ...['content-range', 'content-length', 'content-type', 'content-encoding', 'content-disposition', 'etag', 'last-modified', 'date'],
    ...['digest', 'repr-digest', 'retry-after', 'transfer-encoding'],
  );
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('bytes 0-9/10', 'bytes */0', '10', 'text/html', 'gzip', 'x'.repeat(60_000), '9'.repeat(60_000)),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.array(fc.tuple(name, value), { maxLength: 8 }), (status, headers) => {
      expect(JSON.stringify(readProbe({ status, headers }, CONTEXT)).length).toBeLessThan(20_000);
    }),
  );
});
