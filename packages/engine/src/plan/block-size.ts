/** How large the blocks of a job are: small enough to repair cheaply, few enough to store. */
const KIB = 1024;
const MIB = 1024 * KIB;

/** Blocks of a job at the most (spec A4). */
export const MAX_BLOCKS = 16_384;

/** Blocks of a stream whose length nobody knows: large, since their number has no other bound. */
const UNKNOWN_SIZE_BLOCK_BYTES = 16 * MIB;

/**
 * The block size for a file: 1 MiB, doubled until at most 16,384 blocks cover it. A part size that the user chose below
 * 1 MiB lowers it, because parts are made of whole blocks. Fixed for a job once it is planned (spec A4, C3).
 */
export function blockSizeFor(sizeBytes: number | null, partSizeBytes: number | null): number {
  if (sizeBytes === null) return UNKNOWN_SIZE_BLOCK_BYTES;
  let blockSize = Math.min(MIB, partSizeBytes ?? MIB);
  while (sizeBytes / blockSize > MAX_BLOCKS) blockSize *= 2;
  return blockSize;
}
