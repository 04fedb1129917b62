/** G3: every published vector is reproduced byte for byte. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { signV1Query, v1Parts } from './oss-v1.ts';
import { signV1Header } from './oss-v1.ts';
import { signV4Header, signV4Query, v4Parts } from './oss-v4.ts';
import { signS3Header, signS3Query } from './sig-v4.ts';
import type { Pair, Unsigned } from './signing.ts';

interface Vector {
  readonly id: string;
  readonly input: {
    readonly method: Unsigned['verb'];
    readonly bucket: string;
    readonly key?: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly ak: string;
    readonly sk: string;
    readonly region: string;
    readonly product: string;
    readonly time: number;
    readonly token?: string;
    readonly additional?: readonly string[];
    readonly expires?: number;
    readonly mode?: 'query';
    readonly date: string;
    readonly sub?: readonly string[];
  };
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
}

const file = new URL('../../../testkit/src/object-store/testing/oss-vectors.json', import.meta.url);
const VECTORS: { readonly v4: readonly Vector[]; readonly v1: readonly Vector[] } = JSON.parse(readFileSync(file, 'utf8'));

function unsigned({ input }: Vector): Unsigned {
  const { method, bucket, key = '', query = {}, headers = {} } = input;
  return { verb: method, bucket, key, query: Object.entries(query), headers: Object.entries(headers) };
}

const valueOf = (pairs: readonly Pair[], name: string): string => pairs.find(([one]) => one === name)?.[1] ?? '';

test('the file holds the vectors', () => {
  expect([VECTORS.v4.length, VECTORS.v1.length]).toEqual([15, 7]);
});

describe('G3: OSS V4', () => {
  test.each(VECTORS.v4.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => {
    const { ak, sk, region, product, time, token = null, additional = [], expires = 0, mode } = vector.input;
    const request = unsigned(vector);
    const scope = { region, product, nowMs: time * 1000, additional };
    const credentials = { accessKeyId: ak, secret: sk, token };
    if (mode === 'query') {
      const added = signV4Query(request, credentials, { ...scope, expiresSeconds: expires });
      const names = valueOf(added, 'x-oss-additional-headers');
      const query = [...request.query, ...added.filter(([name]) => name !== 'x-oss-signature')];
      const parts = v4Parts({ ...request, query }, sk, scope, names === '' ? [] : names.split(';'));
      expect(parts).toEqual({
        canonicalRequest: vector.canonicalRequest,
        stringToSign: vector.stringToSign,
        signature: vector.signature,
      });
      expect(valueOf(added, 'x-oss-signature')).toBe(vector.signature);
      return;
    }
    const added = signV4Header(request, credentials, scope);
    const authorization = valueOf(added, 'Authorization');
    const names = /AdditionalHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
    const headers = [...request.headers, ...added.filter(([name]) => name !== 'Authorization')];
    const { canonicalRequest, stringToSign } = v4Parts({ ...request, headers }, sk, scope, names);
    expect({ canonicalRequest, stringToSign }).toEqual({ canonicalRequest: vector.canonicalRequest, stringToSign: vector.stringToSign });
    const day = new Date(time * 1000).toISOString().slice(0, 10).replaceAll('-', '');
    const list = names.length === 0 ? '' : `,AdditionalHeaders=${names.join(';')}`;
    expect(authorization).toBe(
      `OSS4-HMAC-SHA256 Credential=${ak}/${day}/${region}/${product}/aliyun_v4_request${list},Signature=${vector.signature}`,
    );
  });
});

describe('G3: OSS V1', () => {
  test.each(VECTORS.v1.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => {
    const { date, sk, sub = [] } = vector.input;
    expect(v1Parts(unsigned(vector), sk, date, sub)).toEqual({ stringToSign: vector.stringToSign, signature: vector.signature });
  });

  test('a link carries the id, the time and the signature of V1-U2', () => {
    const request: Unsigned = { verb: 'GET', bucket: 'bucket', key: 'key+123', query: [['versionId', 'versionId']], headers: [] };
    expect(signV1Query(request, { accessKeyId: 'ak', secret: 'sk', token: 'token' }, 1699808204)).toEqual([
      ['security-token', 'token'],
      ['OSSAccessKeyId', 'ak'],
      ['Expires', '1699808204'],
      ['Signature', 'jzKYRrM5y6Br0dRFPaTGOsbrDhY='],
    ]);
  });

  test('a header carries the id and the signature of the date that goes with it', () => {
    const request: Unsigned = { verb: 'GET', bucket: 'examplebucket', key: '', query: [['acl', '']], headers: [] };
    const added = signV1Header(request, { accessKeyId: 'ak', secret: 'sk', token: null }, Date.UTC(2022, 11, 28, 10, 27, 41));
    expect(added[0]).toEqual(['x-oss-date', 'Wed, 28 Dec 2022 10:27:41 GMT']);
    const { signature } = v1Parts({ ...request, headers: [added[0]!] }, 'sk', 'Wed, 28 Dec 2022 10:27:41 GMT');
    expect(added[1]).toEqual(['Authorization', `OSS ak:${signature}`]);
  });
});

/** From the S3 reference, “Signature calculations: examples”. */
describe('G3: AWS SigV4', () => {
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', token: null };
  const scope = { region: 'us-east-1', nowMs: Date.UTC(2013, 4, 24) };
  const request = { verb: 'GET', host: 'examplebucket.s3.amazonaws.com', path: '/test.txt', query: [], headers: [], body: '' } as const;

  test('the header of “GET Object” with a range', () => {
    const added = signS3Header({ ...request, headers: [['Range', 'bytes=0-9']] }, credentials, scope);
    expect(valueOf(added, 'Authorization')).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
        'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,' +
        'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });

  test('the header of “List Objects”', () => {
    const query = [
      ['max-keys', '2'],
      ['prefix', 'J'],
    ] as const;
    expect(valueOf(signS3Header({ ...request, path: '/', query }, credentials, scope), 'Authorization')).toContain(
      'Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    );
  });

  test('the presigned link', () => {
    const added = signS3Query(request, credentials, { ...scope, expiresSeconds: 86_400 });
    expect(valueOf(added, 'X-Amz-Signature')).toBe('aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
  });
});
