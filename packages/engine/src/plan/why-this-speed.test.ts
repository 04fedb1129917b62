import { expect, test } from 'vitest';
import { whyThisSpeed, type SpeedFacts } from './why-this-speed.ts';

const MB = 1_000_000;
const eight = Array.from({ length: 8 }, (_, index) => (7.6 + index * 0.03) * MB);
const uneven = [1, 9, 2, 14, 3, 30, 4, 5].map((rate) => rate * MB);
const facts: SpeedFacts = {
  bytesPerSecond: 61.6 * MB,
  rates: eight,
  diskShare: 0.02,
  limitShare: 0,
  limit: null,
  cap: null,
  chosen: null,
  plateau: false,
};

test.each<[string, Partial<SpeedFacts>, unknown]>([
  ['the server, where each connection gets the same', {}, { by: 'server', connections: 8, cap: null }],
  ['the servers, where there are several', { sources: 2 }, { by: 'server', connections: 8, cap: null, sources: 2 }],
  ['the server, where it refused one more', { rates: [5 * MB, 9 * MB], cap: 2 }, { by: 'server', connections: 2, cap: 2 }],
  ['not the server’s refusal, where fewer are used', { rates: uneven, cap: 16 }, { by: 'unknown' }],
  [
    'the link, where more connections brought no more',
    { plateau: true, rates: uneven },
    { by: 'link', connections: 8, bytesPerSecond: 61.6 * MB },
  ],
  ['the disk, where it is waited for', { diskShare: 0.6 }, { by: 'disk', waitShare: 0.6 }],
  [
    'the limit, where it is waited for',
    { limitShare: 0.5, limit: { bytesPerSecond: 80 * MB, scope: 'all' } },
    { by: 'limit', limitBytesPerSecond: 80 * MB, scope: 'all' },
  ],
  [
    'the limit, where it is reached',
    { limit: { bytesPerSecond: 62 * MB, scope: 'job' }, diskShare: 0.9 },
    { by: 'limit', limitBytesPerSecond: 62 * MB, scope: 'job' },
  ],
  ['not a limit that is far away', { limit: { bytesPerSecond: 620 * MB, scope: 'job' } }, { by: 'server', connections: 8 }],
  [
    'few connections, where the user chose few',
    { chosen: 2, rates: [8 * MB, 8.1 * MB], plateau: null },
    { by: 'few-connections', connections: 2 },
  ],
  ['few connections, where the user chose one', { chosen: 1, rates: [8 * MB], plateau: null }, { by: 'few-connections', connections: 1 }],
  ['unknown, where they differ and nothing was tried', { rates: uneven, chosen: 8, plateau: null }, { by: 'unknown' }],
  ['unknown, where there is but one', { rates: [8 * MB], plateau: null }, { by: 'unknown' }],
])('F5: what holds it back is %s', (_, change, expected) => {
  expect(whyThisSpeed({ ...facts, ...change })).toMatchObject(expected as object);
});

test('F5: each connection’s throughput is the median’s', () => {
  expect(whyThisSpeed(facts)).toMatchObject({ eachBytesPerSecond: (7.69 + 7.72) * 0.5 * MB });
});

test('F5: nothing is said while nothing arrives', () => {
  expect([whyThisSpeed({ ...facts, rates: [] }), whyThisSpeed({ ...facts, bytesPerSecond: 0 })]).toEqual([null, null]);
});
