import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactText, redactUrl } from './redact-url.ts';

describe('D4: what opens a source is taken out of its address', () => {
  test.each([
    ['https://host/a/b.zip', 'https://host/a/b.zip'],
    ['https://user:pass@host/a', 'https://host/a'],
    ['https://user@host:8080/a', 'https://host:8080/a'],
    ['https://us:p@ss@host/a', 'https://host/a'],
    ['https:user:pass@host/a', 'https:host/a'],
    ['https:///user:pass@host/a', 'https://host/a'],
    ['https://host/@scope/pkg', 'https://host/@scope/pkg'],
    ['https://host/a#access_token=1', 'https://host/a'],
    ['https://host/a?b=c&token=abc&d=e', 'https://host/a?b=c&token=…&d=e'],
    ['https://host/a?TOKEN=abc', 'https://host/a?TOKEN=…'],
    ['https://host/a?token=', 'https://host/a?token='],
    ['https://host/a?to%6ben=abc', 'https://host/a?to%6ben=…'],
    ['https://host/a?sig\tnature=abc', 'https://host/a?signature=…'],
    ['https://host/a?a=1;session_id=2', 'https://host/a?a=1;session_id=…'],
    ['https://host/a;jsessionid=77?x=1', 'https://host/a;jsessionid=…?x=1'],
    [
      'https://b.s3/k?X-Amz-Credential=a%2Fb&X-Amz-Signature=ff&versionId=3',
      'https://b.s3/k?X-Amz-Credential=…&X-Amz-Signature=…&versionId=3',
    ],
    ['https://b.oss/k?OSSAccessKeyId=i&Expires=17&Signature=s', 'https://b.oss/k?OSSAccessKeyId=…&Expires=17&Signature=…'],
    ['https://b.oss/k?x-oss-signature=s&x-oss-process=image', 'https://b.oss/k?x-oss-signature=…&x-oss-process=…'],
    ['https://acc.blob/c/b?sv=1&se=2026&sr=b&sp=r&sig=abc', 'https://acc.blob/c/b?sv=…&se=…&sr=…&sp=…&sig=…'],
    ['https://host/a?se=2026&sp=r', 'https://host/a?se=2026&sp=r'],
    ['https://host/go?to=https%3A%2F%2Fx%2F%3Ftoken%3D1', 'https://host/go?to=…'],
    ['https://host/go?to=https%253A%252F%252Fx%252F%253Ftoken%253D1', 'https://host/go?to=…'],
    ['https://host/go?to=https://u:p@x/', 'https://host/go?to=…'],
    ['http://a/,http://user:pass@b/', 'http://a/,http://b/'],
    ['https://user:pa/ss@host/x', 'https://host/x'],
  ])('%s', (url, redacted) => {
    expect(redactUrl(url)).toBe(redacted);
  });
});

test('nothing is added to any text, and doing it twice to an address changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string({ unit: 'binary' })), (url) => {
      const once = redactUrl(url);
      expect(once.length).toBeLessThanOrEqual(url.length);
      if (/^https?:/.test(url)) expect(redactUrl(once)).toBe(once);
    }),
  );
});

test('userinfo and signatures never survive, whatever they are', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9%@:.~-]{1,20}$/).map((text) => `QQ${text}QQ`);
  fc.assert(
    fc.property(secret, fc.constantFrom('sig', 'X-Amz-Signature', 'x-oss-security-token', 'apiKey', 'Policy'), (value, name) => {
      const shown = redactUrl(`https://${value.replaceAll(/[%/@]/g, '')}:${value}@host/path?a=1&${name}=${value}&b=2#${value}`);
      expect(shown).toBe(`https://host/path?a=1&${name}=…&b=2`);
    }),
  );
});

describe('D4: error texts lose their secrets too', () => {
  test.each([
    ['GET https://u:p@h/x?sig=abc failed', 'GET https://h/x?sig=… failed'],
    ['bad url "https://u:p@h/x?token=abc": refused', 'bad url "https://h/x?token=…": refused'],
    ['user:secret@host/path', '…@host/path'],
    ['token=abc&x=1', 'token=…&x=1'],
    ['Authorization: Basic dTpw\nnext line', 'Authorization: …\nnext line'],
    ['Set-Cookie: a=b; c=d', 'Set-Cookie: …'],
    ['sent Bearer abcdefgh12345', 'sent Bearer …'],
    ['http://a:b@c,http://d:e@f', 'http://c,http://f'],
    ['ENOENT: no such file', 'ENOENT: no such file'],
  ])('%j', (text, redacted) => {
    expect(redactText(text)).toBe(redacted);
  });

  test('at most 8,192 characters are looked at and kept', () => {
    expect(redactText('a'.repeat(100_000))).toHaveLength(8192);
  });

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => redactText(text).length <= 4 * text.length + 8));
  });
});
