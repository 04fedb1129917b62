import { createHash } from 'node:crypto';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { byteRange } from '@sluice/model';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { expectSeededFile, seededBytes, sha256OfSeed, tempFolder } from './index.ts';

test('a piece is the same however it is asked for, at any offset', () => {
  const offset = fc.oneof(fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 2 ** 40, max: 2 ** 40 + 400_000 }));
  fc.assert(
    fc.property(fc.nat(), offset, fc.nat(200_000), fc.nat(200_000), (seed, start, first, second) => {
      const whole = seededBytes(seed, byteRange(start, start + first + second));
      const pieces = [byteRange(start, start + first), byteRange(start + first, start + first + second)].map((range) =>
        seededBytes(seed, range),
      );
      expect(Buffer.concat(pieces).equals(whole)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test('seeds and places differ', () => {
  const starts = [0, 65_536, 131_072, 2 ** 33, 2 ** 48].map((start) =>
    Buffer.from(seededBytes(1, byteRange(start, start + 16))).toString('hex'),
  );
  const seeds = [0, 2, 3, 2 ** 31].map((seed) => Buffer.from(seededBytes(seed, byteRange(0, 16))).toString('hex'));
  expect(new Set([...starts, ...seeds]).size).toBe(9);
});

test('the digest is that of the bytes', () => {
  const bytes = seededBytes(5, byteRange(0, 1_500_001));
  expect(sha256OfSeed(5, 1_500_001)).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('a file on disk is compared to the last byte, and the first difference is named', async () => {
  const folder = await tempFolder();
  onTestFinished(() => folder.remove());
  const path = join(folder.path, 'file.bin');
  const bytes = seededBytes(9, byteRange(0, 2_000_000));
  await writeFile(path, bytes);
  await expectSeededFile(path, 9, 2_000_000);
  await expect(expectSeededFile(path, 9, 1_999_999)).rejects.toThrow('has 2000000 bytes instead of 1999999');
  await truncate(path, 1_000_000);
  await expect(expectSeededFile(path, 9, 2_000_000)).rejects.toThrow('has 1000000 bytes instead of 2000000');
  bytes[1_234_567] = (bytes[1_234_567] ?? 0) ^ 4;
  await writeFile(path, bytes);
  await expect(expectSeededFile(path, 9, 2_000_000)).rejects.toThrow('offset 1234567');
});
