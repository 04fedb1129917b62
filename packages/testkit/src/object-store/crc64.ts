/** CRC-64 as object stores publish it, by plain tables: slow, and independent of the code that it checks. */

export interface Crc64 {
  /** The checksum of `bytes` after content with the checksum `before`. */
  update(before: bigint, bytes: Uint8Array): bigint;
  /** The checksum of A followed by B, B having `secondBytes` bytes. */
  combine(first: bigint, second: bigint, secondBytes: number): bigint;
  /** The checksum of content said `times` times over. */
  repeat(unit: bigint, unitBytes: number, times: number): bigint;
}

const MASK_32 = 0xffff_ffffn;

/** CRC-64/XZ (ECMA-182, reflected), in `x-oss-hash-crc64ecma`. */
export const CRC64_XZ: Crc64 = makeCrc64(0xc96c_5795_d787_0f42n);
/** CRC-64/NVME, in `x-amz-checksum-crc64nvme`. */
export const CRC64_NVME: Crc64 = makeCrc64(0x9a6c_9329_ac4b_c9b5n);

/** A CRC-64 of the reflected polynomial, its register beginning and ending inverted. */
function makeCrc64(polynomial: bigint): Crc64 {
  const tables = makeTables(polynomial);
  const combine = (first: bigint, second: bigint, secondBytes: number): bigint =>
    multiply(power(BigInt(secondBytes) * 8n, polynomial), first, polynomial) ^ second;
  return {
    update: (before, bytes) => update(tables, before, bytes),
    combine,
    repeat(unit, unitBytes, times) {
      let whole = 0n;
      let doubled = { crc: unit, bytes: unitBytes };
      for (let left = times; left > 0; left = Math.floor(left / 2)) {
        if (left % 2 === 1) whole = combine(whole, doubled.crc, doubled.bytes);
        doubled = { crc: combine(doubled.crc, doubled.crc, doubled.bytes), bytes: doubled.bytes * 2 };
      }
      return whole;
    },
  };
}

interface Tables {
  /** Four tables of 256 entries each, one after the other: what a byte does with 0 to 3 bytes behind it. */
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

function makeTables(polynomial: bigint): Tables {
  const high = new Uint32Array(4 * 256);
  const low = new Uint32Array(4 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = BigInt(byte);
    for (let table = 0; table < 4; table++) {
      for (let bit = 0; bit < 8; bit++) crc = timesX(crc, polynomial);
      high[table * 256 + byte] = Number(crc >> 32n);
      low[table * 256 + byte] = Number(crc & MASK_32);
    }
  }
  return { high, low };
}

function update(tables: Tables, before: bigint, bytes: Uint8Array): bigint {
  const { high: highs, low: lows } = tables;
  let high = ~Number(before >> 32n);
  let low = ~Number(before & MASK_32);
  const fours = bytes.length - (bytes.length % 4);
  for (let at = 0; at < fours; at += 4) {
    const a = (low ^ bytes[at]!) & 0xff;
    const b = ((low >>> 8) ^ bytes[at + 1]!) & 0xff;
    const c = ((low >>> 16) ^ bytes[at + 2]!) & 0xff;
    const d = ((low >>> 24) ^ bytes[at + 3]!) & 0xff;
    low = high ^ lows[768 + a]! ^ lows[512 + b]! ^ lows[256 + c]! ^ lows[d]!;
    high = highs[768 + a]! ^ highs[512 + b]! ^ highs[256 + c]! ^ highs[d]!;
  }
  for (const byte of bytes.subarray(fours)) {
    const index = (low ^ byte) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ lows[index]!;
    high = (high >>> 8) ^ highs[index]!;
  }
  return (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0);
}

/** In a reflected register the highest bit is the constant term, so that multiplying by x shifts right. */
function timesX(value: bigint, polynomial: bigint): bigint {
  return (value & 1n) === 1n ? (value >> 1n) ^ polynomial : value >> 1n;
}

function multiply(a: bigint, b: bigint, polynomial: bigint): bigint {
  let product = 0n;
  for (let bit = 63n, shifted = b; bit >= 0n; bit--) {
    if (((a >> bit) & 1n) === 1n) product ^= shifted;
    shifted = timesX(shifted, polynomial);
  }
  return product;
}

/** x to the `exponent`. */
function power(exponent: bigint, polynomial: bigint): bigint {
  let result = 1n << 63n;
  for (let base = 1n << 62n, left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = multiply(result, base, polynomial);
    base = multiply(base, base, polynomial);
  }
  return result;
}
