import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressesIn, MAX_ADDRESS_LENGTH, parseAddress } from './address.ts';

describe('an address is taken', () => {
  test.each([
    ['https://host/a.zip', 'https://host/a.zip'],
    ['  https://host/a.zip\n', 'https://host/a.zip'],
    ['HTTP://Host/A.zip', 'http://host/A.zip'],
    ['https://user:pw@host:8443/a?b=c&d#e', 'https://user:pw@host:8443/a?b=c&d#e'],
    ['https://host/a%2Fb%20c+d//e', 'https://host/a%2Fb%20c+d//e'],
    ['https://host/文件.zip', 'https://host/%E6%96%87%E4%BB%B6.zip'],
    ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ])('%s', (text, url) => {
    expect(parseAddress(text)).toEqual({ kind: 'ok', url, scheme: url.slice(0, url.indexOf(':') + 1) });
  });

  test('in another scheme exactly as it was given, because keys must survive', () => {
    const url = 'oss://bucket/a/../b//ключ %2F+🚢?versionId=1';
    expect(parseAddress(` ${url} `, ['oss:', 's3:'])).toEqual({ kind: 'ok', url, scheme: 'oss:' });
  });
});

describe('what is no address is refused', () => {
  test.each([
    '',
    'hello',
    'example.com/file.zip',
    'localhost:8080/file',
    '/etc/passwd',
    'https://',
    'https:///path',
    'https:host/path',
    'https:\\\\host\\path',
    'https://?x',
    'https://@/x',
    'https://host:99999/',
    'https://a b/',
    'https://host/a\nhttps://host/b',
    'https://host/\u0000',
    'https://[::1/',
  ])('%j', (text) => {
    expect(parseAddress(text)).toMatchObject({ kind: 'refused', failure: { kind: 'invalid-url' } });
  });

  test('without a host, in another scheme too', () => {
    expect(parseAddress('oss:///key', ['oss:'])).toMatchObject({ failure: { kind: 'invalid-url' } });
  });

  test('and what is shown of it is short and has no secret', () => {
    expect(parseAddress('https://user:hunter2@host:99999/?token=hunter2')).toEqual({
      kind: 'refused',
      failure: { kind: 'invalid-url', text: 'https://host:99999/?token=…' },
    });
    expect(parseAddress('x'.repeat(500))).toEqual({ kind: 'refused', failure: { kind: 'invalid-url', text: 'x'.repeat(200) } });
  });

  test('by its scheme, named', () => {
    expect(parseAddress('FTP://host/a')).toEqual({ kind: 'refused', failure: { kind: 'unsupported-scheme', scheme: 'ftp:' } });
    expect(parseAddress('javascript:alert(1)')).toEqual({
      kind: 'refused',
      failure: { kind: 'unsupported-scheme', scheme: 'javascript:' },
    });
    expect(parseAddress('oss://bucket/key')).toEqual({ kind: 'refused', failure: { kind: 'unsupported-scheme', scheme: 'oss:' } });
  });

  test('by its length, before and after encoding', () => {
    const longest = `https://host/${'a'.repeat(MAX_ADDRESS_LENGTH - 13)}`;
    expect(parseAddress(longest).kind).toBe('ok');
    expect(parseAddress(`${longest}a`).kind).toBe('refused');
    expect(parseAddress(`https://host/${'文'.repeat(MAX_ADDRESS_LENGTH / 4)}`).kind).toBe('refused');
  });
});

test('any text is judged without throwing, and a refusal is bounded', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.webUrl()), (text) => {
      const address = parseAddress(text);
      if (address.kind === 'ok') expect(new URL(address.url).href).toBe(address.url);
      else expect(JSON.stringify(address.failure).length).toBeLessThan(1400);
    }),
  );
});

describe('addresses are found in pasted text', () => {
  test.each([
    ['see https://a.example/x.zip.', ['https://a.example/x.zip']],
    ['https://a/1\nhttps://a/2\r\nhttps://a/1', ['https://a/1', 'https://a/2']],
    ['http://a/1,http://a/2;http://a/3', ['http://a/1', 'http://a/2', 'http://a/3']],
    ['(see https://en.example/wiki/A_(b))', ['https://en.example/wiki/A_(b)']],
    ['[text](https://a/b_(c).zip), more', ['https://a/b_(c).zip']],
    ['<https://a/b>', ['https://a/b']],
    ['"https://a/b","https://a/c"', ['https://a/b', 'https://a/c']],
    ["wget 'https://a/b?c=d' -O x", ['https://a/b?c=d']],
    ["['http://a/1','http://a/2']", ['http://a/1', 'http://a/2']],
    ['<a href="https://a/b?x=1">https://a/b</a>', ['https://a/b?x=1', 'https://a/b']],
    ['下载https://a/文件.zip，谢谢', ['https://a/%E6%96%87%E4%BB%B6.zip']],
    ['1.http://a/x 2.http://a/y', ['http://a/x', 'http://a/y']],
    ['https://web.example/web/2020/https://a/b', ['https://web.example/web/2020/https://a/b']],
    ['**https://a/b**!', ['https://a/b']],
    ['https://a/b?sig=abc_-~', ['https://a/b?sig=abc_-~']],
    ['http://[::1]:80/x', ['http://[::1]/x']],
    ['ftp://a/b xhttp://a/b mailto:a@b http://', []],
    ['HTTPS://A.example/X', ['https://a.example/X']],
  ])('%j', (text, urls) => {
    expect(addressesIn(text)).toEqual(urls);
  });

  test('in the given schemes too', () => {
    expect(addressesIn('s3://b/k, oss://b/k and ftp://x/y', ['s3:', 'oss:'])).toEqual(['s3://b/k', 'oss://b/k']);
  });

  test('in as much as 4 MiB of hostile text without trouble, and at most 10,000 of them', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `http://a/${index}`);
    expect(addressesIn(many.join(','))).toEqual(many.slice(0, 10_000));
    expect(addressesIn('http://'.repeat(100_000)).join('').length).toBeLessThan(700_000);
    expect(addressesIn('http://a,'.repeat(100_000))).toEqual(['http://a/']);
    expect(addressesIn(`http://a/${')'.repeat(60_000)}`)).toEqual(['http://a/']);
  });

  test('each exactly once, in order, between any words', () => {
    const url = fc.webUrl({ validSchemes: ['http', 'https'] }).filter((text) => !/[^\w/-]$|[;,'()!*|]/.test(text));
    fc.assert(
      fc.property(fc.uniqueArray(url, { maxLength: 8 }), fc.constantFrom(' ', '\n', ', ', ' - ', '\t"', '> <'), (urls, glue) => {
        expect(addressesIn(urls.join(glue))).toEqual([...new Set(urls.map((text) => new URL(text).href))]);
      }),
    );
  });
});
