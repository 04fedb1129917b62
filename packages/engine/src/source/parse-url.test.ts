import { expect, test } from 'vitest';
import { parseUrl } from './parse-url.ts';

test('a URL is parsed, alone and against a base, and anything else is null', () => {
  expect(parseUrl('https://host/a/../b')?.href).toBe('https://host/b');
  expect(parseUrl('../c', new URL('https://host/a/b'))?.href).toBe('https://host/c');
  expect(parseUrl('host/a')).toBeNull();
  expect(parseUrl('https://')).toBeNull();
});

test('the same address is judged the same, however often it is asked', () => {
  const address = Buffer.from('http://é.example/', 'latin1').toString('latin1');
  const refused = Array.from({ length: 100_000 }, () => parseUrl(address)).filter((url) => url === null);
  expect(refused).toEqual([]);
});
