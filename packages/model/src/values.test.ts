/** Small values: digests as people write them, validators, and the name that a job goes by. */
import { describe, expect, test } from 'vitest';
import { assertNever, displayName, parseDigest, sameValidator, type Job, type Validator } from './index.ts';
import { aJob } from './testing/a-job.ts';

const SHA256 = 'ab'.repeat(32);

describe('a digest', () => {
  test.each([
    [`sha256:${SHA256}`, 'sha256'],
    [`SHA-256:${SHA256.toUpperCase()}`, 'sha256'],
    [`sha256=${SHA256}`, 'sha256'],
    [`  ${SHA256}\n`, 'sha256'],
    ['0'.repeat(32), 'md5'],
    ['0'.repeat(40), 'sha1'],
    [`sha-1:${'0'.repeat(40)}`, 'sha1'],
    [`sha512:${'f'.repeat(128)}`, 'sha512'],
  ])('%j is read as %s', (text, algorithm) => {
    expect(parseDigest(text)).toMatchObject({ algorithm, from: 'user' });
  });

  test('is kept in lower case', () => {
    expect(parseDigest(`sha256:${SHA256.toUpperCase()}`)?.hex).toBe(SHA256);
  });

  test.each([
    '',
    'sha256:',
    `sha256:${'ab'.repeat(31)}`,
    `md5:${SHA256}`,
    `sha3:${SHA256}`,
    'g'.repeat(64),
    `${SHA256} file.iso`,
    '0'.repeat(33),
  ])('%j is none', (text) => {
    expect(parseDigest(text)).toBeNull();
  });
});

describe('validators', () => {
  const a: Validator = { kind: 'strong-etag', etag: '"a"' };
  const date: Validator = { kind: 'strong-date', lastModified: 'Wed, 01 Jan 2025 00:00:00 GMT' };

  test('agree only when both are there and say the same', () => {
    expect(sameValidator(a, { ...a })).toBe(true);
    expect(sameValidator(date, { ...date })).toBe(true);
    expect(sameValidator(a, { kind: 'strong-etag', etag: '"b"' })).toBe(false);
    expect(sameValidator(date, { kind: 'strong-date', lastModified: 'Wed, 01 Jan 2025 00:00:01 GMT' })).toBe(false);
    expect(sameValidator(a, date)).toBe(false);
  });

  test('that are missing agree with nothing, not even with one another', () => {
    expect([sameValidator(null, a), sameValidator(a, null), sameValidator(null, null)]).toEqual([false, false, false]);
  });
});

describe('the name that a job goes by', () => {
  const job = (changes: { url?: string; chosenName?: string | null; path?: string | null; donePath?: string }): Job =>
    aJob({
      source: { url: changes.url ?? 'https://h.example/x%20y.zip?k=v', host: 'h.example' },
      target: { directory: '/d', chosenName: changes.chosenName ?? null, conflict: 'ask', path: changes.path ?? null },
      state:
        changes.donePath === undefined
          ? { kind: 'queued' }
          : { kind: 'done', path: changes.donePath, sizeBytes: 1, verdict: { kind: 'unverified' }, atMs: 0 },
    });

  test.each([
    ['the finished file, once there is one', { donePath: '/d/final (1).zip', path: '/d/final.zip', chosenName: 'c' }, 'final (1).zip'],
    ['else the settled file', { path: 'C:\\d\\settled.zip', chosenName: 'c' }, 'settled.zip'],
    ['else the name that the user chose', { chosenName: 'chosen.zip' }, 'chosen.zip'],
    ['else the last of the path, decoded', {}, 'x y.zip'],
    ['else the last of the path as it is, where it cannot be decoded', { url: 'https://h.example/a/%ZZ' }, '%ZZ'],
    ['else the host', { url: 'https://h.example/' }, 'h.example'],
    ['else the host, whatever the query holds', { url: 'https://h.example?file=/a/b' }, 'h.example'],
  ])('is %s', (_, changes, expected) => {
    expect(displayName(job(changes))).toBe(expected);
  });
});

test('a value that lies about its type is a fault', () => {
  expect(() => assertNever({ kind: 'unheard-of' } as never)).toThrow('unheard-of');
});
