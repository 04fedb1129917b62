import { get as httpGet, type IncomingMessage, type RequestOptions } from 'node:http';
import { get as httpsGet } from 'node:https';
import { connect } from 'node:net';
import { byteRange } from '@sluice/model';
import { afterEach, describe, expect, test } from 'vitest';
import {
  badChunk,
  bitFlip,
  changedSeed,
  changeETagAfter,
  chunked,
  contentRangeMissing,
  cookieBound,
  dropAfter,
  expireAfter,
  gzip,
  headerBomb,
  headRefused,
  htmlLogin,
  http10,
  interim,
  malformedHead,
  ignoreRange,
  keepAliveLie,
  longBody,
  maxConnections,
  multipartByteranges,
  noETag,
  noLength,
  noValidators,
  oneTimeUrl,
  perNodeETag,
  redirect,
  redirectLoop,
  refuseIfRange,
  resetAfter,
  sameSizeSwapAfter,
  seededBytes,
  shortBody,
  shorterRange,
  slowDrip,
  stallAfter,
  stallHead,
  startOrigin,
  starTotal,
  status,
  twoContentLengths,
  weakETag,
  wholeBodyAs206,
  wrongEnd,
  wrongStart,
  wrongTotal,
  type Fault,
  type Origin,
  type OriginOptions,
} from './index.ts';

const SEED = 7;
const SIZE = 300_000;
const origins: Origin[] = [];

afterEach(async () => {
  await Promise.all(origins.splice(0).map((origin) => origin.close()));
});

async function open(options?: OriginOptions): Promise<Origin> {
  const origin = await startOrigin(options);
  origins.push(origin);
  return origin;
}

async function serveWith(...faults: readonly Fault[]): Promise<{ origin: Origin; url: string }> {
  const origin = await open();
  return { origin, url: origin.serve('/file.bin', { seed: SEED, sizeBytes: SIZE, faults }) };
}

interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
  readonly complete: boolean;
}

function get(url: string, headers: Record<string, string> = {}, options: RequestOptions & { ca?: string } = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const start = url.startsWith('https') ? httpsGet : httpGet;
    const request = start(url, { headers, agent: false, ...options }, (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => undefined);
      response.on('close', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks), complete: response.complete }),
      );
    });
    request.on('error', reject);
  });
}

function raw(url: string, ask: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(ask));
    socket.on('data', (bytes) => (text += bytes.toString('latin1')));
    socket.on('error', reject);
    socket.on('end', () => resolve(text));
  });
}

function content(start = 0, end = SIZE, seed = SEED): Buffer {
  return Buffer.from(seededBytes(seed, byteRange(start, end)));
}

describe('an honest origin', () => {
  test('serves the whole file with its size, validators and name', async () => {
    const origin = await open();
    const got = await get(
      origin.serve('/a', { seed: 1, sizeBytes: 70_000, name: 'résumé.pdf', mediaType: 'application/pdf', etag: '"v1"' }),
    );
    expect(got.body.equals(content(0, 70_000, 1))).toBe(true);
    expect(got).toMatchObject({
      status: 200,
      complete: true,
      headers: {
        'content-length': '70000',
        'accept-ranges': 'bytes',
        'content-type': 'application/pdf',
        'content-disposition': "attachment; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf",
        etag: '"v1"',
        'last-modified': 'Wed, 01 Jan 2025 00:00:00 GMT',
      },
    });
  });

  test.each([
    ['bytes=10-19', 10, 20],
    ['bytes=299990-', 299_990, SIZE],
    ['bytes=-5', SIZE - 5, SIZE],
    ['bytes=299990-999999999', 299_990, SIZE],
  ])('answers Range %s with 206 and just these bytes', async (range, start, end) => {
    const { url, origin } = await serveWith();
    const got = await get(url, { range });
    expect(got).toMatchObject({ status: 206, headers: { 'content-range': `bytes ${start}-${end - 1}/${SIZE}` } });
    expect(got.body.equals(content(start, end))).toBe(true);
    expect(origin.requests).toMatchObject([{ rangeAsked: range, range: { start, end }, status: 206, bodyBytesSent: end - start }]);
  });

  test.each(['bytes=0-1,4-5', 'lines=1-2', 'bytes=9-2', 'bytes=-'])('ignores Range %s', async (range) => {
    const { url } = await serveWith();
    expect(await get(url, { range })).toMatchObject({ status: 200 });
  });

  test.each(['bytes=300000-', 'bytes=-0'])('answers Range %s with 416 and the size', async (range) => {
    const { url } = await serveWith();
    expect(await get(url, { range })).toMatchObject({ status: 416, headers: { 'content-range': 'bytes */300000' } });
  });

  test('honours If-Range and If-Match', async () => {
    const origin = await open();
    const url = origin.serve('/a', { seed: 1, sizeBytes: 100, etag: '"v1"' });
    const date = 'Wed, 01 Jan 2025 00:00:00 GMT';
    const statusFor = async (headers: Record<string, string>): Promise<number> =>
      (await get(url, { range: 'bytes=1-2', ...headers })).status;
    expect(await statusFor({ 'if-range': '"v1"' })).toBe(206);
    expect(await statusFor({ 'if-range': date })).toBe(206);
    expect(await statusFor({ 'if-range': '"v2"' })).toBe(200);
    expect(await statusFor({ 'if-range': 'W/"v1"' })).toBe(200);
    expect(await statusFor({ 'if-range': 'Thu, 02 Jan 2025 00:00:00 GMT' })).toBe(200);
    expect(await statusFor({ 'if-match': '"v1"' })).toBe(206);
    expect(await statusFor({ 'if-match': '"v2"' })).toBe(412);
    expect(await statusFor({ 'if-unmodified-since': 'Tue, 31 Dec 2024 00:00:00 GMT' })).toBe(412);
  });

  test('answers HEAD without a body, and serves the next request on the same connection', async () => {
    const { origin, url } = await serveWith();
    const host = new URL(url).host;
    const text = await raw(
      url,
      `HEAD /file.bin HTTP/1.1\r\nHost: ${host}\r\n\r\nGET /file.bin?signed=1 HTTP/1.1\r\nHost: ${host}\r\nRange: bytes=0-0\r\n\r\nGET /end HTTP/1.1\r\n\r\nnonsense\r\n\r\n`,
    ).catch(() => '');
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 206', 'HTTP/1.1 404']);
    expect(origin.requests.map(({ method, target, path, socket }) => [method, target, path, socket])).toEqual([
      ['HEAD', '/file.bin', '/file.bin', 1],
      ['GET', '/file.bin?signed=1', '/file.bin', 1],
      ['GET', '/end', '/end', 1],
    ]);
    expect(origin.bytesSent('/file.bin')).toBe(1);
  });

  test.each(['chunked', 'until-close'] as const)('serves a file without length (%s)', async (length) => {
    const origin = await open();
    const got = await get(origin.serve('/a', { seed: SEED, sizeBytes: SIZE, length }), { range: 'bytes=5-' });
    expect(got).toMatchObject({ status: 200, complete: true });
    expect(got.headers).not.toHaveProperty('content-length');
    expect(got.body.equals(content())).toBe(true);
  });

  test.each([0, 1])('serves a file of %i bytes', async (sizeBytes) => {
    const origin = await open();
    const got = await get(origin.serve('/a', { seed: SEED, sizeBytes }));
    expect([got.status, got.complete, got.body.length]).toEqual([200, true, sizeBytes]);
  });

  test('serves the replacement under new validators', async () => {
    const { origin, url } = await serveWith();
    const before = await get(url);
    origin.replace('/file.bin', { seed: 8 });
    const after = await get(url);
    expect(after.body.equals(content(0, SIZE, 8))).toBe(true);
    expect(after.headers['etag']).not.toBe(before.headers['etag']);
    expect(after.headers['last-modified']).toBe('Thu, 02 Jan 2025 00:00:00 GMT');
  });

  test('speaks TLS with a certificate that only its own authority vouches for', async () => {
    const origin = await open({ tls: true });
    const url = origin.serve('/a', { seed: SEED, sizeBytes: SIZE });
    await expect(get(url)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const got = await get(url, {}, { ca: origin.ca ?? '' });
    expect(got.body.equals(content())).toBe(true);
  });

  test('stops at an exact byte over several connections, and goes on when told', async () => {
    const { origin, url } = await serveWith();
    const release = origin.hold('/file.bin', { afterBytes: 123_456 });
    const halves = [get(url, { range: 'bytes=0-149999' }), get(url, { range: 'bytes=150000-' })];
    await origin.untilBytesSent('/file.bin', 123_456);
    expect([origin.bytesSent('/file.bin'), origin.openConnections()]).toEqual([123_456, 2]);
    release();
    const bodies = await Promise.all(halves.map(async (half) => (await half).body));
    expect(Buffer.concat(bodies).equals(content())).toBe(true);
    await origin.untilIdle();
    expect(origin.requests.every((request) => request.endOrder !== null)).toBe(true);
  });

  test('serves many requests over kept connections to fetch', async () => {
    const { origin, url } = await serveWith(status(503, { times: 1 }));
    expect((await fetch(url)).status).toBe(503);
    const ranges = Array.from({ length: 30 }, (_, index) => byteRange(index * 10_000, (index + 1) * 10_000));
    const pieces: Buffer[] = [];
    for (const { start, end } of ranges) {
      const response = await fetch(url, { headers: { range: `bytes=${start}-${end - 1}` } });
      pieces.push(Buffer.from(await response.arrayBuffer()));
    }
    expect(Buffer.concat(pieces).equals(content())).toBe(true);
    expect(origin.bytesSent('/file.bin')).toBe(SIZE);
    expect(new Set(origin.requests.map((request) => request.socket)).size).toBeLessThan(5);
  });

  test('a rate holds each connection to its cap and changes no byte', async () => {
    const origin = await open();
    const url = origin.serve('/a', { seed: SEED, sizeBytes: SIZE, rateBytesPerSecond: 6_000_000 });
    expect((await get(url)).body.equals(content())).toBe(true);
  });

  test('notices that the client left while the transfer was held', async () => {
    const { origin, url } = await serveWith();
    origin.hold('/file.bin', { afterBytes: 0 });
    const leave = new AbortController();
    const got = get(url, {}, { signal: leave.signal }).catch(() => null);
    await origin.untilRequests(1);
    leave.abort();
    await got;
    await origin.untilIdle();
    await origin.untilConnections(0);
    expect(origin.requests).toMatchObject([{ bodyBytesSent: 0, startOrder: 1, endOrder: 2 }]);
  });
});

describe('faults that break the transfer', () => {
  test('dropAfter ends the connection cleanly at the byte', async () => {
    const { url, origin } = await serveWith(dropAfter(1000));
    const got = await get(url);
    expect([got.complete, got.body.length, origin.bytesSent('/file.bin')]).toEqual([false, 1000, 1000]);
  });

  test.each([false, true])('resetAfter resets the connection (TLS: %s)', async (tls) => {
    const origin = await open({ tls });
    const url = origin.serve('/a', { seed: SEED, sizeBytes: SIZE, faults: [resetAfter(1000)] });
    const code = await new Promise((resolve, reject) => {
      const start = tls ? httpsGet : httpGet;
      start(url, { agent: false, ...(origin.ca === null ? {} : { ca: origin.ca }) }, (response) => {
        response.on('error', (error: NodeJS.ErrnoException) => resolve(error.code)).resume();
        response.on('end', () => reject(new Error('ended')));
      }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect(code).toBe('ECONNRESET');
  });

  test('stallAfter and stallHead keep the connection open until the client leaves', async () => {
    for (const [fault, sent] of [
      [stallAfter(1000), 1000],
      [stallHead(), 0],
    ] as const) {
      const { url, origin } = await serveWith(fault);
      const leave = new AbortController();
      const got = get(url, {}, { signal: leave.signal }).catch(() => null);
      await origin.untilRequests(1);
      await origin.untilBytesSent('/file.bin', sent);
      expect(origin.openConnections()).toBe(1);
      leave.abort();
      await got;
      await origin.untilIdle();
      expect(origin.bytesSent('/file.bin')).toBe(sent);
    }
  });

  test('shortBody, badChunk, two lengths and a lying keep-alive are seen as such by a client', async () => {
    expect(await get((await serveWith(shortBody(1))).url)).toMatchObject({ complete: false, body: { length: SIZE - 1 } });
    await expect(get((await serveWith(badChunk())).url)).rejects.toThrow('chunk size');
    await expect(get((await serveWith(twoContentLengths())).url)).rejects.toMatchObject({ code: 'HPE_UNEXPECTED_CONTENT_LENGTH' });
    const { url } = await serveWith(keepAliveLie());
    const text = await raw(url, 'HEAD /file.bin HTTP/1.1\r\n\r\n');
    expect(text).toContain('Connection: keep-alive');
  });

  test('longBody sends more than it announces', async () => {
    const { url } = await serveWith(longBody(11), noETag(), keepAliveLie());
    const text = await raw(url, 'GET /file.bin HTTP/1.1\r\nRange: bytes=0-9\r\n\r\n');
    expect(text).toContain('Content-Length: 10\r\n');
    expect(text.endsWith('x'.repeat(11))).toBe(true);
  });

  test('bitFlip changes one bit of one byte', async () => {
    const { url } = await serveWith(bitFlip(200_001));
    const { body } = await get(url, { range: 'bytes=200000-200002' });
    const honest = content(200_000, 200_003);
    expect([...body].map((byte, index) => byte ^ (honest[index] ?? 0))).toEqual([0, 1, 0]);
  });

  test('slowDrip delivers the same bytes', async () => {
    const { url } = await serveWith(slowDrip(3_000_000));
    expect((await get(url, { range: 'bytes=0-99999' })).body.equals(content(0, 100_000))).toBe(true);
  });
});

describe('faults in the head', () => {
  test('status strikes so often as told and names when to come back', async () => {
    const { url } = await serveWith(status(503, { times: 2, retryAfter: 3 }));
    expect(await get(url)).toMatchObject({ status: 503, headers: { 'retry-after': '3' } });
    expect(await get(url)).toMatchObject({ status: 503 });
    expect(await get(url)).toMatchObject({ status: 200 });
  });

  test('faults take their turns one after the other, each striking as often as told', async () => {
    const { url } = await serveWith(
      dropAfter(5, { times: 1 }),
      status(503, { times: 1 }),
      status(429, { times: 1 }),
      starTotal({ times: 1 }),
    );
    const seen = [];
    for (let turn = 0; turn < 5; turn++) {
      const { status: code, body, headers } = await get(url, { range: 'bytes=10-19' });
      seen.push([code, code === 206 ? body.length : 0, headers['content-range']]);
    }
    expect(seen).toEqual([
      [503, 0, undefined],
      [429, 0, undefined],
      [206, 5, 'bytes 10-19/*'],
      [206, 10, `bytes 10-19/${SIZE}`],
      [206, 10, `bytes 10-19/${SIZE}`],
    ]);
  });

  test('a fault can leave the first requests alone, or strike one range only', async () => {
    const { url } = await serveWith(
      status(500, { onlyAfterFirst: 1, times: 1 }),
      status(404, { forRange: byteRange(100, 200), onlyAfterFirst: 2 }),
    );
    const statuses = [];
    for (const range of ['bytes=150-', 'bytes=0-', 'bytes=99-', 'bytes=199-', 'bytes=200-'])
      statuses.push((await get(url, { range })).status);
    expect(statuses).toEqual([206, 500, 206, 404, 206]);
  });

  test.each<[string, Fault, object]>([
    ['ignoreRange', ignoreRange(), { status: 200, body: { length: SIZE } }],
    ['wrongStart', wrongStart(-5), { status: 206, headers: { 'content-range': `bytes 5-19/${SIZE}`, 'content-length': '15' } }],
    ['wrongEnd', wrongEnd(3), { headers: { 'content-range': `bytes 10-22/${SIZE}`, 'content-length': '10' } }],
    ['wrongTotal', wrongTotal('18446744073709551616'), { headers: { 'content-range': 'bytes 10-19/18446744073709551616' } }],
    ['starTotal', starTotal(), { headers: { 'content-range': 'bytes 10-19/*' } }],
    ['shorterRange', shorterRange(4), { headers: { 'content-range': `bytes 10-13/${SIZE}` }, body: { length: 4 } }],
    ['wholeBodyAs206', wholeBodyAs206(), { status: 206, headers: { 'content-range': `bytes 10-19/${SIZE}` }, body: { length: SIZE } }],
    ['multipart', multipartByteranges(), { status: 206, headers: { 'content-type': 'multipart/byteranges; boundary=sluice-boundary' } }],
    ['weakETag', weakETag(), { headers: { etag: 'W/"7-493e0"' } }],
    ['chunked', chunked(), { status: 206, headers: { 'transfer-encoding': 'chunked' }, body: { length: 10 } }],
    ['noLength', noLength(), { status: 206, headers: { connection: 'close' }, complete: true, body: { length: 10 } }],
    ['gzip', gzip(), { status: 200, headers: { 'content-encoding': 'gzip', etag: 'W/"7-493e0"' } }],
    ['http10', http10(), { status: 206, headers: { connection: 'close' } }],
    ['htmlLogin', htmlLogin(), { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } }],
    ['redirect', redirect('/other', 307), { status: 307, headers: { location: '/other' } }],
    ['redirectLoop', redirectLoop(), { status: 302, headers: { location: '/file.bin' } }],
    ['cookieBound', cookieBound('session'), { status: 403 }],
  ])('%s', async (_name, fault, expected) => {
    const { url } = await serveWith(fault);
    expect(await get(url, { range: 'bytes=10-19' })).toMatchObject({ complete: true, ...expected });
  });

  test('headers go missing', async () => {
    const range = { range: 'bytes=10-19' };
    expect((await get((await serveWith(contentRangeMissing())).url, range)).headers).not.toHaveProperty('content-range');
    expect((await get((await serveWith(noETag())).url, range)).headers).not.toHaveProperty('etag');
    const bare = await get((await serveWith(noValidators())).url, range);
    expect(bare.headers).not.toHaveProperty('etag');
    expect(bare.headers).not.toHaveProperty('last-modified');
  });

  test('refuseIfRange, cookieBound and headRefused look at the request', async () => {
    const conditional = await serveWith(refuseIfRange());
    expect(await get(conditional.url, { range: 'bytes=1-2' })).toMatchObject({ status: 206 });
    expect(await get(conditional.url, { range: 'bytes=1-2', 'if-range': '"7-493e0"' })).toMatchObject({ status: 200 });
    const bound = await serveWith(cookieBound('session'), headRefused(405));
    expect(await get(bound.url, { cookie: 'a=b; session=1' })).toMatchObject({ status: 200 });
    expect(await get(bound.url, { cookie: 'session=1' }, { method: 'HEAD' })).toMatchObject({ status: 405 });
  });

  test('an interim response comes before the real one, and a malformed head is refused by a client', async () => {
    expect(await get((await serveWith(interim(103))).url)).toMatchObject({ status: 200, complete: true });
    await expect(get((await serveWith(malformedHead())).url)).rejects.toMatchObject({ code: 'HPE_INVALID_CONSTANT' });
  });

  test.each([204, 304])('status %i has no body, and the connection goes on', async (code) => {
    const { url } = await serveWith(status(code, { times: 1 }), keepAliveLie({ onlyAfterFirst: 1 }));
    const text = await raw(url, 'GET /file.bin HTTP/1.1\r\n\r\nHEAD /file.bin HTTP/1.1\r\n\r\n');
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${code}`, 'HTTP/1.1 200']);
  });

  test('headerBomb sends more headers than a client takes', async () => {
    const { url } = await serveWith(headerBomb(64 * 1024));
    await expect(get(url)).rejects.toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
  });
});

describe('faults that change with time', () => {
  test('changeETagAfter makes it another file that says so; sameSizeSwapAfter one that does not', async () => {
    const honest = await serveWith(changeETagAfter(1));
    const first = await get(honest.url);
    const second = await get(honest.url);
    expect(second.headers['etag']).toBe('"7-493e0-changed"');
    expect(second.body.equals(content(0, SIZE, changedSeed(SEED)))).toBe(true);
    const silent = await serveWith(sameSizeSwapAfter(1));
    await get(silent.url);
    const swapped = await get(silent.url);
    expect(swapped.headers['etag']).toBe(first.headers['etag']);
    expect(swapped.body.equals(first.body)).toBe(false);
  });

  test('perNodeETag takes turns', async () => {
    const { url } = await serveWith(perNodeETag());
    const etags = [];
    for (let turn = 0; turn < 3; turn++) etags.push((await get(url)).headers['etag']);
    expect(etags).toEqual(['"7-493e0-node1"', '"7-493e0-node0"', '"7-493e0-node1"']);
  });

  test('links expire after so many GETs; HEAD costs nothing', async () => {
    const once = await serveWith(oneTimeUrl());
    expect([(await get(once.url, {}, { method: 'HEAD' })).status, (await get(once.url)).status, (await get(once.url)).status]).toEqual([
      200, 200, 404,
    ]);
    const twice = await serveWith(expireAfter(2, 403));
    expect([(await get(twice.url)).status, (await get(twice.url)).status, (await get(twice.url)).status]).toEqual([200, 200, 403]);
  });

  test('maxConnections turns away what is too much, and lets in again', async () => {
    for (const then of [429, 'reset', 'refuse'] as const) {
      const { url, origin } = await serveWith(maxConnections(1, then));
      const release = origin.hold('/file.bin', { afterBytes: 10 });
      const first = get(url);
      await origin.untilBytesSent('/file.bin', 10);
      const second = await get(url).catch((error: NodeJS.ErrnoException) => error.code);
      if (then === 429) expect(second).toMatchObject({ status: 429 });
      else expect(second).toBe(then === 'reset' ? 'ECONNRESET' : 'ECONNREFUSED');
      release();
      expect((await first).complete).toBe(true);
      await origin.untilConnections(0);
      expect(await get(url)).toMatchObject({ status: 200, complete: true });
    }
  });
});
