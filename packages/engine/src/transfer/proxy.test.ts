import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proxyEnvironment } from './proxy-environment.ts';
import { proxyFromList } from './proxy-list.ts';
import { DIRECT, parseProxy, proxyAddress, type ProxyChoice } from './proxy.ts';

const shown = (choice: ProxyChoice | null): string | null =>
  choice === null ? null : choice.kind === 'direct' ? 'direct' : proxyAddress(choice.proxy);

describe('a proxy as people write it', () => {
  test.each([
    ['none', 'direct'],
    [' NONE ', 'direct'],
    ['http://proxy:3128', 'http://proxy:3128'],
    ['http://proxy', 'http://proxy:80'],
    ['http://proxy:80/', 'http://proxy:80'],
    ['https://proxy', 'https://proxy:443'],
    ['https://proxy:80', 'https://proxy:80'],
    ['HTTPS://Proxy.Example:8443', 'https://proxy.example:8443'],
    ['proxy:3128', 'http://proxy:3128'],
    ['socks5://proxy', 'socks5://proxy:1080'],
    ['socks5h://[::1]:9050', 'socks5://[::1]:9050'],
    ['socks5://user:pass@127.0.0.1', 'socks5://127.0.0.1:1080'],
    ['http://bücher.example:1', 'http://xn--bcher-kva.example:1'],
  ])('%s', (text, address) => {
    expect(shown(parseProxy(text))).toBe(address);
  });

  test.each([
    '',
    'socks4://proxy',
    'ftp://proxy',
    'http://',
    'http://proxy/path',
    'http://proxy?x',
    'http://proxy:99999',
    'http://proxy:0',
    'http://a b',
    'http://proxy\r\nX: y',
    'http://us%3Aer:p@proxy',
    'http://u:%0d%0a@proxy',
    'http://u:%zz@proxy',
    `socks5://u:${'x'.repeat(256)}@proxy`,
    'socks5://:p@proxy',
    `http://${'x'.repeat(5000)}`,
  ])('%j is none', (text) => {
    expect(parseProxy(text)).toBeNull();
  });

  test('its credentials are decoded, also without a password', () => {
    expect(parseProxy('http://m%C3%BC:p%40ss@h:1')).toMatchObject({ proxy: { credentials: { user: 'mü', password: 'p@ss' } } });
    expect(parseProxy('socks5://user@h')).toMatchObject({ proxy: { credentials: { user: 'user', password: '' } } });
  });

  test('no text makes it throw, and no credentials reach the shown address', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.webAuthority({ withUserInfo: true, withPort: true })),
        (text) => void parseProxy(text),
      ),
    );
    expect(shown(parseProxy('http://user:secret@h:1'))).toBe('http://h:1');
  });
});

async function way(env: Readonly<Record<string, string>>, url: string): Promise<string | null> {
  const read = proxyEnvironment(env);
  return read.kind === 'invalid' ? `invalid ${read.variable}` : shown(await read.proxyFor(new URL(url)));
}

describe('the proxies of the environment', () => {
  test.each([
    [{}, 'https://a/', 'direct'],
    [{ http_proxy: 'http://p:1' }, 'http://a/', 'http://p:1'],
    [{ http_proxy: 'http://p:1' }, 'https://a/', 'direct'],
    [{ HTTPS_PROXY: 'p:2' }, 'https://a/', 'http://p:2'],
    [{ ALL_PROXY: 'socks5://p' }, 'https://a/', 'socks5://p:1080'],
    [{ ALL_PROXY: 'socks5://p', http_proxy: 'none' }, 'http://a/', 'direct'],
    [{ http_proxy: 'http://low:1', HTTP_PROXY: 'http://HIGH:1' }, 'http://a/', 'http://low:1'],
    [{ HTTP_PROXY: 'http://p:1' }, 'http://a/', 'http://p:1'],
    [{ HTTP_PROXY: 'http://p:1', REQUEST_METHOD: 'GET' }, 'http://a/', 'direct'],
    [{ HTTP_PROXY: 'ftp://secret@p' }, 'http://a/', 'invalid HTTP_PROXY'],
    [{ http_proxy: '  ' }, 'http://a/', 'direct'],
  ])('%j for %s: %s', async (env, url, expected) => {
    expect(await way(env as Record<string, string>, url)).toBe(expected);
  });

  test.each([
    ['*', 'http://a/', true],
    ['example.org', 'http://example.org/', true],
    ['example.org', 'http://www.example.org/', true],
    ['.example.org', 'http://example.org/', true],
    ['*.example.org', 'http://a.b.example.org/', true],
    ['example.org', 'http://badexample.org/', false],
    ['example.org', 'http://example.org.evil/', false],
    ['Example.ORG', 'http://example.org./', true],
    ['a, b  c', 'http://c/', true],
    ['example.org:8080', 'http://example.org/', false],
    ['example.org:80', 'http://example.org/', true],
    ['example.org:443', 'https://example.org/', true],
    ['127.0.0.1', 'http://127.0.0.1:9/', true],
    ['10.0.0.0/8', 'http://10.1.2.3/', true],
    ['10.0.0.0/8', 'http://11.1.2.3/', false],
    ['10.0.0.0/99', 'http://10.1.2.3/', false],
    ['::1', 'http://[::1]/', true],
    ['[::1]:81', 'http://[::1]:81/', true],
    ['fd00::/8', 'http://[fd12::1]/', true],
    ['0.1', 'http://10.0.0.1/', false],
    ['', 'http://a/', false],
  ])('no_proxy=%s exempts %s: %s', async (no_proxy, url, exempt) => {
    expect(await way({ all_proxy: 'http://p:1', no_proxy }, url)).toBe(exempt ? 'direct' : 'http://p:1');
  });
});

test.each([
  ['DIRECT', 'direct'],
  ['PROXY p:3128; DIRECT', 'http://p:3128'],
  ['HTTPS p:443', 'https://p:443'],
  ['SOCKS4 old:1; SOCKS5 p:1080', 'socks5://p:1080'],
  ['SOCKS p:1080', 'socks5://p:1080'],
  ['', 'direct'],
  ['PROXY', 'direct'],
  ['nonsense;;PROXY  p:1', 'http://p:1'],
])('the answer of a proxy script "%s" leads %s', (text, expected) => {
  expect(shown(proxyFromList(text))).toBe(expected);
});

test('direct is direct', () => {
  expect(parseProxy('none')).toBe(DIRECT);
});
