/** Content of any size that is known at every offset without being stored: what the origin sends and what a test expects on disk. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { ByteRange } from '@sluice/model';

const PAGE_BYTES = 64 * 1024;
const PAGE_WORDS = PAGE_BYTES / 4;
const CACHED_PAGES = 64;
const READ_BYTES = 1024 * 1024;

const pages = new Map<string, Uint8Array>();

/** Fills the whole of `buffer` with the bytes that the content of `seed` has from file offset `position` on. */
export function fill(seed: number, buffer: Uint8Array, position: number): void {
  let filled = 0;
  while (filled < buffer.byteLength) {
    const offset = position + filled;
    const pageIndex = Math.floor(offset / PAGE_BYTES);
    const inPage = offset - pageIndex * PAGE_BYTES;
    const bytes = page(seed, pageIndex).subarray(inPage, inPage + buffer.byteLength - filled);
    buffer.set(bytes, filled);
    filled += bytes.byteLength;
  }
}

/** As `fill`, for content that begins anew after every `periodBytes` (Infinity: never). */
export function fillPeriodic(seed: number, periodBytes: number, buffer: Uint8Array, position: number): void {
  if (position + buffer.byteLength <= periodBytes) return fill(seed, buffer, position);
  for (let filled = 0; filled < buffer.byteLength;) {
    const inPeriod = (position + filled) % periodBytes;
    const bytes = buffer.subarray(filled, filled + Math.min(periodBytes - inPeriod, buffer.byteLength - filled));
    fill(seed, bytes, inPeriod);
    filled += bytes.byteLength;
  }
}

/** The bytes of `range` in the content of `seed`. */
export function seededBytes(seed: number, range: ByteRange): Uint8Array {
  const bytes = new Uint8Array(range.end - range.start);
  fill(seed, bytes, range.start);
  return bytes;
}

/** SHA-256 in lower-case hex of the first `sizeBytes` bytes of the content of `seed`. */
export function sha256OfSeed(seed: number, sizeBytes: number): string {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(READ_BYTES);
  for (let position = 0; position < sizeBytes; position += READ_BYTES) {
    const bytes = buffer.subarray(0, Math.min(READ_BYTES, sizeBytes - position));
    fill(seed, bytes, position);
    hash.update(bytes);
  }
  return hash.digest('hex');
}

/** Resolves when the file holds exactly the content of `seed`; else throws naming the first differing offset, or both sizes. */
export async function expectSeededFile(path: string, seed: number, sizeBytes: number, periodBytes = Infinity): Promise<void> {
  const file = await open(path, 'r');
  try {
    const difference = await firstDifference(file, seed, sizeBytes, periodBytes);
    if (difference !== null) throw new Error(`${path} differs from seed ${seed} at offset ${difference}`);
    const { size } = await file.stat();
    if (size !== sizeBytes) throw new Error(`${path} has ${size} bytes instead of ${sizeBytes}`);
  } finally {
    await file.close();
  }
}

/** Offset of the first byte that is not the seed's, looking no further than the end of the file or `sizeBytes`. */
async function firstDifference(
  file: Awaited<ReturnType<typeof open>>,
  seed: number,
  sizeBytes: number,
  periodBytes: number,
): Promise<number | null> {
  const actual = Buffer.allocUnsafe(READ_BYTES);
  const expected = Buffer.allocUnsafe(READ_BYTES);
  let position = 0;
  while (position < sizeBytes) {
    const { bytesRead } = await file.read(actual, 0, Math.min(READ_BYTES, sizeBytes - position), position);
    if (bytesRead === 0) return null;
    fillPeriodic(seed, periodBytes, expected.subarray(0, bytesRead), position);
    if (actual.compare(expected, 0, bytesRead, 0, bytesRead) !== 0) {
      return position + actual.subarray(0, bytesRead).findIndex((byte, index) => byte !== expected[index]);
    }
    position += bytesRead;
  }
  return null;
}

function page(seed: number, index: number): Uint8Array {
  const key = `${seed}:${index}`;
  const known = pages.get(key);
  if (known !== undefined) return known;
  const [oldest] = pages.keys();
  if (pages.size >= CACHED_PAGES && oldest !== undefined) pages.delete(oldest);
  const made = makePage(seed, index);
  pages.set(key, made);
  return made;
}

/** Marsaglia's xorshift32, keyed by seed and page so that every page can be made alone. */
function makePage(seed: number, index: number): Uint8Array {
  const words = new Uint32Array(PAGE_WORDS);
  let state = scramble(seed ^ scramble((index % 0x1_0000_0000) ^ scramble(Math.floor(index / 0x1_0000_0000) + 0x9e37_79b9))) || 1;
  for (let word = 0; word < PAGE_WORDS; word++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[word] = state;
  }
  return new Uint8Array(words.buffer);
}

/** The finaliser of MurmurHash3: neighbouring keys give unrelated states. */
function scramble(key: number): number {
  let hash = key | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
