/** The CRC-32 of blocks (ISO 3309, as in zip and gzip): cheap enough for every byte, and it can go on where it stopped. */
import { crc32 as zlibCrc32 } from 'node:zlib';

/** The checksum of what `previous` covered followed by `bytes`, as an unsigned 32-bit integer; `previous` is 0 at the start. */
export function crc32(bytes: Uint8Array, previous = 0): number {
  return zlibCrc32(bytes, previous);
}
