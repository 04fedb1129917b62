import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDeepLink, readDeepLink } from './deep-link.ts';

test.each([
  ['sluice:add?url=https%3A%2F%2Fa.example%2Fb.iso%3Fx%3D1%26y%3D2', ['https://a.example/b.iso?x=1&y=2']],
  ['sluice://add/?url=https://a.example/b', ['https://a.example/b']],
  ['SLUICE:add?url=oss%3A%2F%2Fbucket%2Fkey&url=s3%3A%2F%2Fbucket%2Fkey', ['oss://bucket/key', 's3://bucket/key']],
  ['sluice:add?url=https://a.example/&url=https://a.example/', ['https://a.example/']],
  ['sluice:add?url=file%3A%2F%2F%2Fetc%2Fpasswd', null],
  ['sluice:add?url=javascript%3Aalert(1)', null],
  ['sluice:add?url=https://a.example/&url=ftp://b.example/', null],
  ['sluice:add?url=https://a.example/&directory=/etc', null],
  ['sluice:add?url=', null],
  ['sluice:add', null],
  ['sluice:remove?url=https://a.example/', null],
  ['sluice:add?url=https://a.example/%0d%0aCookie:x', ['https://a.example/%0D%0ACookie:x']],
  [`sluice:add?url=https://a.example/${'x'.repeat(70_000)}`, null],
  [`sluice:add?${'url=https://a.example/&'.repeat(101)}`, null],
])('%s', (link, addresses) => {
  const read = readDeepLink(link);
  // A line break in an address is refused, or stays encoded; it never becomes one.
  if (link.includes('%0d')) expect(read ?? []).not.toContain('\n');
  else expect(read).toEqual(addresses);
});

test('whatever comes, only whole addresses come out', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webUrl().map((url) => `sluice:add?url=${encodeURIComponent(url)}`),
      ),
      (text) => {
        for (const url of readDeepLink(text) ?? []) expect(url).toMatch(/^(https?|oss|s3):\/\/[^\s]+$/);
      },
    ),
  );
  expect([isDeepLink('Sluice:x'), isDeepLink('https://sluice:1/')]).toEqual([true, false]);
});
