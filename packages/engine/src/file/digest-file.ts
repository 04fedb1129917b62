/** Reads the whole part file for its digest, where it could not be computed while the bytes arrived (spec E1). */
import { createHash } from 'node:crypto';
import { assertNever, type DigestAlgorithm } from '@sluice/model';
import { startCyclic, type RunningHash } from './cyclic-hash.ts';
import { failed, type DiskFailed } from './disk-failure.ts';
import type { PartFile } from './part-file.ts';

const BUFFER_BYTES = 1024 * 1024;

export interface DigestOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (doneBytes: number) => void;
}

export type DigestOutcome =
  { readonly kind: 'digest'; /** Lower case. */ readonly hex: string } | { readonly kind: 'aborted' } | DiskFailed;

/** The digest of the first `sizeBytes` of the file. Every read lets the event loop run; an abort takes effect between two reads. */
export async function digestFile(
  file: PartFile,
  sizeBytes: number,
  algorithm: DigestAlgorithm,
  { signal, onProgress }: DigestOptions,
): Promise<DigestOutcome> {
  const hash = startHash(algorithm);
  const buffer = new Uint8Array(Math.min(BUFFER_BYTES, sizeBytes));
  for (let done = 0; done < sizeBytes;) {
    if (signal.aborted) return { kind: 'aborted' };
    const view = buffer.subarray(0, Math.min(buffer.length, sizeBytes - done));
    const read = await file.read(view, done);
    if (read.kind === 'failed') return read;
    if (read.bytesRead < view.length) return failed({ kind: 'disk', operation: 'read', path: file.identity.path, code: 'EOF' });
    hash.update(view);
    done += view.length;
    onProgress?.(done);
  }
  return signal.aborted ? { kind: 'aborted' } : { kind: 'digest', hex: hash.hex() };
}

function startHash(algorithm: DigestAlgorithm): RunningHash {
  switch (algorithm) {
    case 'crc32':
    case 'crc32c':
    case 'crc64':
    case 'crc64nvme':
      return startCyclic(algorithm);
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'sha512': {
      const hash = createHash(algorithm);
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    }
    default:
      return assertNever(algorithm);
  }
}
