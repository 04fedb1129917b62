import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block } from '@sluice/model';
import { BlockDigests } from './block-digests.ts';

const BLOCK = 64;

/** What the digests of the file's first bytes must be. */
function expected(bytes: Uint8Array): readonly Block[] {
  return Array.from({ length: Math.ceil(bytes.byteLength / BLOCK) }, (_, index) => {
    const block = bytes.subarray(index * BLOCK, (index + 1) * BLOCK);
    return { index, lengthBytes: block.byteLength, crc32: crc32(block) };
  });
}

test('digests that were reckoned ahead are those that are reckoned afterwards, whatever the pieces', () => {
  const pieces = fc.array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 3 * BLOCK }), fc.boolean()));
  fc.assert(
    fc.property(pieces, (written) => {
      const digests = new BlockDigests(BLOCK, []);
      let offset = 0;
      for (const [bytes, ahead] of written) {
        if (ahead) digests.foresee(offset, bytes);
        digests.record(offset, bytes);
        offset += bytes.byteLength;
      }
      expect(digests.all()).toEqual(expected(Buffer.concat(written.map(([bytes]) => bytes))));
    }),
  );
});

test('what was only reckoned ahead counts for nothing', () => {
  const digests = new BlockDigests(BLOCK, []);
  digests.record(0, Buffer.from('in the file'));
  digests.takeChanged();
  digests.foresee(11, Buffer.from(', refused by the disk'));
  expect([digests.all(), digests.takeChanged()]).toEqual([expected(Buffer.from('in the file')), []]);
  digests.record(11, Buffer.from(', written instead'));
  expect(digests.all()).toEqual(expected(Buffer.from('in the file, written instead')));
});

test('a block whose beginning is not known has no digest, and the next one has', () => {
  const digests = new BlockDigests(BLOCK, []);
  const bytes = Buffer.alloc(BLOCK, 'abc');
  digests.foresee(BLOCK / 2, bytes);
  digests.record(BLOCK / 2, bytes);
  expect(digests.all()).toEqual([{ index: 1, lengthBytes: BLOCK / 2, crc32: crc32(bytes.subarray(BLOCK / 2)) }]);
});
