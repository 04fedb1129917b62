import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publishedDigest } from './published-digest.ts';
import type { ResponseHead } from './response-head.ts';

const hash = (algorithm: string, encoding: 'base64' | 'hex'): string => createHash(algorithm).update('the file').digest(encoding);
const head = (status: number, ...headers: [string, string][]): ResponseHead => ({ status, headers });
const found = (algorithm: string) => ({ algorithm, hex: hash(algorithm, 'hex'), from: 'server' });

const REPR = ['repr-digest', `sha-256=:${hash('sha256', 'base64')}:`] as [string, string];
const CONTENT = ['content-digest', `sha-256=:${hash('sha256', 'base64')}:`] as [string, string];
const MD5 = ['content-md5', hash('md5', 'base64')] as [string, string];

describe('E1: a published digest of the whole file is found', () => {
  test.each([
    ['Repr-Digest on a 206', head(206, REPR), 'sha256'],
    ['Repr-Digest with a parameter', head(206, ['repr-digest', `sha-256=:${hash('sha256', 'base64')}:;a=1`]), 'sha256'],
    [
      'the stronger of two',
      head(206, ['repr-digest', `sha-256=:${hash('sha256', 'base64')}:, sha-512=:${hash('sha512', 'base64')}:`]),
      'sha512',
    ],
    ['Digest', head(206, ['digest', `SHA-256=${hash('sha256', 'base64')}`]), 'sha256'],
    ['Digest in any case, among unknown ones', head(200, ['digest', `unixsum=30637, sha=${hash('sha1', 'base64')}`]), 'sha1'],
    ['Digest: MD5', head(206, ['digest', `md5=${hash('md5', 'base64')}`]), 'md5'],
    ['Content-MD5 on a 200', head(200, MD5), 'md5'],
    ['Content-Digest on a 200', head(200, CONTENT), 'sha256'],
    ['the strongest of all fields', head(200, MD5, ['digest', `sha=${hash('sha1', 'base64')}`], REPR), 'sha256'],
    ['Repr-Digest under a content coding', head(200, REPR, ['content-encoding', 'gzip']), 'sha256'],
  ])('%s', (_, response, algorithm) => {
    expect(publishedDigest(response)).toEqual(found(algorithm));
  });
});

describe('what does not cover the stored file, or can not be read, is not believed', () => {
  test.each([
    ['nothing', head(200)],
    ['Content-MD5 of a part', head(206, MD5)],
    ['Content-Digest of a part', head(206, CONTENT)],
    ['Content-MD5 under a content coding', head(200, MD5, ['content-encoding', 'gzip'])],
    ['Digest under a content coding', head(200, ['digest', `md5=${hash('md5', 'base64')}`], ['content-encoding', 'br'])],
    ['the digest of an error page', head(404, REPR)],
    ['hex instead of base64', head(200, ['digest', `md5=${hash('md5', 'hex')}`])],
    ['a wrong length', head(200, ['digest', `sha-256=${hash('md5', 'base64')}`])],
    ['missing padding', head(200, ['content-md5', hash('md5', 'base64').replace(/=+$/, '')])],
    ['a string instead of bytes', head(200, ['repr-digest', `sha-256="${hash('sha256', 'base64')}"`])],
    ['a deprecated algorithm in a new field', head(200, ['repr-digest', `md5=:${hash('md5', 'base64')}:`])],
    ['two that disagree', head(200, MD5, ['digest', `md5=${createHash('md5').update('x').digest('base64')}`])],
    ['a property of objects', head(200, ['digest', 'constructor=abcd'])],
  ])('%s', (_, response) => {
    expect(publishedDigest(response)).toBeNull();
  });
});

const AMZ = (name: string, value: string): [string, string] => [`x-amz-checksum-${name}`, value];
const SHA256 = hash('sha256', 'base64');

describe('E1: what object stores publish', () => {
  test.each([
    ['S3: SHA-256', head(206, AMZ('sha256', SHA256)), 'sha256', hash('sha256', 'hex')],
    [
      'S3: SHA-1 of the full object',
      head(200, AMZ('sha1', hash('sha1', 'base64')), ['x-amz-checksum-type', 'FULL_OBJECT']),
      'sha1',
      hash('sha1', 'hex'),
    ],
    ['S3: CRC-32C', head(206, AMZ('crc32c', '4waSgw==')), 'crc32c', 'e3069283'],
    ['S3: CRC-64/NVME', head(206, AMZ('crc64nvme', 'rosUhgp5mIg=')), 'crc64nvme', 'ae8b14860a799888'],
    [
      'GCS: MD5 before CRC-32C',
      head(206, ['x-goog-hash', 'crc32c=4waSgw=='], ['x-goog-hash', `md5=${hash('md5', 'base64')}`]),
      'md5',
      hash('md5', 'hex'),
    ],
    ['GCS: both in one line', head(206, ['x-goog-hash', 'crc32c=4waSgw==, md5=x']), 'crc32c', 'e3069283'],
    ['OSS: CRC-64', head(206, ['x-oss-hash-crc64ecma', '11051210869376104954']), 'crc64', '995dc9bbdf1939fa'],
    ['OSS: CRC-64 with leading zeros', head(206, ['x-oss-hash-crc64ecma', '1']), 'crc64', '0000000000000001'],
  ])('%s', (_, response, algorithm, hex) => {
    expect(publishedDigest(response)).toEqual({ algorithm, hex, from: 'server' });
  });

  test.each([
    ['a checksum of checksums', head(206, AMZ('sha256', `${SHA256}-5`))],
    ['one that says so', head(206, AMZ('sha256', SHA256), ['x-amz-checksum-type', 'COMPOSITE'])],
    ['S3 under a content coding', head(200, AMZ('sha256', SHA256), ['content-encoding', 'gzip'])],
    ['GCS that decompressed the object', head(200, ['x-goog-hash', 'crc32c=4waSgw=='], ['x-goog-stored-content-encoding', 'gzip'])],
    ['a CRC-64 that is too large', head(200, ['x-oss-hash-crc64ecma', '18446744073709551616'])],
    ['two CRC-64s', head(200, ['x-oss-hash-crc64ecma', '1'], ['x-oss-hash-crc64ecma', '2'])],
    ['no number', head(200, ['x-oss-hash-crc64ecma', '-1'])],
  ])('%s is not believed', (_, response) => {
    expect(publishedDigest(response)).toBeNull();
  });
});

test('where the strongest is disputed, the next one counts', () => {
  const other = createHash('sha512').update('x').digest('base64');
  const value = `sha-512=:${hash('sha512', 'base64')}:, sha-512=:${other}:, sha-256=:${hash('sha256', 'base64')}:`;
  expect(publishedDigest(head(206, ['repr-digest', value]))).toEqual(found('sha256'));
});

test('hostile values never throw, and give no digest', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('repr-digest', 'digest', 'content-md5', 'content-digest', 'x-amz-checksum-sha256', 'x-goog-hash'),
      fc.string({ unit: 'binary' }),
      (name, value) => {
        expect(publishedDigest(head(200, [name, value]))).toBeNull();
      },
    ),
  );
});
