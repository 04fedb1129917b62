import { expect, test } from 'vitest';
import { shareConnections } from './share-connections.ts';

test.each([
  { total: 4, bounds: [8, 8], shares: [2, 2] },
  { total: 5, bounds: [8, 8, 8], shares: [2, 2, 1] },
  { total: 8, bounds: [1, 8, 2], shares: [1, 5, 2] },
  { total: 1, bounds: [8, 8], shares: [1, 0] },
  { total: 6, bounds: [0, 2], shares: [0, 2] },
  { total: 3, bounds: [Infinity], shares: [3] },
  { total: 3, bounds: [], shares: [] },
])('$total connections over bounds $bounds are $shares', ({ total, bounds, shares }) => {
  expect(shareConnections(total, bounds)).toEqual(shares);
});
