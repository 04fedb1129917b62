import { expect, test } from 'vitest';
import { byteRange } from '@sluice/model';
import { seededBytes } from '../seeded-bytes.ts';
import { ossCrc64, s3Crc64 } from './content-crc64.ts';
import { CRC64_NVME, CRC64_XZ } from './crc64.ts';
import { CRC64_XZ_VECTORS } from './testing/vectors.ts';

test('the check values of both checksums', () => {
  const digits = Buffer.from('123456789');
  expect(CRC64_XZ.update(0n, digits)).toBe(0x995d_c9bb_df19_39fan);
  expect(CRC64_NVME.update(0n, digits)).toBe(0xae8b_1486_0a79_9888n);
});

test.each(CRC64_XZ_VECTORS)('the vector %s', (content, crc) => {
  const zeros = /^<(\d+) zero bytes>$/.exec(content)?.[1];
  expect(String(CRC64_XZ.update(0n, zeros === undefined ? Buffer.from(content) : Buffer.alloc(Number(zeros))))).toBe(crc);
});

test('two halves combine to the checksum of the whole, wherever it is cut', () => {
  const whole = seededBytes(5, byteRange(0, 1000));
  for (const crc64 of [CRC64_XZ, CRC64_NVME]) {
    for (const at of [0, 1, 3, 500, 999, 1000]) {
      const [first, second] = [whole.subarray(0, at), whole.subarray(at)];
      expect(crc64.update(crc64.update(0n, first), second)).toBe(crc64.update(0n, whole));
      expect(crc64.combine(crc64.update(0n, first), crc64.update(0n, second), second.length)).toBe(crc64.update(0n, whole));
    }
  }
});

test('periodic content has the checksum of its bytes', () => {
  const period = seededBytes(9, byteRange(0, 1000));
  const whole = Buffer.concat([period, period, period, period.subarray(0, 77)]);
  const content = { seed: 9, sizeBytes: whole.length, periodBytes: 1000 };
  expect(ossCrc64(content)).toBe(String(CRC64_XZ.update(0n, whole)));
  expect(Buffer.from(s3Crc64(content), 'base64').readBigUInt64BE()).toBe(CRC64_NVME.update(0n, whole));
});
