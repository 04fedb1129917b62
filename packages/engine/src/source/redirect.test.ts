import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRedirect, nextHop, type RedirectClues } from './redirect.ts';

const CLUES: RedirectClues = { from: 'https://host/a/b', status: 302, location: '/c', hops: 0, allowInsecure: false };
const hop = (clues: Partial<RedirectClues>) => nextHop({ ...CLUES, ...clues });
const refused = (fault: string) => ({ kind: 'refused', failure: { kind: 'redirect', fault } });

test('301, 302, 303, 307 and 308 are redirects, and nothing else is', () => {
  expect(Array.from({ length: 600 }, (_, status) => status).filter(isRedirect)).toEqual([301, 302, 303, 307, 308]);
  expect(hop({ status: 304 })).toEqual({ kind: 'refused', failure: { kind: 'protocol', fault: 'status' } });
});

describe('B8: a redirect is followed', () => {
  test.each([
    ['/c?d=e', 'https://host/c?d=e', true],
    ['c', 'https://host/a/c', true],
    ['//cdn.example/x', 'https://cdn.example/x', false],
    ['https://host:443/c', 'https://host/c', true],
    ['https://host:8443/c', 'https://host:8443/c', false],
    ['HTTPS://HOST/c#part', 'https://host/c', true],
    ['https://user:pw@host/c', 'https://host/c', true],
    ['https://user:pw@cdn.example/c', 'https://cdn.example/c', false],
    [Buffer.from('/文.zip').toString('latin1'), 'https://host/%E6%96%87.zip', true],
    [Buffer.from('/voilà').toString('latin1'), 'https://host/voil%C3%A0', true],
    [' /c ', 'https://host/c', true],
  ])('to %s', (location, url, sameOrigin) => {
    expect(hop({ location })).toEqual({ kind: 'follow', url, sameOrigin });
  });

  test('with the user’s own credentials on the same origin only', () => {
    const from = 'https://user:pw@host/a';
    expect(hop({ from, location: '/c' })).toEqual({ kind: 'follow', url: 'https://user:pw@host/c', sameOrigin: true });
    expect(hop({ from, location: 'https://evil:x@host/c' })).toEqual({ kind: 'follow', url: 'https://user:pw@host/c', sameOrigin: true });
    expect(hop({ from, location: 'https://cdn.example/c' })).toEqual({ kind: 'follow', url: 'https://cdn.example/c', sameOrigin: false });
  });

  test('from http to https, as another origin', () => {
    expect(hop({ from: 'http://host/a', location: 'https://host/a' })).toEqual({
      kind: 'follow',
      url: 'https://host/a',
      sameOrigin: false,
    });
  });

  test('from https to http where the user allows it', () => {
    expect(hop({ location: 'http://host/c' })).toEqual(refused('insecure'));
    expect(hop({ location: 'http://host/c', allowInsecure: true })).toEqual({ kind: 'follow', url: 'http://host/c', sameOrigin: false });
  });

  test('ten times', () => {
    expect(hop({ hops: 9 }).kind).toBe('follow');
    expect(hop({ hops: 10 })).toEqual(refused('too-many'));
  });
});

describe('B8: a redirect is refused', () => {
  test.each([
    [null, 'no-location'],
    ['', 'no-location'],
    ['  ', 'no-location'],
    ['https://', 'bad-location'],
    ['https://host:99999/', 'bad-location'],
    ['/a\u0000b', 'bad-location'],
    [`/${'a'.repeat(70_000)}`, 'bad-location'],
    [`/${'\u00e9'.repeat(40_000)}`, 'bad-location'],
    ['ftp://host/c', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['data:text/plain,x', 'scheme'],
  ])('%.30j: %s', (location, fault) => {
    expect(hop({ location })).toEqual(refused(fault));
  });
});

test('no Location makes it throw, or brings credentials or another scheme', () => {
  const location = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.webAuthority({ withUserInfo: true }).map((authority) => `//${authority}/`),
  );
  fc.assert(
    fc.property(location, (text) => {
      const next = hop({ location: text });
      if (next.kind === 'follow') {
        const { protocol, username, password, hash } = new URL(next.url);
        expect({ protocol, username, password, hash }).toEqual({ protocol: 'https:', username: '', password: '', hash: '' });
      }
    }),
  );
});
