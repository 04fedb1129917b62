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

test('where the strongest is disputed, the next one counts', () => {
  const other = createHash('sha512').update('x').digest('base64');
  const value = `sha-512=:${hash('sha512', 'base64')}:, sha-512=:${other}:, sha-256=:${hash('sha256', 'base64')}:`;
  expect(publishedDigest(head(206, ['repr-digest', value]))).toEqual(found('sha256'));
});

test('hostile values never throw, and give no digest', () => {
  fc.assert(
    fc.property(fc.constantFrom('repr-digest', 'digest', 'content-md5', 'content-digest'), fc.string({ unit: 'binary' }), (name, value) => {
      expect(publishedDigest(head(200, [name, value]))).toBeNull();
    }),
  );
});
