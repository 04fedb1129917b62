/**
 * The CRC of two stretches that lie one behind the other, from the CRC of each: the first, times x to the number of bits of the second,
 * modulo the polynomial, plus the second. By polynomial multiplication with a table of x^(2^k); no matrices (zlib's crc32_combine of
 * 2022 does the same).
 */
import type { CyclicDigest } from '@sluice/model';

interface Field {
  readonly width: bigint;
  /** Bits reversed, as the checksums are. */
  readonly polynomial: bigint;
  /** x^(2^k), as far as they were needed. */
  readonly powers: bigint[];
}

const FIELDS: Readonly<Record<CyclicDigest, Field>> = {
  crc32: { width: 32n, polynomial: 0xedb88320n, powers: [] },
  crc32c: { width: 32n, polynomial: 0x82f63b78n, powers: [] },
  crc64: { width: 64n, polynomial: 0xc96c5795d7870f42n, powers: [] },
  crc64nvme: { width: 64n, polynomial: 0x9a6c9329ac4bc9b5n, powers: [] },
};

/** The checksum of `first` followed by `second`, where `second` covers `secondBytes`. */
export function combineCyclic(algorithm: CyclicDigest, first: bigint, second: bigint, secondBytes: number): bigint {
  const field = FIELDS[algorithm];
  let shifted = first;
  // Eight bits a byte: the powers begin at x^(2^3).
  for (let rest = BigInt(secondBytes), k = 3; rest > 0n; rest >>= 1n, k += 1) {
    if ((rest & 1n) === 1n) shifted = multiply(field, shifted, powerOf(field, k));
  }
  return shifted ^ second;
}

function powerOf(field: Field, k: number): bigint {
  const { powers, width } = field;
  // The top bit is x^0 and the next one x^1, which is x^(2^0).
  if (powers.length === 0) powers.push(1n << (width - 2n));
  for (let last = powers.at(-1) ?? 0n; powers.length <= k; powers.push(last)) last = multiply(field, last, last);
  return powers[k] ?? 0n;
}

function multiply({ width, polynomial }: Field, a: bigint, b: bigint): bigint {
  let product = 0n;
  let shifted = b;
  for (let bit = 1n << (width - 1n); bit > 0n; bit >>= 1n) {
    if ((a & bit) !== 0n) product ^= shifted;
    shifted = (shifted & 1n) === 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}
