import { byteRange } from '@sluice/model';
import { expect, test } from 'vitest';
import { bytesAsked } from './bytes-asked.ts';

const asked = (...ranges: readonly (readonly [number, number])[]) =>
  bytesAsked(ranges.map(([start, end]) => ({ range: byteRange(start, end), target: '/a' })));

test('each byte counts once, in whatever order it is asked for', () => {
  expect([asked(), asked([0, 10]), asked([20, 30], [0, 10], [5, 15]), asked([0, 30], [10, 20]), asked([4, 4])]).toEqual([0, 10, 25, 30, 0]);
});

test('a request for everything is none that can be counted', () => {
  expect(() => bytesAsked([{ range: null, target: '/a' }])).toThrow('/a was asked for without a range');
});
