/** The small sums behind every table, and the turns. */
import { expect, test } from 'vitest';
import { judge, spreadOf, type Figure } from './figures.ts';
import { inUnit } from './in-unit.ts';
import { takeTurns } from './take-turns.ts';

test('the median of an even number of values lies between the two in the middle', () => {
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, least: 1, most: 4 });
});

test('a bar against a program that was not measured gives no verdict', () => {
  const figure: Figure = {
    what: 'a',
    program: 'Sluice',
    unit: 's',
    values: [1],
    bar: { kind: 'at-most-times', value: 1, program: 'missing' },
  };
  expect(judge(figure, [figure])).toBeNull();
});

test.each([
  [0.1234, '0.12 ms'],
  [12.34, '12.3 ms'],
  [1234.5, '1235 ms'],
  [NaN, '–'],
])('%d is shown as %s', (value, text) => {
  expect(inUnit(value, 'ms')).toBe(text);
});

test('everybody has a turn in each round, and another one begins', async () => {
  const order: string[] = [];
  const found = await takeTurns(['a', 'b', 'c'], 3, (one) => {
    order.push(one);
    return Promise.resolve(order.length);
  });
  expect(order.join('')).toBe('abcbcacab');
  expect(found).toEqual(
    new Map([
      ['a', [1, 6, 8]],
      ['b', [2, 4, 9]],
      ['c', [3, 5, 7]],
    ]),
  );
});
