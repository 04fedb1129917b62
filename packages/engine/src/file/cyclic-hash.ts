/**
 * CRC-32C and the two CRC-64s that object stores publish. JavaScript has no 64-bit integers fit for this, so a CRC-64 is two 32-bit
 * halves; eight bytes are taken at a time, each by a table of its own ("slicing by 8", Kounavis and Berry 2005).
 */
import type { CyclicDigest } from '@sluice/model';
import { crc32 } from './crc32.ts';

export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** Lower-case hex. */
  hex(): string;
}

/** Polynomials, bits reversed: the Castagnoli one (RFC 3720 §B.4), ECMA-182 as in xz, and that of NVMe. */
const CASTAGNOLI = 0x82f63b78;
const ECMA = [0xc96c5795, 0xd7870f42] as const;
const NVME = [0x9a6c9329, 0xac4bc9b5] as const;

/** Begins a checksum. */
export function startCyclic(algorithm: CyclicDigest): RunningHash {
  switch (algorithm) {
    case 'crc32': {
      let value = 0;
      return { update: (bytes) => (value = crc32(bytes, value)), hex: () => hex32(value) };
    }
    case 'crc32c':
      return new Crc32c();
    case 'crc64':
      return new Crc64(ecmaTables());
    case 'crc64nvme':
      return new Crc64(nvmeTables());
  }
}

class Crc32c implements RunningHash {
  #value = 0xffffffff;

  update(bytes: Uint8Array): void {
    const table = castagnoliTables();
    let crc = this.#value;
    let at = 0;
    for (const end = bytes.length - 7; at < end; at += 8) {
      const low = crc ^ (byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24));
      crc =
        entry(table, 1792 + (low & 255)) ^
        entry(table, 1536 + ((low >>> 8) & 255)) ^
        entry(table, 1280 + ((low >>> 16) & 255)) ^
        entry(table, 1024 + (low >>> 24)) ^
        entry(table, 768 + byte(bytes, at + 4)) ^
        entry(table, 512 + byte(bytes, at + 5)) ^
        entry(table, 256 + byte(bytes, at + 6)) ^
        entry(table, byte(bytes, at + 7));
    }
    for (; at < bytes.length; at += 1) crc = entry(table, (crc ^ byte(bytes, at)) & 255) ^ (crc >>> 8);
    this.#value = crc;
  }

  hex(): string {
    return hex32(~this.#value);
  }
}

interface Tables64 {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

class Crc64 implements RunningHash {
  readonly #tables: Tables64;
  #high = 0xffffffff;
  #low = 0xffffffff;

  constructor(tables: Tables64) {
    this.#tables = tables;
  }

  update(bytes: Uint8Array): void {
    const { high: highs, low: lows } = this.#tables;
    let high = this.#high;
    let low = this.#low;
    let at = 0;
    for (const end = bytes.length - 7; at < end; at += 8) {
      const first = low ^ (byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16) | (byte(bytes, at + 3) << 24));
      const second = high ^ (byte(bytes, at + 4) | (byte(bytes, at + 5) << 8) | (byte(bytes, at + 6) << 16) | (byte(bytes, at + 7) << 24));
      const a = 1792 + (first & 255);
      const b = 1536 + ((first >>> 8) & 255);
      const c = 1280 + ((first >>> 16) & 255);
      const d = 1024 + (first >>> 24);
      const e = 768 + (second & 255);
      const f = 512 + ((second >>> 8) & 255);
      const g = 256 + ((second >>> 16) & 255);
      const h = second >>> 24;
      high = entry(highs, a) ^ entry(highs, b) ^ entry(highs, c) ^ entry(highs, d);
      high ^= entry(highs, e) ^ entry(highs, f) ^ entry(highs, g) ^ entry(highs, h);
      low = entry(lows, a) ^ entry(lows, b) ^ entry(lows, c) ^ entry(lows, d);
      low ^= entry(lows, e) ^ entry(lows, f) ^ entry(lows, g) ^ entry(lows, h);
    }
    for (; at < bytes.length; at += 1) {
      const index = (low ^ byte(bytes, at)) & 255;
      low = entry(lows, index) ^ ((low >>> 8) | (high << 24));
      high = entry(highs, index) ^ (high >>> 8);
    }
    this.#high = high;
    this.#low = low;
  }

  hex(): string {
    return hex32(~this.#high) + hex32(~this.#low);
  }
}

const castagnoliTables = once((): Uint32Array => tables64(0, CASTAGNOLI).low);
const ecmaTables = once((): Tables64 => tables64(...ECMA));
const nvmeTables = once((): Tables64 => tables64(...NVME));

/** Eight tables in a row; the n-th is for a byte with n bytes behind it. With a `high` of 0 the low half is a CRC-32. */
function tables64(polynomialHigh: number, polynomialLow: number): Tables64 {
  const high = new Uint32Array(8 * 256);
  const low = new Uint32Array(8 * 256);
  for (let index = 0; index < 256; index += 1) {
    let upper = 0;
    let lower = index;
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = (lower & 1) === 1;
      lower = (lower >>> 1) | (upper << 31);
      upper >>>= 1;
      if (odd) {
        lower ^= polynomialLow;
        upper ^= polynomialHigh;
      }
    }
    high[index] = upper;
    low[index] = lower;
  }
  for (let index = 256; index < 8 * 256; index += 1) {
    const upper = entry(high, index - 256);
    const lower = entry(low, index - 256);
    high[index] = entry(high, lower & 255) ^ (upper >>> 8);
    low[index] = entry(low, lower & 255) ^ ((lower >>> 8) | (upper << 24));
  }
  return { high, low };
}

/** Indexes here are in range by construction; the zero is for the compiler. */
function entry(table: Uint32Array, index: number): number {
  return table[index] ?? 0;
}

function byte(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function hex32(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}

function once<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}
