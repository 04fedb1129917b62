import { crc32 } from 'node:zlib';
import { byteRange, type Block, type Part } from '@sluice/model';
import { expect, test } from 'vitest';
import { vouchedParts, type VouchingFacts } from './vouched-parts.ts';

const FACTS: VouchingFacts = { sizeBytes: 1_000, blockSizeBytes: 100, zerosVouch: true };

function part(start: number, end: number, durableBytes: number): Part {
  return { range: byteRange(start, end), durableBytes };
}

function block(index: number, lengthBytes = 100, crc32 = 7): Block {
  return { index, lengthBytes, crc32 };
}

function durable(parts: readonly Part[], blocks: readonly Block[], facts: Partial<VouchingFacts> = {}): readonly number[] | null {
  return vouchedParts({ parts, blocks }, { ...FACTS, ...facts })?.map(({ durableBytes }) => durableBytes) ?? null;
}

test('what blocks cover without a gap from a part’s start is kept, to the middle of a block', () => {
  const parts = [part(0, 500, 250), part(500, 1_000, 130)];
  expect(durable(parts, [block(0), block(1), block(2, 50), block(5), block(6, 30)])).toEqual([250, 130]);
});

test('a gap, a short block and a missing one end what is kept', () => {
  const parts = [part(0, 500, 400), part(500, 1_000, 400)];
  expect(durable(parts, [block(0), block(2), block(3), block(5), block(6, 40), block(7)])).toEqual([100, 140]);
  expect(durable(parts, [])).toEqual([0, 0]);
});

test('a block that says more than its part claims vouches for nothing', () => {
  expect(durable([part(0, 1_000, 150)], [block(0), block(1, 60)])).toEqual([100]);
  expect(durable([part(0, 1_000, 150)], [block(0, 120)])).toEqual([0]);
});

test('a part that begins within a block keeps nothing', () => {
  expect(durable([part(0, 450, 100), part(450, 1_000, 100)], [block(0), block(4), block(5)])).toEqual([100, 0]);
});

test('a block of zeros vouches only where a hole can’t be taken for it', () => {
  const zeros = block(1, 100, crc32(new Uint8Array(100)));
  const parts = [part(0, 1_000, 300)];
  expect(durable(parts, [block(0), zeros, block(2)])).toEqual([300]);
  expect(durable(parts, [block(0), zeros, block(2)], { zerosVouch: false })).toEqual([100]);
});

test('a complete file gives its last block back, so that it is not finished by its name alone', () => {
  const blocks = Array.from({ length: 10 }, (_, index) => block(index));
  expect(durable([part(0, 1_000, 1_000)], blocks)).toEqual([900]);
  expect(durable([part(0, 900, 900), part(900, 1_000, 100)], blocks)).toEqual([900, 0]);
  expect(durable([part(0, 950, 950)], [...blocks.slice(0, 9), block(9, 50)], { sizeBytes: 950 })).toEqual([900]);
});

test('parts that don’t tile the file keep nothing at all', () => {
  expect(durable([part(0, 500, 100)], [block(0)])).toBeNull();
  expect(durable([], [])).toBeNull();
  expect(durable([part(0, 1_000, 100)], [block(0)], { blockSizeBytes: 0 })).toBeNull();
});
