import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeSource } from './describe-source.ts';
import { expiryOf } from './expiry.ts';
import { redactUrl } from './redact-url.ts';

const AT = Date.UTC(2026, 10, 22, 10, 15, 0);
const SECONDS = AT / 1000;

describe('D3: when a signed link ends to work', () => {
  test.each([
    ['S3 V4', 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261122T091500Z&X-Amz-Expires=3600&X-Amz-Signature=ff'],
    ['OSS V4', 'x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-date=20261122T091500Z&x-oss-expires=3600&x-oss-signature=ff'],
    ['GCS V4', 'X-Goog-Date=20261122T091500Z&X-Goog-Expires=3600&X-Goog-Signature=ff'],
    ['OSS V1', `OSSAccessKeyId=id&Expires=${SECONDS}&Signature=abc`],
    ['S3 V2', `AWSAccessKeyId=id&Expires=${SECONDS}&Signature=abc`],
    ['CloudFront', `Expires=${SECONDS}&Signature=abc&Key-Pair-Id=K`],
    ['Azure', 'sv=2022-11-02&sr=b&sp=r&se=2026-11-22T10%3A15%3A00Z&sig=abc'],
    ['Azure, to the minute', 'se=2026-11-22T10:15Z&sig=abc'],
  ])('%s, from the URL and from what is shown of it', (_name, query) => {
    const url = `https://store.example/key?${query}`;
    expect([expiryOf(url), expiryOf(redactUrl(url))]).toEqual([AT, AT]);
    expect(describeSource(url)).toMatchObject({ host: 'store.example', linkExpiresAtMs: AT });
  });

  test.each([
    'https://h/',
    'no url',
    `https://h/?Expires=${SECONDS}`,
    'https://h/?Expires=1&Signature=x',
    'https://h/?Expires=soon&Signature=x',
    'https://h/?X-Amz-Date=20261122T091500Z',
    'https://h/?X-Amz-Date=20261399T091500Z&X-Amz-Expires=1',
    'https://h/?X-Amz-Date=20261122T091500Z&X-Amz-Expires=999999999999',
    'https://h/?se=2026-11-22T10:15Z',
    'https://h/?se=2026-11-22T10:15&sig=x',
  ])('%s does not say', (url) => {
    expect(expiryOf(url)).toBeNull();
  });

  test('a secret in the place of a time is still taken out', () => {
    expect(redactUrl('https://h/?X-Amz-Date=hunter2&se=hunter2&sig=hunter2')).toBe('https://h/?X-Amz-Date=…&se=…&sig=…');
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.string(), (url, tail) => void expiryOf(`${url}&Expires=${tail}&sig=1`)),
    );
  });
});
