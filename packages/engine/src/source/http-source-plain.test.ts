import { expect, test } from 'vitest';
import { httpSource } from './http-source.ts';

test('a server whose ranges make no sense is asked for everything: no range, no condition, the user’s headers as ever', async () => {
  const request = await httpSource.request({
    url: 'https://example.org/a.bin',
    start: 0,
    end: null,
    validator: { kind: 'strong-etag', etag: '"a"' },
    secrets: { url: 'https://example.org/a.bin', headers: [['X-Mine', 'yes']] },
    sameOrigin: true,
    plain: true,
  });
  const names = request.headers.map(([name]) => name.toLowerCase());
  expect(names).not.toContain('range');
  expect(names).not.toContain('if-range');
  expect(names).toEqual(expect.arrayContaining(['x-mine', 'accept-encoding', 'user-agent']));
});
