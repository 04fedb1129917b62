import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandPatterns, MAX_EXPANDED } from './expand-patterns.ts';

const expanded = (...links: readonly string[]): readonly string[] => expandPatterns(links).links;

test.each([
  ['http://a/[8-11].jpg', ['http://a/8.jpg', 'http://a/9.jpg', 'http://a/10.jpg', 'http://a/11.jpg']],
  ['http://a/[098-101]', ['http://a/098', 'http://a/099', 'http://a/100', 'http://a/101']],
  ['http://a/[3-1]', ['http://a/3', 'http://a/2', 'http://a/1']],
  ['http://a/[a-c].z', ['http://a/a.z', 'http://a/b.z', 'http://a/c.z']],
  ['http://a/[A-B][1-2]', ['http://a/A1', 'http://a/A2', 'http://a/B1', 'http://a/B2']],
  // Not ranges: an address in brackets, mixed letters, one member.
  ['http://[::1]/x', ['http://[::1]/x']],
  ['http://a/[a-C]', ['http://a/[a-C]']],
  ['http://a/[5]', ['http://a/[5]']],
])('%s', (link, links) => {
  expect(expanded(link)).toEqual(links);
});

test('what would be far too much stays as it is written', () => {
  expect(expanded('http://a/[0-999999999]')).toEqual(['http://a/[0-999999999]']);
  expect(expanded('http://a/[0-9999][0-9999]')).toEqual(['http://a/[0-9999][0-9999]']);
  expect(expandPatterns(['http://a/[1-9999]', 'http://b/[1-9999]']).links).toHaveLength(10_000);
});

test('the count of what came out of ranges is told', () => {
  expect(expandPatterns(['http://a/x', 'http://a/[1-3]'])).toMatchObject({ fromPatterns: 3 });
});

test('any text leads to no more links than are taken', () => {
  const piece = fc.constantFrom('[1-9]', '[a-z]', '[0-999]', '[', ']', '-', '7', 'x');
  fc.assert(
    fc.property(fc.array(fc.array(piece, { maxLength: 8 }), { maxLength: 4 }), (texts) => {
      const links = texts.map((text) => `http://a/${text.join('')}`);
      expect(expandPatterns(links).links.length).toBeLessThanOrEqual(MAX_EXPANDED + links.length);
    }),
  );
});
