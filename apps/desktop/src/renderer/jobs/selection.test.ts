import { expect, test } from 'vitest';
import { NOTHING_SELECTED, keepListed, moveBy, select, selectAll, type Selection } from './selection.ts';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const ids = (selection: Selection): string => [...selection.ids].sort().join('');

test('a click selects one row, Ctrl adds and takes away', () => {
  const one = select(NOTHING_SELECTED, ORDER, 'b', 'only');
  const two = select(one, ORDER, 'd', 'toggle');
  expect([ids(one), ids(two), ids(select(two, ORDER, 'b', 'toggle'))]).toEqual(['b', 'bd', 'd']);
});

test('Shift reaches from the anchor, in both directions, as often as wanted', () => {
  const start = select(NOTHING_SELECTED, ORDER, 'c', 'only');
  const down = select(start, ORDER, 'e', 'extend');
  const up = select(down, ORDER, 'a', 'extend');
  expect([ids(down), ids(up), up.anchor, up.cursor]).toEqual(['cde', 'abc', 'c', 'a']);
});

test('arrow keys stop at the ends, and begin at one when nothing is selected', () => {
  const first = moveBy(NOTHING_SELECTED, ORDER, 1, 'only');
  expect([ids(first), ids(moveBy(first, ORDER, -1, 'only')), ids(moveBy(first, ORDER, Infinity, 'only'))]).toEqual(['a', 'a', 'e']);
  expect(ids(moveBy(first, ORDER, 2, 'extend'))).toBe('abc');
  expect(ids(moveBy(NOTHING_SELECTED, ORDER, -1, 'only'))).toBe('e');
  expect(moveBy(NOTHING_SELECTED, [], 1, 'only')).toBe(NOTHING_SELECTED);
});

test('a removed row hands the cursor to the next one', () => {
  const all = { ...selectAll(NOTHING_SELECTED, ORDER), cursor: 'c' };
  const kept = keepListed(all, ORDER, ['a', 'b', 'd']);
  expect([ids(kept), kept.cursor, kept.anchor]).toEqual(['abd', 'd', 'a']);
  expect(keepListed(kept, ['a', 'b', 'd'], ['a', 'b']).cursor).toBe('b');
});

test('a selection that nothing happened to stays the same value', () => {
  const some = select(NOTHING_SELECTED, ORDER, 'b', 'only');
  expect(keepListed(some, ORDER, ['b', 'a'])).toBe(some);
});
