/** Reads what another program left, once, at disk speed: the CRC-32 of every block, pages of zeros, and the program's own checksums. */
import { rangeLength, type Block, type ByteRange, type ClaimedRange, type FoundBlock } from '@sluice/model';
import { crc32 } from './crc32.ts';
import { startCyclic } from './cyclic-hash.ts';
import type { DiskFailed } from './disk-failure.ts';
import type { PartFile } from './part-file.ts';

const BUFFER_BYTES = 1024 * 1024;
/** Volumes lose and skip whole pages. */
const PAGE_BYTES = 4096;
const ZEROS = Buffer.alloc(PAGE_BYTES);

export interface ScanOptions {
  readonly signal: AbortSignal;
  /** Bytes read so far. */
  readonly onProgress?: (doneBytes: number) => void;
}

export type ScanOutcome = { readonly kind: 'scanned'; readonly blocks: readonly FoundBlock[] } | { readonly kind: 'aborted' } | DiskFailed;

/** Blocks of the extents, each of which begins on a block border. Zeros within `confirmed` are data: a checksum says so. */
export async function scanBlocks(
  file: PartFile,
  extents: readonly ByteRange[],
  blockSizeBytes: number,
  confirmed: readonly ByteRange[],
  { signal, onProgress }: ScanOptions,
): Promise<ScanOutcome> {
  const buffer = new Uint8Array(Math.min(BUFFER_BYTES, blockSizeBytes));
  const blocks: FoundBlock[] = [];
  let doneBytes = 0;
  for (const extent of extents) {
    for (let start = extent.start; start < extent.end; start += blockSizeBytes) {
      if (signal.aborted) return { kind: 'aborted' };
      const end = Math.min(start + blockSizeBytes, extent.end);
      const found = await scanBlock(file, start, end, buffer);
      if ('kind' in found) return found;
      const isConfirmed = confirmed.some((range) => range.start <= start && end <= range.end);
      blocks.push({ index: start / blockSizeBytes, ...found, doubtful: found.doubtful && !isConfirmed });
      onProgress?.((doneBytes += end - start));
    }
  }
  return { kind: 'scanned', blocks };
}

async function scanBlock(file: PartFile, start: number, end: number, buffer: Uint8Array): Promise<Omit<FoundBlock, 'index'> | DiskFailed> {
  let crc: Block['crc32'] = 0;
  let doubtful = false;
  for (let at = start; at < end;) {
    const view = buffer.subarray(0, Math.min(buffer.length, end - at));
    const read = await file.read(view, at);
    if (read.kind === 'failed') return read;
    if (read.bytesRead < view.length) doubtful = true;
    crc = crc32(view, crc);
    doubtful ||= hasZeroPage(view);
    at += view.length;
  }
  return { lengthBytes: end - start, crc32: crc, doubtful };
}

/** `bytes` begins on a page: blocks are made of whole pages. */
function hasZeroPage(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += PAGE_BYTES) {
    const length = Math.min(PAGE_BYTES, bytes.length - at);
    if (bytes[at] === 0 && Buffer.compare(bytes.subarray(at, at + length), ZEROS.subarray(0, length)) === 0) return true;
  }
  return false;
}

export type ChecksumOutcome =
  /** `good` agree with their checksum, `unknown` have none; what disagrees is in neither. */
  | { readonly kind: 'compared'; readonly good: readonly ByteRange[]; readonly unknown: readonly ByteRange[] }
  | { readonly kind: 'aborted' }
  | DiskFailed;

/** Compares claimed ranges with the CRC-64 that the other program kept of them. */
export async function compareChecksums(
  file: PartFile,
  claimed: readonly ClaimedRange[],
  { signal }: ScanOptions,
): Promise<ChecksumOutcome> {
  const good: ByteRange[] = [];
  const unknown: ByteRange[] = [];
  const buffer = new Uint8Array(BUFFER_BYTES);
  for (const { range, crc64 } of claimed) {
    if (crc64 === null) {
      unknown.push(range);
      continue;
    }
    const hash = startCyclic('crc64');
    let isWhole = rangeLength(range) > 0;
    for (let at = range.start; at < range.end && isWhole;) {
      if (signal.aborted) return { kind: 'aborted' };
      const view = buffer.subarray(0, Math.min(buffer.length, range.end - at));
      const read = await file.read(view, at);
      if (read.kind === 'failed') return read;
      isWhole = read.bytesRead === view.length;
      hash.update(view);
      at += view.length;
    }
    if (isWhole && hash.hex() === crc64) good.push(range);
  }
  return { kind: 'compared', good, unknown };
}
