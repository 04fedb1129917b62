import { expect, test } from 'vitest';
import { BASKET_SIZE, readBasketPlace } from './basket-place.ts';

const SCREENS = [
  { x: 0, y: 0, width: 1000, height: 800 },
  { x: 1000, y: 0, width: 500, height: 500 },
];

test('the basket is where it was left, on any screen', () => {
  expect([readBasketPlace({ x: 10, y: 20 }, SCREENS), readBasketPlace({ x: 1100, y: 0 }, SCREENS)]).toEqual([
    { x: 10, y: 20 },
    { x: 1100, y: 0 },
  ]);
});

test.each([undefined, null, {}, { x: 1 }, { x: 0.5, y: 1 }, { x: '1', y: 1 }, { x: 2000, y: 0 }, { x: 1000 - BASKET_SIZE / 2, y: 790 }])(
  'a place that is none, or not on a screen, is the corner of the first: %j',
  (saved) => {
    expect(readBasketPlace(saved, SCREENS)).toEqual({ x: 1000 - BASKET_SIZE - 24, y: 800 - BASKET_SIZE - 24 });
  },
);
