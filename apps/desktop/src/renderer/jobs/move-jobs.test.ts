import { expect, test } from 'vitest';
import { dropTarget, moveTarget } from './move-jobs.ts';

const QUEUE = ['a', 'b', 'c', 'd', 'e'];
const only = (...ids: readonly string[]): ReadonlySet<string> => new Set(ids);

test('one step up or down passes the neighbour in sight', () => {
  expect(moveTarget('moveUp', only('c'), QUEUE, QUEUE)).toBe('b');
  expect(moveTarget('moveDown', only('c'), QUEUE, QUEUE)).toBe('e');
  expect(moveTarget('moveDown', only('d'), QUEUE, QUEUE)).toBeNull();
  // `b` is hidden by a filter.
  expect(moveTarget('moveUp', only('c'), QUEUE, ['a', 'c', 'e', 'done'])).toBe('a');
  expect(moveTarget('moveDown', only('a'), QUEUE, ['a', 'c', 'e', 'done'])).toBe('d');
});

test('several go together, and the ends are ends', () => {
  expect(moveTarget('moveUp', only('c', 'e'), QUEUE, QUEUE)).toBe('b');
  expect(moveTarget('moveUp', only('a', 'b'), QUEUE, QUEUE)).toBeUndefined();
  expect(moveTarget('moveDown', only('e'), QUEUE, [...QUEUE, 'done'])).toBeUndefined();
  expect(moveTarget('moveToTop', only('e'), QUEUE, ['e'])).toBe('a');
  expect(moveTarget('moveToBottom', only('a'), QUEUE, ['a'])).toBeNull();
});

test('a drop goes before the row behind the gap; among finished ones it goes to the end of what is in sight', () => {
  expect(dropTarget(2, QUEUE, [...QUEUE, 'done'])).toBe('c');
  expect(dropTarget(6, QUEUE, [...QUEUE, 'done'])).toBeNull();
  expect(dropTarget(2, QUEUE, ['a', 'b', 'done'])).toBe('c');
});
