import { describe, expect, test } from 'vitest';
import type { RequestHead } from '../read-request.ts';
import { resolveAddress, type HostNames } from './address.ts';
import { authenticate, type Caller } from './authenticate.ts';
import { readOssV1 } from './claim-oss-v1.ts';
import { readOssV4 } from './claim-oss-v4.ts';
import { parseTarget } from './raw-target.ts';
import type { Dialect, StoreError } from './store-error.ts';
import { V1_VECTORS, V4_VECTORS, type Vector } from './testing/vectors.ts';

const NO_NAMES: HostNames = { endpoints: {}, cnames: {} };

function ask(
  dialect: Dialect,
  request: RequestHead,
  who: { secret: string; region: string; timeMs: number; names?: HostNames; token?: string },
): Caller | StoreError {
  const { secret, region, timeMs, names = NO_NAMES, token } = who;
  const target = parseTarget(request.target);
  if (target === null) throw new Error(`no target: ${request.target}`);
  const address = resolveAddress(request.headers['host'] ?? '127.0.0.1', target, names);
  const key = { secret, ...(token === undefined ? {} : { token }) };
  const credentials = ['ak', 'AKIAIOSFODNN7EXAMPLE'].map((accessKeyId) => ({ accessKeyId, ...key }));
  return authenticate(request, address, { dialect, region, credentials, nowMs: timeMs, ...names });
}

function askWith(vector: Vector, request: RequestHead): Caller | StoreError {
  const usesToken = /security-token/.test(JSON.stringify([request.target, request.headers]));
  return ask('oss', request, { ...vector, ...(usesToken ? { token: 'token' } : {}) });
}

describe.each([
  { name: 'V4', vectors: V4_VECTORS, read: readOssV4 },
  { name: 'V1', vectors: V1_VECTORS, read: readOssV1 },
])('OSS signature $name', ({ vectors, read }) => {
  test.each(vectors)('$id: what is signed is what the vector says', ({ request, stringToSign }) => {
    const target = parseTarget(request.target);
    const claim = target === null ? null : read(request, resolveAddress('127.0.0.1', target, NO_NAMES));
    expect(claim).toMatchObject({ stringToSign });
  });

  test.each(vectors)('$id is accepted', (vector) => {
    expect(askWith(vector, vector.request)).toMatchObject({ kind: 'known', credential: { accessKeyId: 'ak' } });
  });

  test.each(vectors)('$id is refused for another key of the bucket, another verb, and another secret', (vector) => {
    const refused = { kind: 'store-error', code: 'SignatureDoesNotMatch' };
    const { request } = vector;
    expect(askWith(vector, { ...request, target: request.target.replace(/^(\/[^/]+\/)/, '$1x') })).toMatchObject(refused);
    expect(askWith(vector, { ...request, method: 'DELETE' })).toMatchObject(refused);
    expect(askWith({ ...vector, secret: `${vector.secret}x` }, request)).toMatchObject(refused);
  });
});

test('a header that V4 signs only when it is named may change where it is not', () => {
  const change = (id: string): Caller | StoreError | undefined => {
    const vector = V4_VECTORS.find((candidate) => candidate.id === id);
    return vector && askWith(vector, { ...vector.request, headers: { ...vector.request.headers, abc: 'another' } });
  };
  expect(change('V4-H1')).toMatchObject({ kind: 'known' });
  expect(change('V4-H3')).toMatchObject({ code: 'SignatureDoesNotMatch' });
});

describe('AWS signature V4, with the examples of its documentation', () => {
  const names: HostNames = { endpoints: { 's3.amazonaws.com': 'us-east-1' }, cnames: {} };
  const who = {
    secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
    timeMs: Date.parse('2013-05-24T00:00:00Z'),
    names,
  };
  const inHeader: RequestHead = {
    version: '1.1',
    method: 'GET',
    target: '/test.txt',
    headers: {
      host: 'examplebucket.s3.amazonaws.com',
      range: 'bytes=0-9',
      'x-amz-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-amz-date': '20130524T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    },
    body: '',
  };
  const link: RequestHead = {
    version: '1.1',
    method: 'GET',
    target:
      '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    headers: { host: 'examplebucket.s3.amazonaws.com' },
    body: '',
  };

  test('GET with a range, signed in its headers', () => {
    expect(ask('s3', inHeader, who)).toMatchObject({ kind: 'known' });
    expect(ask('s3', { ...inHeader, headers: { ...inHeader.headers, range: 'bytes=0-8' } }, who)).toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
  });

  test('a presigned link', () => {
    expect(ask('s3', link, who)).toMatchObject({ kind: 'known' });
    expect(ask('s3', { ...link, method: 'HEAD' }, who)).toMatchObject({ code: 'SignatureDoesNotMatch' });
    expect(ask('s3', link, { ...who, timeMs: who.timeMs + 86_401_000 })).toMatchObject({
      code: 'AccessDenied',
      message: 'Request has expired',
    });
  });

  test('a header x-amz-* that is not signed is refused', () => {
    expect(ask('s3', { ...link, headers: { ...link.headers, 'x-amz-checksum-mode': 'ENABLED' } }, who)).toMatchObject({
      code: 'AccessDenied',
      message: 'There were headers present in the request which were not signed',
    });
  });

  test('the region of another endpoint is refused, and the right one named', () => {
    const elsewhere = { ...who, names: { endpoints: { 's3.amazonaws.com': 'eu-west-1' }, cnames: {} } };
    expect(ask('s3', inHeader, elsewhere)).toMatchObject({ code: 'AuthorizationHeaderMalformed', extra: [['Region', 'eu-west-1']] });
  });
});

test('a signature a quarter of an hour off is too skewed, on either side', () => {
  const [vector] = V4_VECTORS;
  if (vector === undefined) throw new Error('no vectors');
  const at = (offsetMs: number): Caller | StoreError => askWith({ ...vector, timeMs: vector.timeMs + offsetMs }, vector.request);
  expect(at(15 * 60_000)).toMatchObject({ kind: 'known' });
  expect(at(15 * 60_000 + 1)).toMatchObject({ code: 'RequestTimeTooSkewed' });
  expect(at(-15 * 60_000 - 1)).toMatchObject({ code: 'RequestTimeTooSkewed' });
});
