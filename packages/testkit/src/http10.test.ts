/** A server is fair to clients that speak HTTP/1.0: they get nothing that they cannot read. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { byteRange } from '@sluice/model';
import { badChunk, chunked, gzip, interim, type Fault } from './faults.ts';
import { exchange } from './object-store/testing/raw-request.ts';
import { startOrigin, type Origin } from './origin.ts';
import { seededBytes } from './seeded-bytes.ts';
import type { ServeOptions } from './served-file.ts';

async function serve(options: Partial<ServeOptions> & { readonly faults?: readonly Fault[] } = {}): Promise<Origin> {
  const origin = await startOrigin();
  onTestFinished(() => origin.close());
  origin.serve('/file', { seed: 1, sizeBytes: 1000, ...options });
  return origin;
}

function bodyOf(response: string): Buffer {
  return Buffer.from(response.slice(response.indexOf('\r\n\r\n') + 4), 'latin1');
}

const CONTENT = Buffer.from(seededBytes(1, byteRange(0, 1000)));

describe.each([
  { what: 'chunks', options: { faults: [chunked()] } },
  { what: 'a body that is chunked by nature', options: { length: 'chunked' as const } },
  { what: 'a bad chunk', options: { faults: [badChunk()] } },
  { what: 'an interim response', options: { faults: [interim(103)] } },
  { what: 'an honest answer', options: {} },
])('instead of $what', ({ options }) => {
  test('an HTTP/1.0 client gets one plain body that ends with the connection', async () => {
    const origin = await serve(options);
    const response = await exchange(origin.port, 'GET /file HTTP/1.0\r\n\r\n');
    expect(response).toMatch(/^HTTP\/1\.[01] 200 /);
    expect(response).not.toMatch(/transfer-encoding|keep-alive/i);
    expect(bodyOf(response)).toEqual(CONTENT);
  });
});

test('an HTTP/1.0 client gets a compressed body unchunked', async () => {
  const origin = await serve({ faults: [gzip()] });
  const response = await exchange(origin.port, 'GET /file HTTP/1.0\r\n\r\n');
  expect(response).toMatch(/content-encoding: gzip/i);
  expect(bodyOf(response).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
});

test('an HTTP/1.0 client that asks to go on is kept, where the length is announced', async () => {
  const origin = await serve();
  const keep = 'GET /file HTTP/1.0\r\nConnection: keep-alive\r\nRange: bytes=0-4\r\n\r\n';
  const response = await exchange(origin.port, `${keep}${keep}GET /file HTTP/1.0\r\nRange: bytes=0-4\r\n\r\n`);
  expect(response.match(/HTTP\/1\.1 206/g)?.length).toBe(3);
  expect(origin.requests.map(({ socket }) => socket)).toEqual([1, 1, 1]);
});

test('an HTTP/1.0 client that asks to go on is not kept where only the end of the connection says that it is all', async () => {
  const origin = await serve({ faults: [chunked()] });
  const response = await exchange(origin.port, 'GET /file HTTP/1.0\r\nConnection: keep-alive\r\n\r\n');
  expect(bodyOf(response)).toEqual(CONTENT);
});

test('an HTTP/1.1 client gets its chunks, and the end that it asks for', async () => {
  const origin = await serve({ faults: [chunked()] });
  const response = await exchange(origin.port, 'GET /file HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  expect(response).toMatch(/transfer-encoding: chunked/i);
  expect(response.endsWith('\r\n0\r\n\r\n')).toBe(true);
});
