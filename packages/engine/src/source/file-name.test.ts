import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLegalName, MAX_NAME_BYTES, sanitizeName, suggestName } from './file-name.ts';

describe('A7: a name comes from the header, else the path, else is `download`', () => {
  test.each([
    ['attachment; filename="h.zip"', 'https://h/u.iso', null, 'h.zip'],
    ['attachment', 'https://h/u.iso', null, 'u.iso'],
    ['attachment; filename=".."', 'https://h/u.iso', null, 'u.iso'],
    [null, 'https://h/a/%E6%96%87.zip?x=y.tar', null, '文.zip'],
    [null, 'https://h/a%2F..%2Fb.zip', null, 'b.zip'],
    [null, 'https://h/a/b/', null, 'b'],
    [null, 'https://h/', null, 'download'],
    [null, 'https://h/', 'application/pdf', 'download.pdf'],
    [null, 'https://h/report', 'application/pdf', 'report.pdf'],
    [null, 'https://h/report.txt', 'application/pdf', 'report.txt'],
    [null, 'https://h/ubuntu-24.04', 'application/zip', 'ubuntu-24.04.zip'],
    [null, 'https://h/blob', 'application/octet-stream', 'blob'],
    [null, 'not a url', null, 'download'],
  ])('%s, %s, %s: %s', (contentDisposition, url, mediaType, name) => {
    expect(suggestName({ contentDisposition, url, mediaType })).toBe(name);
  });
});

describe('A7: a hostile name is repaired', () => {
  test.each([
    ['a.zip', 'a.zip'],
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\system.ini', 'system.ini'],
    ['/etc/cron.d/', 'cron.d'],
    ['C:evil.exe', 'C_evil.exe'],
    ['a\u0000b\u001b[31m.txt', 'ab[31m.txt'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe'],
    ['a\u200b.txt\ufeff', 'a.txt'],
    ['a\r\nb.txt', 'a  b.txt'],
    ['  a.txt. . ', 'a.txt'],
    ['a<b>c:d"e|f?g*.txt', 'a_b_c_d_e_f_g_.txt'],
    ['CON', '_CON'],
    ['nul.tar.gz', '_nul.tar.gz'],
    ['com1.txt', '_com1.txt'],
    ['LPT\u00b2', '_LPT\u00b2'],
    ['aux .txt', '_aux .txt'],
    ['conduct.txt', 'conduct.txt'],
    ['.bashrc', '_bashrc'],
    ['...a', '_..a'],
    ['', 'download'],
    ['.', 'download'],
    ['..', 'download'],
    ['~', 'download'],
    ['~~', 'download'],
    ['/', 'download'],
    [' . . ', 'download'],
    ['\u200e', 'download'],
    ['a\ud800b.txt', 'ab.txt'],
    ['e\u0301.txt', '\u00e9.txt'],
    ['👩‍👩‍👧.zip', '👩‍👩‍👧.zip'],
  ])('%j becomes %j', (name, safe) => {
    expect(sanitizeName(name)).toBe(safe);
  });

  test('and shortened so that `.part` fits, with its extension and whole code points', () => {
    expect(sanitizeName(`${'a'.repeat(300)}.tar`)).toBe(`${'a'.repeat(MAX_NAME_BYTES - 4)}.tar`);
    const name = sanitizeName(`${'🚢'.repeat(300)}.zip`);
    expect(name).toBe(`${'🚢'.repeat(58)}.zip`);
    expect(Buffer.byteLength(sanitizeName('文'.repeat(1_000_000)))).toBeLessThanOrEqual(MAX_NAME_BYTES);
  });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc
    .array(
      fc.constantFrom(
        '.',
        '..',
        '/',
        '\\',
        ' ',
        '~',
        'con',
        'COM1',
        '\u202e',
        '\u0301',
        'é',
        '🚢',
        ':',
        '\u0000',
        '\ud800',
        'a',
        '.zip',
        'x'.repeat(120),
      ),
      {
        maxLength: 30,
      },
    )
    .map((pieces) => pieces.join('')),
);

test('whatever comes in, what goes out is one harmless component on POSIX and on Windows, and is not repaired again', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const safe = sanitizeName(name);
      expect([path.posix.basename(safe), path.win32.basename(safe), safe.normalize('NFC')]).toEqual([safe, safe, safe]);
      expect(['', '.', '..']).not.toContain(safe);
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(MAX_NAME_BYTES);
      expect(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|^[\s.]|[\s.]$/u.test(safe)).toBe(false);
      expect([isLegalName(safe, true), isLegalName(safe, false)]).toEqual([true, true]);
      expect(sanitizeName(safe)).toBe(safe);
    }),
    { numRuns: 500 },
  );
});

test('a suggested name is as safe as a repaired one', () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom(null, 'application/pdf', 'text/html'), (name, mediaType) => {
      const suggested = suggestName({ contentDisposition: `attachment; filename="${name}"`, url: 'https://h/', mediaType });
      expect(sanitizeName(suggested)).toBe(suggested);
    }),
  );
});

describe('a name that the user chose is taken or refused, never changed', () => {
  test.each(['a.zip', '.env', 'a b', '~', '文.zip', 'a:b?.txt', 'con', 'a.', 'e\u0301'])('%j is legal on POSIX', (name) => {
    expect(isLegalName(name, false)).toBe(true);
  });
  test.each(['a:b.txt', 'con', 'NUL.txt', 'a.', 'a ', 'a?'])('%j is not on Windows', (name) => {
    expect(isLegalName(name, true)).toBe(false);
  });
  test.each(['', '.', '..', 'a/b', 'a\\b', '/', 'a\u0000', 'a\n', '\ud800', 'x'.repeat(240)])('%j is legal nowhere', (name) => {
    expect([isLegalName(name, false), isLegalName(name, true)]).toEqual([false, false]);
  });
});
