import { expect, test } from 'vitest';
import { chooseOldest, chooseOverlap } from './choose-overlap.ts';

const KiB = 1024;
const BLOCK = 1024 * KiB;
const blocks = [0, 1, 2, 5].map((index) => ({ index, lengthBytes: index === 5 ? 100 : BLOCK, crc32: 0 }));
const spans = [
  { start: 0, end: 3 * BLOCK },
  { start: 4 * BLOCK, end: 4 * BLOCK },
  { start: 5 * BLOCK, end: 5 * BLOCK + 100 },
];

function choose(partStart: number, random = 0): unknown {
  return chooseOverlap({ spans, partStart, blocks, blockSizeBytes: BLOCK, random: () => random });
}

test('B1: the last 64 KiB of the part and two random blocks, each once and none that holds the tail', () => {
  expect(choose(0)).toEqual([
    { start: 3 * BLOCK - 64 * KiB, end: 3 * BLOCK },
    { start: 0, end: BLOCK },
    { start: BLOCK, end: 2 * BLOCK },
  ]);
  expect(choose(0, 0.999)).toEqual([
    { start: 3 * BLOCK - 64 * KiB, end: 3 * BLOCK },
    { start: 5 * BLOCK, end: 5 * BLOCK + 100 },
    { start: BLOCK, end: 2 * BLOCK },
  ]);
});

test('a part that has less is compared as far as it goes, and one that has nothing by the fullest other', () => {
  expect(choose(5 * BLOCK)).toContainEqual({ start: 5 * BLOCK, end: 5 * BLOCK + 100 });
  expect(choose(4 * BLOCK)).toContainEqual({ start: 3 * BLOCK - 64 * KiB, end: 3 * BLOCK });
});

test('where nothing was received there is nothing to compare', () => {
  expect(chooseOverlap({ spans: [{ start: 0, end: 0 }], partStart: 0, blocks: [], blockSizeBytes: BLOCK, random: () => 0 })).toEqual([]);
});

test('the oldest bytes are the first of every part', () => {
  expect(chooseOldest(spans)).toEqual([
    { start: 0, end: 64 * KiB },
    { start: 5 * BLOCK, end: 5 * BLOCK + 100 },
  ]);
});
