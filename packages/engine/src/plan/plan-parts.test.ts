/** However a file is divided, the parts tile it and their borders are block borders (spec A4, A5). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_SIZE_BYTES, isComplete, partsTile, rangeLength } from '@sluice/model';
import { MAX_BLOCKS, blockSizeFor } from './block-size.ts';
import { MAX_CONNECTIONS, MAX_PART_SIZE_BYTES, MIN_PART_SIZE_BYTES, checkOptions } from './check-options.ts';
import { planParts } from './plan-parts.ts';
import { splitPoint } from './split-range.ts';

fc.configureGlobal({ seed: 1, ...fc.readConfigureGlobal() });

const MIB = 1024 * 1024;

const partSize = fc.option(fc.integer({ min: MIN_PART_SIZE_BYTES, max: MAX_PART_SIZE_BYTES }), { nil: null });
const connections = fc.integer({ min: 1, max: MAX_CONNECTIONS });

/** Sizes of all magnitudes, and those around a multiple of the part size. */
const plan = fc
  .record({
    partSizeBytes: partSize,
    connections,
    magnitude: fc.integer({ min: 0, max: 53 }),
    within: fc.double({ min: 0, max: 1, noNaN: true }),
    multiple: fc.option(fc.record({ times: fc.nat(200), delta: fc.constantFrom(-1, 0, 1) }), { nil: null }),
  })
  .map(({ partSizeBytes, connections: count, magnitude, within, multiple }) => {
    const anySize = Math.min(MAX_SIZE_BYTES, Math.floor(2 ** magnitude * (1 + within)));
    const sizeBytes = multiple === null ? anySize : Math.max(0, (partSizeBytes ?? MIB) * multiple.times + multiple.delta);
    return { sizeBytes, partSizeBytes, connections: count, blockSizeBytes: blockSizeFor(sizeBytes, partSizeBytes) };
  });

/** A plan whose parts are too many to list is checked by its first ones only. */
const listable = plan.filter(({ sizeBytes, partSizeBytes, blockSizeBytes }) => {
  return partSizeBytes === null || sizeBytes / Math.max(partSizeBytes, blockSizeBytes) < 20_000;
});

describe('planned parts', () => {
  test('tile the file, begin at block borders, and are all missing', () => {
    fc.assert(
      fc.property(listable, (ask) => {
        const parts = planParts(ask);
        expect(partsTile(parts, ask.sizeBytes)).toBe(true);
        expect(parts.filter(({ range }) => range.start % ask.blockSizeBytes !== 0)).toEqual([]);
        expect(parts.filter(isComplete)).toEqual([]);
      }),
    );
  });

  test('are as many as there are connections at the most, when nobody chose their size', () => {
    fc.assert(
      fc.property(plan, (ask) => {
        expect(planParts({ ...ask, partSizeBytes: null }).length).toBeLessThanOrEqual(ask.connections);
      }),
    );
  });

  test('have the size that the user chose, rounded up to whole blocks', () => {
    fc.assert(
      fc.property(listable, (ask) => {
        const { partSizeBytes } = ask;
        if (partSizeBytes === null) return;
        const step = Math.ceil(partSizeBytes / ask.blockSizeBytes) * ask.blockSizeBytes;
        expect(
          planParts(ask)
            .slice(0, -1)
            .filter(({ range }) => rangeLength(range) !== step),
        ).toEqual([]);
      }),
    );
  });

  test('of an empty file are none, and of one byte are one', () => {
    const ask = { blockSizeBytes: MIB, partSizeBytes: null, connections: 8 };
    expect(planParts({ ...ask, sizeBytes: 0 })).toEqual([]);
    expect(planParts({ ...ask, sizeBytes: 1 })).toEqual([{ range: { start: 0, end: 1 }, durableBytes: 0 }]);
  });

  test('reach to the largest size that numbers count', () => {
    const blockSizeBytes = blockSizeFor(MAX_SIZE_BYTES, null);
    const parts = planParts({ sizeBytes: MAX_SIZE_BYTES, blockSizeBytes, partSizeBytes: null, connections: 64 });
    expect(partsTile(parts, MAX_SIZE_BYTES)).toBe(true);
  });
});

test('a job has at most 16,384 blocks, and they are no larger than that needs', () => {
  fc.assert(
    fc.property(plan, ({ sizeBytes, partSizeBytes, blockSizeBytes }) => {
      expect(sizeBytes / blockSizeBytes).toBeLessThanOrEqual(MAX_BLOCKS);
      const smallest = Math.min(MIB, partSizeBytes ?? MIB);
      if (blockSizeBytes > smallest) expect(sizeBytes / (blockSizeBytes / 2)).toBeGreaterThan(MAX_BLOCKS);
      else expect(blockSizeBytes).toBe(smallest);
    }),
  );
});

describe('the point of a split', () => {
  test('is a block border that leaves both halves worth a request, and the first no smaller than the second by more than a block', () => {
    fc.assert(
      fc.property(plan, fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 64 * MIB }), (ask, share, leastBytes) => {
        const { sizeBytes, blockSizeBytes } = ask;
        const position = Math.floor(sizeBytes * share);
        const border = splitPoint({ start: 0, end: sizeBytes }, position, blockSizeBytes, leastBytes);
        if (border === null) return;
        expect(border % blockSizeBytes).toBe(0);
        expect(border - position).toBeGreaterThanOrEqual(leastBytes);
        expect(sizeBytes - border).toBeGreaterThanOrEqual(leastBytes);
        expect(Math.abs(border - position - (sizeBytes - border))).toBeLessThanOrEqual(2 * blockSizeBytes);
      }),
    );
  });

  test('is found wherever there are four blocks and four times the least', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 4, max: 4000 }), fc.integer({ min: 1, max: MIB }), (skipped, blocks, leastBytes) => {
        const range = { start: 0, end: (skipped + blocks) * MIB };
        if (blocks * MIB >= 4 * leastBytes) expect(splitPoint(range, skipped * MIB, MIB, leastBytes)).not.toBeNull();
      }),
    );
  });

  test('is none in what either of the two fetches within a quarter of a second', () => {
    const split = (ownerBytesPerSecond: number, takerBytesPerSecond: number, blocks: number): number | null =>
      splitPoint({ start: 0, end: blocks * MIB }, 0, MIB, MIB, { ownerBytesPerSecond, takerBytesPerSecond });
    expect([split(400 * MIB, 400 * MIB, 198), split(400 * MIB, 400 * MIB, 200)]).toEqual([null, 100 * MIB]);
    expect([split(4 * MIB, 4 * MIB, 2), split(4 * MIB, 4 * MIB, 1)]).toEqual([MIB, null]);
  });

  test('B10: shares out time: beside a connection that is ten times as fast, a slow one keeps an eleventh', () => {
    const paces = { ownerBytesPerSecond: MIB, takerBytesPerSecond: 10 * MIB };
    expect(splitPoint({ start: 0, end: 110 * MIB }, 0, MIB, MIB, paces)).toBe(10 * MIB);
    const reversed = { ownerBytesPerSecond: 10 * MIB, takerBytesPerSecond: MIB };
    expect(splitPoint({ start: 0, end: 110 * MIB }, 0, MIB, MIB, reversed)).toBe(100 * MIB);
  });
});

describe('options', () => {
  const options = { connections: null, partSizeBytes: null, limitBytesPerSecond: null, digest: null, onRemoteChange: 'ask' } as const;

  test.each([
    [{ connections: 1 }],
    [{ connections: 64 }],
    [{ partSizeBytes: 100 * 1024 }],
    [{ partSizeBytes: 5 * 1024 ** 3 }],
    [{ limitBytesPerSecond: 1 }],
  ])('%j are fine', (changes) => {
    expect(checkOptions({ ...options, ...changes })).toBeNull();
  });

  test.each([
    ['connections', { connections: 0 }],
    ['connections', { connections: 65 }],
    ['connections', { connections: 1.5 }],
    ['connections', { connections: Number.NaN }],
    ['part-size', { partSizeBytes: 100 * 1024 - 1 }],
    ['part-size', { partSizeBytes: 5 * 1024 ** 3 + 1 }],
    ['part-size', { partSizeBytes: Infinity }],
    ['limit', { limitBytesPerSecond: 0 }],
    ['limit', { limitBytesPerSecond: -1 }],
  ])('a %s out of its bounds is named: %j', (option, changes) => {
    expect(checkOptions({ ...options, ...changes })).toEqual({
      kind: 'invalid-option',
      option,
      value: String(Object.values(changes)[0]),
    });
  });
});
