import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dispositionFileName, parseContentDisposition } from './content-disposition.ts';

/** What arrives when a server writes UTF-8 into a header that is read as Latin-1. */
const asLatin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

describe('RFC 6266: the name is found', () => {
  test.each([
    ['attachment; filename="a.zip"', 'a.zip'],
    ['attachment; filename=a.zip', 'a.zip'],
    ['ATTACHMENT; FILENAME="a.zip"', 'a.zip'],
    ['inline;filename = "a b.zip" ; size=3', 'a b.zip'],
    ['attachment; filename="a;b=c.zip"; x=y', 'a;b=c.zip'],
    ['attachment; filename="a \\"b\\" \\\\c.zip"', 'a "b" \\c.zip'],
    ['attachment; filename="f\\oo.html"', 'foo.html'],
    ['attachment; filename="fallback.txt"; filename*=UTF-8\'\'na%C3%AFve%20%E2%82%AC.txt', 'naïve €.txt'],
    ["attachment; filename*=UTF-8''a.txt; filename=b.txt", 'a.txt'],
    ["attachment; filename*=iso-8859-1'en'%A3%20rates.txt", '£ rates.txt'],
    ["attachment; filename*=utf-8'zh'%e6%96%87.txt", '文.txt'],
    ['attachment; filename="a.zip"; filename="b.zip"', 'a.zip'],
  ])('%s', (value, name) => {
    expect(dispositionFileName(value)).toBe(name);
  });
});

describe('wrong encodings are tolerated', () => {
  test.each([
    [`attachment; filename="${asLatin1('文件.zip')}"`, '文件.zip'],
    [`attachment; filename=${asLatin1('voilà')} ; x=y`, 'voilà'],
    ['attachment; filename="\u00e9t\u00e9.zip"', 'été.zip'],
    ['attachment; filename="%E6%96%87%20a.zip"', '文 a.zip'],
    ['attachment; filename="100%.zip"', '100%.zip'],
    ['attachment; filename="%FF.zip"', '%FF.zip'],
    ['attachment; filename="=?UTF-8?B?5paH5Lu2LnppcA==?="', '文件.zip'],
    ['attachment; filename==?utf-8?Q?=E6=96=87_a.zip?=', '文 a.zip'],
    ['attachment; filename="=?utf-8?Q?a?= =?utf-8?Q?b.zip?="', 'ab.zip'],
    ['attachment; filename="=?nonsense?B?AAAA?="', '=?nonsense?B?AAAA?='],
    ["attachment; filename*=UTF-8''%FF%FE.zip; filename=ok.zip", 'ok.zip'],
    ["attachment; filename*=UTF-8''%zz.zip; filename=ok.zip", 'ok.zip'],
    ["attachment; filename*=gbk''%CE%C4.zip", '文.zip'],
    ["attachment; filename*=unknown-8''a.zip; filename=ok.zip", 'ok.zip'],
    ['attachment; filename*=a.zip; filename=ok.zip', 'ok.zip'],
    ["attachment; filename*=UTF-8''; filename=ok.zip", 'ok.zip'],
    [`attachment; filename*=UTF-8''${asLatin1('文')}.zip; filename=ok.zip`, `${asLatin1('文')}.zip`],
    ['filename="a.zip"', 'a.zip'],
    ['attachment; filename=my file (1).zip', 'my file (1).zip'],
    ['attachment; filename="open.zip', 'open.zip'],
  ])('%s', (value, name) => {
    expect(dispositionFileName(value)).toBe(name);
  });
});

test.each([
  '',
  'attachment',
  'inline; size=3',
  'attachment; filename',
  'attachment; filename=',
  'attachment; filename=""',
  ';;;',
  'attachment; xfilename=a',
])('%j holds no name', (value) => {
  expect(dispositionFileName(value)).toBeNull();
});

test('the type is told apart from the parameters', () => {
  expect(parseContentDisposition(' Attachment ; filename=a')).toEqual({ type: 'attachment', fileName: 'a' });
  expect(parseContentDisposition('filename=a')).toEqual({ type: '', fileName: 'a' });
});

test('any name comes through filename* and through a quoted string', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (name) => {
      const encoded = Array.from(Buffer.from(name, 'utf8'), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
      expect(dispositionFileName(`attachment; filename*=UTF-8''${encoded}`)).toBe(name);
      const quoted = asLatin1(name).replace(/["\\]/g, '\\$&');
      fc.pre(!/%[0-9a-f]{2}|=\?/i.test(name));
      expect(dispositionFileName(`attachment; filename="${quoted}"`)).toBe(name);
    }),
  );
});

test('hostile values never throw, and the name is bounded', () => {
  const piece = fc.constantFrom('filename', '*', '=', '"', '\\', ';', "UTF-8''", '%', '%41', '=?', '?=', '=?utf-8?Q?', ' ', 'a', '\u00ff');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
      const value = `attachment; ${pieces.join('')}`;
      expect(dispositionFileName(value)?.length ?? 0).toBeLessThanOrEqual(value.length);
    }),
  );
  for (const bomb of ['"', '\\', ';', '=?a?b?', '%', '%41', "'", '=', '" ']) {
    expect(dispositionFileName(`attachment; filename="${bomb.repeat(200_000)}`)?.length ?? 0).toBeLessThanOrEqual(16_384);
  }
});
