import { expect, test } from 'vitest';
import { BlockOrigins, MAX_ORIGINS } from './block-origins.ts';

const BLOCK = 100;

function origins(...writes: readonly (readonly [offset: number, length: number, from: number])[]): BlockOrigins {
  const made = new BlockOrigins();
  for (const [offset, length, from] of writes) made.note(offset, length, from, BLOCK);
  return made;
}

test('a block that one address sent whole is its alone, whatever its neighbours are', () => {
  const made = origins([0, 250, 0], [250, 50, 2], [300, 100, 2]);
  expect([0, 1, 2, 3].map((index) => made.isOnly(index, 0))).toEqual([true, true, false, false]);
  expect([made.of(2), made.of(3)]).toEqual([[0, 2], [2]]);
});

test('a block whose beginning was there before is nobody’s', () => {
  const made = origins([140, 60, 1]);
  expect([made.isOnly(1, 1), made.of(1)]).toEqual([false, [1]]);
});

test('a block that comes anew from its beginning forgets who sent it before', () => {
  const made = origins([0, 100, 1], [0, 40, 0], [40, 60, 0]);
  expect(made.isOnly(0, 0)).toBe(true);
});

test('what nobody noted is nobody’s, and so is what comes from too far down the list', () => {
  const made = origins([0, 100, MAX_ORIGINS + 3]);
  expect([made.isOnly(0, MAX_ORIGINS + 3), made.isOnly(5, 0), made.of(5)]).toEqual([false, false, []]);
});
