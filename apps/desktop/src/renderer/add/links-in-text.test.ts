import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWebLink, linksInText } from './links-in-text.ts';

const found = (text: string): readonly string[] => linksInText(text).links;

test('links are found in running text, without the punctuation round them', () => {
  expect(found('Get it (https://a.example/x_(1).zip), or “http://b.example/y.iso”. Also https://c.example/z?q=1&r=2!')).toEqual([
    'https://a.example/x_(1).zip',
    'http://b.example/y.iso',
    'https://c.example/z?q=1&r=2',
  ]);
});

test('links are found in Markdown, HTML, an .url file and Chinese text', () => {
  expect(found('[file](https://a.example/f.zip)')).toEqual(['https://a.example/f.zip']);
  expect(found('<a href="https://a.example/g.zip">g</a>')).toEqual(['https://a.example/g.zip']);
  expect(found('[InternetShortcut]\r\nURL=https://a.example/h.zip\r\n')).toEqual(['https://a.example/h.zip']);
  expect(found('下载：https://a.example/文件.zip。谢谢')).toEqual(['https://a.example/文件.zip']);
});

test('a link met again is counted, not added', () => {
  const text = 'https://a.example/1\nhttps://a.example/1\nhttps://a.example/2';
  expect(linksInText(text)).toEqual({ links: ['https://a.example/1', 'https://a.example/2'], repeated: 1, otherLines: [] });
});

test('lines without a link are told', () => {
  expect(linksInText('not a link\n\nhttps://a.example/1\nexample.org/x').otherLines).toEqual(['not a link', 'example.org/x']);
});

test('other schemes are found, so that they can be refused with a sentence', () => {
  expect(found('ftp://a.example/x and magnet:?xt=1')).toEqual(['ftp://a.example/x', 'magnet:?xt=1']);
  expect(['ftp://a.example/x', 'HTTPS://a.example', 'http://'].map(isWebLink)).toEqual([false, true, false]);
});

test('G1: an address of an object that stands alone keeps its spaces and signs', () => {
  expect(found(' oss://b/a b+%/中 文!.bin \nsee oss://b/k, or https://a.example/x')).toEqual([
    'oss://b/a b+%/中 文!.bin',
    'oss://b/k',
    'https://a.example/x',
  ]);
  expect(found('oss://b/1 s3://b/2')).toEqual(['oss://b/1', 's3://b/2']);
});

test('any text is read to its end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      for (const link of found(text)) expect(text).toContain(link);
    }),
  );
});

test('every web address given one a line is found whole', () => {
  fc.assert(
    fc.property(fc.array(fc.webUrl(), { minLength: 1 }), (urls) => {
      const plain = urls.map((url) => url.replace(/[^a-z0-9/]+$/i, '')).filter((url) => !/[|\\^`{}]/.test(url));
      expect(found(plain.join('\n'))).toEqual([...new Set(plain)]);
    }),
  );
});
