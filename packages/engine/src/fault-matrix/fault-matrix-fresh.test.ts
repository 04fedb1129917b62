import { expect, test } from 'vitest';
import { BEHAVIOURS } from './testing/behaviours.ts';
import { describeMatrix } from './testing/describe-matrix.ts';

test('the matrix has at least 40 behaviours, each under its own name', () => {
  expect(new Set(BEHAVIOURS.map(({ name }) => name)).size).toBe(BEHAVIOURS.length);
  expect(BEHAVIOURS.length).toBeGreaterThanOrEqual(40);
});

describeMatrix('fresh');
