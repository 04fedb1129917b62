import { expect, test } from 'vitest';
import { extensionFor, extensionOf, lastSegment, namesBinaryType } from './file-type.ts';

test.each([
  ['a.zip', 'zip'],
  ['a.tar.GZ', 'gz'],
  ['a.7z', '7z'],
  ['a.001', '001'],
  ['app-2.10', null],
  ['.bashrc', null],
  ['a.', null],
  ['a', null],
  ['a.not an extension', null],
  ['a.averylongextension', null],
])('the extension of %s is %s', (name, extension) => {
  expect(extensionOf(name)).toBe(extension);
});

test('only well-known media types give an extension', () => {
  expect(extensionFor('application/pdf')).toBe('pdf');
  expect(extensionFor('application/octet-stream')).toBeNull();
  expect(extensionFor('constructor')).toBeNull();
  expect(extensionFor(null)).toBeNull();
});

test.each([
  ['https://h/a.ISO?x=y#z', true],
  ['https://h/a.tar.gz', true],
  ['https://h/a.zip/', true],
  ['https://h/a%2Ezip', true],
  ['https://h/zip', false],
  ['https://h/?f=a.zip', false],
  ['https://h/a.html', false],
  ['https://h/a.php', false],
  ['https://a.zip/', false],
  ['not a url.zip', false],
])('whether %s names a binary type: %s', (url, expected) => {
  expect(namesBinaryType(url)).toBe(expected);
});

test('the last segment is decoded where it can be', () => {
  expect(lastSegment('https://h/a/%E6%96%87%20b.zip')).toBe('文 b.zip');
  expect(lastSegment('https://h/a/%FF.zip')).toBe('%FF.zip');
  expect(lastSegment('https://h/')).toBe('');
});
