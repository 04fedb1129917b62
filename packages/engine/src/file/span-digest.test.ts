import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combineCyclic } from './combine-cyclic.ts';
import { startCyclic } from './cyclic-hash.ts';
import { cyclicValue, prepareCyclic } from './cyclic-value.ts';
import { SpanDigest } from './span-digest.ts';

const ALGORITHMS = ['crc32', 'crc32c', 'crc64', 'crc64nvme'] as const;

function plain(algorithm: (typeof ALGORITHMS)[number], bytes: Uint8Array): string {
  const hash = startCyclic(algorithm);
  hash.update(bytes);
  return hash.hex();
}

describe.each(ALGORITHMS)('%s', (algorithm) => {
  test('the fast way and the slow way tell the same', async () => {
    await prepareCyclic(algorithm);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => cyclicValue(algorithm, bytes) === BigInt(`0x${plain(algorithm, bytes)}`)),
    );
  });

  test('two stretches combine to the checksum of both', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), (first, second) => {
        const combined = combineCyclic(algorithm, cyclicValue(algorithm, first), cyclicValue(algorithm, second), second.length);
        return combined === BigInt(`0x${plain(algorithm, Buffer.concat([first, second]))}`);
      }),
    );
  });

  test('bytes that come in any order, some of them twice, make the checksum of the file once the gaps are read', () => {
    const chunk = fc.tuple(fc.nat(199), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 200, maxLength: 200 }), fc.array(chunk, { maxLength: 30 }), (bytes, chunks) => {
        const spans = new SpanDigest(algorithm);
        // What was recorded first may be stale; what is recorded last is what the file holds.
        for (const [start, length] of chunks)
          spans.record(
            start,
            bytes.subarray(start, start + length).map((byte) => byte ^ 255),
          );
        for (const [start, length] of chunks) spans.record(start, bytes.subarray(start, start + length));
        const gaps = spans.gaps(200);
        if (gaps.length > 0) expect(spans.hex(200)).toBeNull();
        for (const { start, end } of gaps) spans.record(start, bytes.subarray(start, end));
        expect(spans.hex(200)).toBe(plain(algorithm, bytes));
      }),
    );
  });
});

/** From the vectors of OSS's own tools. */
test.each([
  ['', 0n],
  ['123456789', 11051210869376104954n],
  ['This is a test of the emergency broadcast system.', 2871916124362751090n],
  ['123456789This is a test of the emergency broadcast system.', 7672622622872733320n],
] as const)('CRC-64 of %j is the published one', async (text, value) => {
  await prepareCyclic('crc64');
  expect(cyclicValue('crc64', Buffer.from(text))).toBe(value);
});

test('the published CRC-64 of zeros comes out of combining, too', () => {
  let value = cyclicValue('crc64', new Uint8Array(1024));
  for (let bytes = 1024; bytes < 1_048_576; bytes *= 2) value = combineCyclic('crc64', value, value, bytes);
  expect(value).toBe(6947770692288575170n);
});

test('the published parts combine to the published whole', () => {
  expect(combineCyclic('crc64', 11051210869376104954n, 2871916124362751090n, 49)).toBe(7672622622872733320n);
});
