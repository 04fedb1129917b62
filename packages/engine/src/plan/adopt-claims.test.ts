import { partsTile, type FoundBlock } from '@sluice/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkpointOf, claimedExtents, soundRuns } from './adopt-claims.ts';
import { chooseSamples } from './adopt-samples.ts';

const MIB = 1024 * 1024;

function blocks(bad: readonly number[], count: number): readonly FoundBlock[] {
  return Array.from({ length: count }, (_, index) => ({ index, lengthBytes: MIB, crc32: index, doubtful: bad.includes(index) }));
}

test('claimed stretches are joined, cut to what is there, and begin on block borders', () => {
  const ranges = [
    { start: 5 * MIB + 1, end: 7 * MIB },
    { start: 0, end: MIB },
    { start: MIB, end: 2 * MIB + 5 },
    { start: 3 * MIB, end: 3 * MIB + 5 },
    { start: 8 * MIB, end: 9 * MIB },
  ];
  expect(claimedExtents(ranges, 6 * MIB + 9, MIB)).toEqual([
    { start: 0, end: 2 * MIB + 5 },
    { start: 3 * MIB, end: 3 * MIB + 5 },
    { start: 6 * MIB, end: 6 * MIB + 9 },
  ]);
});

test('what was only guessed gives the last block before a gap back', () => {
  const extent = [{ start: 0, end: 8 * MIB }];
  expect(soundRuns(extent, blocks([3, 6], 8), MIB, 'recorded')).toEqual([
    { start: 0, end: 3 * MIB },
    { start: 4 * MIB, end: 6 * MIB },
    { start: 7 * MIB, end: 8 * MIB },
  ]);
  expect(soundRuns(extent, blocks([3, 6], 8), MIB, 'guessed')).toEqual([
    { start: 0, end: 2 * MIB },
    { start: 4 * MIB, end: 5 * MIB },
    { start: 7 * MIB, end: 8 * MIB },
  ]);
});

test('no more than 64 stretches are taken over, the largest of them', () => {
  const bad = Array.from({ length: 100 }, (_, index) => index * 3);
  const runs = soundRuns([{ start: 0, end: 303 * MIB }], blocks(bad, 303), MIB, 'recorded');
  expect(runs).toHaveLength(64);
});

test('whatever is claimed, parts tile the file, never all of it is durable, and blocks lie within durable bytes', () => {
  const range = fc.tuple(fc.nat(20 * MIB), fc.nat(20 * MIB)).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
  fc.assert(
    fc.property(
      fc.array(range, { maxLength: 8 }),
      fc.integer({ min: 1, max: 20 * MIB }),
      fc.array(fc.nat(20), { maxLength: 5 }),
      fc.constantFrom('recorded' as const, 'guessed' as const),
      (ranges, sizeBytes, bad, certainty) => {
        const extents = claimedExtents(ranges, sizeBytes, MIB);
        const found = extents.flatMap((extent) =>
          Array.from({ length: Math.ceil((extent.end - extent.start) / MIB) }, (_, step): FoundBlock => {
            const start = extent.start + step * MIB;
            const index = start / MIB;
            return { index, lengthBytes: Math.min(MIB, extent.end - start), crc32: 1, doubtful: bad.includes(index) };
          }),
        );
        const { parts, blocks: kept } = checkpointOf(soundRuns(extents, found, MIB, certainty), found, sizeBytes, MIB);
        const durable = parts.map(({ range: { start }, durableBytes }) => ({ start, end: start + durableBytes }));
        expect(partsTile(parts, sizeBytes)).toBe(true);
        expect(parts.every(({ range: { start } }) => start % MIB === 0)).toBe(true);
        expect(durable.reduce((sum, { start, end }) => sum + end - start, 0)).toBeLessThan(sizeBytes);
        for (const { index, lengthBytes } of kept) {
          expect(bad).not.toContain(index);
          expect(durable.some(({ start, end }) => start <= index * MIB && index * MIB + lengthBytes <= end)).toBe(true);
        }
        // Every durable byte has a block that vouches for it on the disk.
        expect(kept.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0)).toBe(
          durable.reduce((sum, { start, end }) => sum + end - start, 0),
        );
      },
    ),
  );
});

test('without a digest both ends of every stretch are compared, and random places between', () => {
  const runs = [
    { start: 0, end: MIB },
    { start: 4 * MIB, end: 4 * MIB + 300_000 },
  ];
  const samples = chooseSamples({ runs, hasDigest: false, random: () => 0.5 });
  expect(samples.slice(0, 4).map(({ range }) => range)).toEqual([
    { start: 0, end: 65_536 },
    { start: MIB - 65_536, end: MIB },
    { start: 4 * MIB, end: 4 * MIB + 65_536 },
    { start: 4 * MIB + 300_000 - 65_536, end: 4 * MIB + 300_000 },
  ]);
  expect(samples.slice(4)).toHaveLength(4);
  expect(samples.every(({ run, range }) => run.start <= range.start && range.end <= run.end)).toBe(true);
  expect(chooseSamples({ runs, hasDigest: true, random: () => 0.9 })).toHaveLength(4);
});
