/** Ranges and parts: what counts as a tiling, and what is missing from one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MAX_SIZE_BYTES,
  UNKNOWN_END,
  byteRange,
  durableBytesOf,
  isComplete,
  missingRanges,
  partsTile,
  rangeLength,
  type Part,
} from './index.ts';

fc.configureGlobal({ seed: 1, ...fc.readConfigureGlobal() });

/** Parts that tile a file, each durable up to somewhere. */
const tiling = fc.array(fc.tuple(fc.nat(1000), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 30 }).map((pieces) => {
  let start = 0;
  const parts: Part[] = [];
  for (const [length, share] of pieces) {
    parts.push({ range: byteRange(start, start + length), durableBytes: Math.floor(length * share) });
    start += length;
  }
  return { parts, sizeBytes: start };
});

describe('a byte range', () => {
  test.each([
    [-1, 5],
    [5, 4],
    [0.5, 2],
    [0, MAX_SIZE_BYTES + 1],
    [Number.NaN, 1],
    [0, Infinity],
  ])('[%d, %d) is none', (start, end) => {
    expect(() => byteRange(start, end)).toThrow(RangeError);
  });

  test('may be empty, and may be as long as numbers count', () => {
    expect(rangeLength(byteRange(7, 7))).toBe(0);
    expect(rangeLength(byteRange(0, UNKNOWN_END))).toBe(MAX_SIZE_BYTES);
  });
});

describe('parts', () => {
  test('that tile the file are told from those that do not, whichever one is moved', () => {
    fc.assert(
      fc.property(tiling, fc.nat(), fc.constantFrom(-1, 1), fc.boolean(), ({ parts, sizeBytes }, pick, delta, atStart) => {
        expect(partsTile(parts, sizeBytes)).toBe(true);
        expect(partsTile(parts, sizeBytes + 1)).toBe(false);
        const index = parts.length === 0 ? -1 : pick % parts.length;
        const moved = parts[index];
        if (moved === undefined) return;
        const range = atStart ? { ...moved.range, start: moved.range.start + delta } : { ...moved.range, end: moved.range.end + delta };
        expect(partsTile(parts.with(index, { ...moved, range }), sizeBytes)).toBe(false);
      }),
    );
  });

  test('that claim more than they hold, or less than nothing, tile nothing', () => {
    const range = byteRange(0, 10);
    expect([-1, 0, 10, 11].map((durableBytes) => partsTile([{ range, durableBytes }], 10))).toEqual([false, true, true, false]);
  });

  test('miss exactly what is not durable', () => {
    fc.assert(
      fc.property(tiling, ({ parts, sizeBytes }) => {
        const missing = missingRanges(parts).reduce((sum, range) => sum + rangeLength(range), 0);
        expect(missing + durableBytesOf(parts)).toBe(sizeBytes);
        expect(missingRanges(parts).length === 0).toBe(parts.every(isComplete));
      }),
    );
  });

  test('of an empty file are none, and they tile it', () => {
    expect(partsTile([], 0)).toBe(true);
    expect(partsTile([], 1)).toBe(false);
  });
});
