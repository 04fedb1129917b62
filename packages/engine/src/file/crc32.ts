/** The CRC-32 of blocks (ISO 3309, as in zip and gzip): cheap enough for every byte, and it can go on where it stopped. */
import { createRequire } from 'node:module';
import { crc32 as zlibCrc32 } from 'node:zlib';

type Crc32 = (bytes: Uint8Array, previous: number) => number;

const fastest = chooseCrc32();

/** The checksum of what `previous` covered followed by `bytes`, as an unsigned 32-bit integer; `previous` is 0 at the start. */
export function crc32(bytes: Uint8Array, previous = 0): number {
  return fastest(bytes, previous);
}

/** Electron's zlib uses the processor's own instructions; Node 20's does not, and costs four times as much (decision 0013). */
function chooseCrc32(): Crc32 {
  return process.versions['electron'] === undefined ? (nativeCrc32() ?? zlibCrc32) : zlibCrc32;
}

/** What is used of `@node-rs/crc32`. */
interface NativeCrc32 {
  readonly crc32: (bytes: Buffer, previous: number) => number;
}

/** From an optional dependency, which a system may lack. */
function nativeCrc32(): Crc32 | null {
  try {
    const { crc32: native } = createRequire(import.meta.url)('@node-rs/crc32') as NativeCrc32;
    return (bytes, previous) => native(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), previous);
  } catch {
    return null;
  }
}
