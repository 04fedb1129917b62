import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ranksAfterMove, type Ranked } from './queue-order.ts';

const row = (...ranks: readonly number[]): readonly Ranked[] => ranks.map((rank, at) => ({ id: String.fromCharCode(97 + at), rank }));

function after(order: readonly Ranked[], ids: readonly string[], before: string | null): string {
  const ranks = ranksAfterMove(order, ids, before);
  return order
    .map(({ id, rank }) => ({ id, rank: ranks.get(id) ?? rank }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ id }) => id)
    .join('');
}

test.each([
  [['d'], 'a', 'dabc'],
  [['a'], null, 'bcda'],
  [['b'], 'd', 'acbd'],
  [['b', 'd'], 'a', 'bdac'],
  // The order of the choice does not count, that of the queue does.
  [['d', 'b'], null, 'acbd'],
  // Before one of its own: before what follows it.
  [['b', 'c'], 'b', 'abcd'],
  [['a', 'c'], 'c', 'bacd'],
  [['nobody'], 'a', 'abcd'],
  [['a'], 'nobody', 'bcda'],
])('%j before %s', (ids, before, order) => {
  expect(after(row(1, 2, 3, 4), ids, before)).toBe(order);
});

test('only what is moved gets another rank where there is room', () => {
  expect(ranksAfterMove(row(10, 20, 30), ['c'], 'b')).toEqual(new Map([['c', 15]]));
  expect(ranksAfterMove(row(10, 20, 30), ['b'], 'b')).toEqual(new Map());
});

test('any move, however often, leads to that order, also between ranks that can hardly be told apart', () => {
  const moves = fc.array(fc.tuple(fc.subarray(['a', 'b', 'c', 'd', 'e']), fc.constantFrom('a', 'b', 'c', 'd', 'e', null)), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(moves, (steps) => {
      let order = row(1.8e15, 1.8e15 + 1, 1.8e15 + 1, 1.8e15 + 2, 1.8e15 + 3);
      for (const [ids, before] of steps) {
        const chosen = new Set(ids);
        const rest = order.filter(({ id }) => !chosen.has(id)).map(({ id }) => id);
        const place = before === null ? [] : order.slice(order.findIndex(({ id }) => id === before)).map(({ id }) => id);
        const next = place.find((id) => !chosen.has(id));
        const index = next === undefined ? rest.length : rest.indexOf(next);
        const moved = order.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
        const expected = [...rest.slice(0, index), ...moved, ...rest.slice(index)];
        const ranks = ranksAfterMove(order, ids, before);
        // A stable sort, as the store's: equal ranks keep their order.
        order = order.map(({ id, rank }) => ({ id, rank: ranks.get(id) ?? rank })).toSorted((a, b) => a.rank - b.rank);
        expect(order.map(({ id }) => id)).toEqual(expected);
      }
    }),
  );
});
