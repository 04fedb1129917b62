import { expect, test } from 'vitest';
import { CELLS, partCells } from './part-cells.ts';

test('whole cells are durable, begun ones arrive', () => {
  expect(
    partCells(
      [
        { from: 0, to: 0.35, kind: 'durable' },
        { from: 0.35, to: 0.5, kind: 'arriving' },
      ],
      10,
    ),
  ).toEqual(['durable', 'durable', 'durable', 'arriving', 'arriving', 'missing', 'missing', 'missing', 'missing', 'missing']);
});

test('a whole file fills every cell, none leaves them empty', () => {
  expect(new Set(partCells([{ from: 0, to: 1, kind: 'durable' }]))).toEqual(new Set(['durable']));
  expect(partCells([])).toHaveLength(CELLS);
});

test('a sliver that arrives is seen', () => {
  expect(partCells([{ from: 0.501, to: 0.5011, kind: 'arriving' }], 10).indexOf('arriving')).toBe(5);
});
