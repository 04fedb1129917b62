import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startCyclic } from './cyclic-hash.ts';

const ALGORITHMS = ['crc32', 'crc32c', 'crc64', 'crc64nvme'] as const;

/** The check values of the catalogue of parametrised CRC algorithms: CRC-32/ISO-HDLC, CRC-32/ISCSI, CRC-64/XZ, CRC-64/NVME. */
test.each([
  ['crc32', 'cbf43926'],
  ['crc32c', 'e3069283'],
  ['crc64', '995dc9bbdf1939fa'],
  ['crc64nvme', 'ae8b14860a799888'],
] as const)('%s of "123456789" is the published check value', (algorithm, hex) => {
  const hash = startCyclic(algorithm);
  hash.update(Buffer.from('123456789'));
  expect(hash.hex()).toBe(hex);
});

test.each(ALGORITHMS)('%s is the same however the bytes are cut', (algorithm) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat(200), { maxLength: 6 }), (bytes, cuts) => {
      const whole = startCyclic(algorithm);
      for (const one of bytes) whole.update(Uint8Array.of(one));
      const pieces = startCyclic(algorithm);
      const borders = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).toSorted((a, b) => a - b), bytes.length];
      borders.slice(1).forEach((border, index) => pieces.update(bytes.subarray(borders[index], border)));
      expect(pieces.hex()).toBe(whole.hex());
    }),
  );
});

test.each(ALGORITHMS)('%s of nothing is zero', (algorithm) => {
  expect(BigInt(`0x${startCyclic(algorithm).hex()}`)).toBe(0n);
});
