import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checksumPlaces, digestInList, listedName } from './checksum-list.ts';

const HEX = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);
const ONE = { algorithm: 'sha256', ofOneFile: true } as const;
const MANY = { algorithm: 'sha256', ofOneFile: false } as const;
const FOUND = { algorithm: 'sha256', hex: HEX, from: 'server' };

test('a checksum is looked for beside the file, without the file’s own query', () => {
  expect(checksumPlaces('https://user:pass@h/d/my%20file.iso?token=1#x').map(({ url }) => url)).toEqual([
    'https://user:pass@h/d/my%20file.iso.sha256',
    'https://user:pass@h/d/SHA256SUMS',
    'https://user:pass@h/d/my%20file.iso.sha512',
    'https://user:pass@h/d/SHA512SUMS',
  ]);
  expect(checksumPlaces('https://h/d/')).toEqual([]);
  expect([listedName('https://h/my%20file.iso?x'), listedName('https://h/%zz')]).toEqual(['my file.iso', '%zz']);
});

describe('lists in the forms that programs write', () => {
  test.each([
    ['GNU, text', `${HEX}  f.iso\n`, MANY],
    ['GNU, binary', `${OTHER} *g.iso\n${HEX} *f.iso\n`, MANY],
    ['upper case and CRLF', `${HEX.toUpperCase()}  f.iso\r\n`, MANY],
    ['BSD', `SHA256 (f.iso) = ${HEX}\n`, MANY],
    [
      'BSD with several algorithms',
      `MD5 (f.iso) = ${'1'.repeat(32)}\nSHA256 (f.iso) = ${HEX}\nSHA512 (f.iso) = ${'2'.repeat(128)}\n`,
      MANY,
    ],
    ['OpenSSL', `SHA2-256(f.iso)= ${HEX}\n`, MANY],
    ['with ./', `${HEX}  ./f.iso\n`, MANY],
    ['comments and empty lines', `# made today\n\n${HEX}  f.iso\n`, MANY],
    ['twice the same', `${HEX}  f.iso\n${HEX} *f.iso\n`, MANY],
    ['the digest alone', `${HEX}\n`, ONE],
    ['one file by its path', `${HEX}  build/out/f.iso\n`, ONE],
    [
      'clear-signed',
      `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${HEX}  f.iso\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n`,
      MANY,
    ],
  ])('%s', (_what, text, place) => {
    expect(digestInList(text, 'f.iso', place)).toEqual(FOUND);
  });

  test('names with line breaks and backslashes are escaped', () => {
    expect(digestInList(`\\${HEX}  a\\nb\\\\c\n`, 'a\nb\\c', MANY)).toEqual(FOUND);
    expect(digestInList(`${HEX}  a\\nb\n`, 'a\nb', MANY)).toBeNull();
  });

  test('SHA-512 lists have longer digests', () => {
    const place = { algorithm: 'sha512', ofOneFile: false } as const;
    expect(digestInList(`${'ef'.repeat(64)}  f.iso`, 'f.iso', place)).toEqual({
      algorithm: 'sha512',
      hex: 'ef'.repeat(64),
      from: 'server',
    });
  });
});

describe('nothing is taken from', () => {
  test.each([
    ['an empty list', '', MANY],
    ['a list without the file', `${HEX}  g.iso\n`, MANY],
    ['the digest alone in a list of many', `${HEX}\n`, MANY],
    ['another folder in a list of many', `${HEX}  amd64/f.iso\n`, MANY],
    ['two values', `${HEX}  f.iso\n${OTHER}  f.iso\n`, MANY],
    ['a digest of another length', `${'ab'.repeat(20)}  f.iso\n`, ONE],
    ['a page', `<!doctype html><p>${HEX}  f.iso</p>`, ONE],
    ['a list with a line of something else', `${HEX}  f.iso\nhello\n`, MANY],
    ['one space', `${HEX} f.iso\n`, ONE],
    ['a list of one file that is another', `${HEX}  g.iso\n`, ONE],
    ['binary data', `${HEX}\u0000`, ONE],
  ])('%s', (_what, text, place) => {
    expect(digestInList(text, 'f.iso', place)).toBeNull();
  });

  test('any text at all, and nothing makes it throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => digestInList(text, 'f.iso', ONE) === null));
  });
});
