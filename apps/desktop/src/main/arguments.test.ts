import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linksIn, readStartData } from './arguments.ts';

test('links are found among switches and folders', () => {
  expect(linksIn(['/opt/sluice', '--no-sandbox', '/app', 'https://example.org/a.iso', '--x=https://no.org/', 'http://b.org/c'])).toBe(
    'https://example.org/a.iso\nhttp://b.org/c',
  );
});

test('without a link there is nothing to add', () => {
  expect(linksIn(['/opt/sluice', '.'])).toBeNull();
});

test('whatever another process sends is read as words', () => {
  fc.assert(
    fc.property(fc.anything(), (data) => {
      expect(readStartData(data).argv.every((word) => typeof word === 'string')).toBe(true);
    }),
  );
  expect(readStartData({ argv: ['a', 1, 'b'] })).toEqual({ argv: ['a', 'b'] });
});
