/** Reads the whole part file for its digest, where it could not be computed while the bytes arrived (spec E1). */
import { createHash } from 'node:crypto';
import { assertNever, byteRange, type ByteRange, type CryptographicDigest, type DigestAlgorithm } from '@sluice/model';
import { failed, type DiskFailed } from './disk-failure.ts';
import type { PartFile } from './part-file.ts';
import { SpanDigest } from './span-digest.ts';

const BUFFER_BYTES = 1024 * 1024;

export interface DigestOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (doneBytes: number) => void;
  /** What was taken up while the bytes were written; only what is missing there is read. Of another algorithm: of no use. */
  readonly known?: SpanDigest | null;
}

export type DigestOutcome =
  { readonly kind: 'digest'; /** Lower case. */ readonly hex: string } | { readonly kind: 'aborted' } | DiskFailed;

/** The digest of the first `sizeBytes` of the file. Every read lets the event loop run; an abort takes effect between two reads. */
export async function digestFile(
  file: PartFile,
  sizeBytes: number,
  algorithm: DigestAlgorithm,
  options: DigestOptions,
): Promise<DigestOutcome> {
  switch (algorithm) {
    case 'crc32':
    case 'crc32c':
    case 'crc64':
    case 'crc64nvme': {
      const spans = options.known?.algorithm === algorithm ? options.known : new SpanDigest(algorithm);
      await spans.ready;
      const ended = await readRanges(file, spans.gaps(sizeBytes), (bytes, offset) => spans.record(offset, bytes), options);
      if (ended !== null) return ended;
      const hex = spans.hex(sizeBytes);
      if (hex === null) throw new Error('a digest with gaps');
      return { kind: 'digest', hex };
    }
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'sha512':
      return digestWhole(file, sizeBytes, algorithm, options);
    default:
      return assertNever(algorithm);
  }
}

async function digestWhole(
  file: PartFile,
  sizeBytes: number,
  algorithm: CryptographicDigest,
  options: DigestOptions,
): Promise<DigestOutcome> {
  const hash = createHash(algorithm);
  const ranges = sizeBytes === 0 ? [] : [byteRange(0, sizeBytes)];
  return (await readRanges(file, ranges, (bytes) => void hash.update(bytes), options)) ?? { kind: 'digest', hex: hash.digest('hex') };
}

/** Null: all was read. */
async function readRanges(
  file: PartFile,
  ranges: readonly ByteRange[],
  take: (bytes: Uint8Array, offset: number) => void,
  { signal, onProgress }: DigestOptions,
): Promise<Exclude<DigestOutcome, { readonly kind: 'digest' }> | null> {
  const longest = ranges.reduce((most, { start, end }) => Math.max(most, end - start), 0);
  const buffer = new Uint8Array(Math.min(BUFFER_BYTES, longest));
  for (const { start, end } of ranges) {
    for (let at = start; at < end;) {
      if (signal.aborted) return { kind: 'aborted' };
      const view = buffer.subarray(0, Math.min(buffer.length, end - at));
      const read = await file.read(view, at);
      if (read.kind === 'failed') return read;
      if (read.bytesRead < view.length) return failed({ kind: 'disk', operation: 'read', path: file.identity.path, code: 'EOF' });
      take(view, at);
      at += view.length;
      onProgress?.(at);
    }
  }
  return signal.aborted ? { kind: 'aborted' } : null;
}
