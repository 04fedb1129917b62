/** The CRC of one buffer, by WebAssembly where it is ready and by JavaScript where it is not: four times as fast, and the same value. */
import { createCRC32, createCRC64, type IHasher } from 'hash-wasm';
import type { CyclicDigest } from '@sluice/model';
import { startCyclic } from './cyclic-hash.ts';

const MAKERS: Readonly<Record<Exclude<CyclicDigest, 'crc32'>, () => Promise<IHasher>>> = {
  crc32c: () => createCRC32(0x82f63b78),
  crc64: () => createCRC64('c96c5795d7870f42'),
  crc64nvme: () => createCRC64('9a6c9329ac4bc9b5'),
};

const ready = new Map<CyclicDigest, IHasher>();

/** Makes the fast way ready; until it has resolved, and where WebAssembly is not allowed, the slow one serves. Never rejects. */
export async function prepareCyclic(algorithm: CyclicDigest): Promise<void> {
  // Node's own CRC-32 is faster still.
  if (algorithm === 'crc32' || ready.has(algorithm)) return;
  try {
    ready.set(algorithm, await MAKERS[algorithm]());
  } catch {
    // The way that is always there is right, too.
  }
}

export function cyclicValue(algorithm: CyclicDigest, bytes: Uint8Array): bigint {
  const hasher = ready.get(algorithm);
  if (hasher !== undefined) return BigInt(`0x${hasher.init().update(bytes).digest('hex')}`);
  const hash = startCyclic(algorithm);
  hash.update(bytes);
  return BigInt(`0x${hash.hex()}`);
}
