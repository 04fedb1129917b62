import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStartData, readStartWords } from './start-words.ts';

const read = (...words: readonly string[]): unknown => readStartWords({ argv: ['/opt/sluice', ...words], folder: '/home/ann' });

test('links are found among switches and folders', () => {
  expect(read('--no-sandbox', '/app', 'https://example.org/a.iso', '--x=https://no.org/', 'http://b.org/c')).toEqual({
    addresses: ['https://example.org/a.iso', 'http://b.org/c'],
    linkFiles: [],
  });
});

test('without a link there is nothing to add', () => {
  expect(read('.')).toEqual({ addresses: [], linkFiles: [] });
});

test('a sluice: link brings its addresses, and one that is not as it must be brings nothing', () => {
  expect(read('sluice:add?url=https%3A%2F%2Fa.example%2Fb')).toEqual({ addresses: ['https://a.example/b'], linkFiles: [] });
  expect(read('sluice:add?url=https://a.example/&url=file:///etc/passwd')).toEqual({ addresses: [], linkFiles: [] });
});

test('files that hold links are opened from where the start was made', () => {
  expect(read('list.meta4', '/tmp/a.URL', 'file:///tmp/b%20c.metalink', 'picture.png', 'https://example.org/d.meta4')).toEqual({
    addresses: ['https://example.org/d.meta4'],
    linkFiles: ['/home/ann/list.meta4', '/tmp/a.URL', '/tmp/b c.metalink'],
  });
});

test('whatever another process sends is read as words', () => {
  fc.assert(
    fc.property(fc.anything(), (data) => {
      const { argv, folder } = readStartData(data);
      expect(argv.every((word) => typeof word === 'string') && typeof folder === 'string').toBe(true);
    }),
  );
  expect(readStartData({ argv: ['a', 1, 'b'], folder: '/x' })).toEqual({ argv: ['a', 'b'], folder: '/x' });
});
