/** Compares blocks on the disk with their stored CRC-32, so that no damage between two runs reaches a finished file (spec C7). */
import type { Block } from '@sluice/model';
import { crc32 } from './crc32.ts';
import type { DiskFailed } from './disk-failure.ts';
import type { PartFile } from './part-file.ts';

const BUFFER_BYTES = 1024 * 1024;

export interface BlockCheckOptions {
  readonly signal: AbortSignal;
  /** Called for each block that is not what was received, as soon as it is known. */
  readonly onBad: (block: Block) => void;
}

/** `checked`: all blocks were compared. */
export type BlockCheckOutcome = { readonly kind: 'checked' } | { readonly kind: 'aborted' } | DiskFailed;

/**
 * Checks `blocks` in the order given, the durable beginning of each (`lengthBytes`). A block that the file is too short for is bad;
 * a read that the disk refuses ends the check as a failure, because a volume that is going away spoils no bytes.
 */
export async function checkBlocks(
  file: PartFile,
  blocks: readonly Block[],
  blockSizeBytes: number,
  { signal, onBad }: BlockCheckOptions,
): Promise<BlockCheckOutcome> {
  const buffer = new Uint8Array(Math.min(BUFFER_BYTES, blockSizeBytes));
  for (const block of blocks) {
    const verdict = await checkBlock(file, block, block.index * blockSizeBytes, buffer, signal);
    if (typeof verdict === 'object') return verdict;
    if (verdict === 'bad') onBad(block);
  }
  return { kind: 'checked' };
}

async function checkBlock(
  file: PartFile,
  block: Block,
  start: number,
  buffer: Uint8Array,
  signal: AbortSignal,
): Promise<'good' | 'bad' | { readonly kind: 'aborted' } | DiskFailed> {
  let crc = 0;
  for (let done = 0; done < block.lengthBytes;) {
    if (signal.aborted) return { kind: 'aborted' };
    const view = buffer.subarray(0, Math.min(buffer.length, block.lengthBytes - done));
    const read = await file.read(view, start + done);
    if (read.kind === 'failed') return read;
    if (read.bytesRead < view.length) return 'bad';
    crc = crc32(view, crc);
    done += view.length;
  }
  return crc === block.crc32 ? 'good' : 'bad';
}
