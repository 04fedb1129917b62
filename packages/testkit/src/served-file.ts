/** The file at one of the origin's addresses, and how an honest server would describe it. */
import type { Fault } from './faults.ts';

export type Header = readonly [name: string, value: string];

export interface ServeOptions {
  /** Which content, see `seeded-bytes.ts`. */
  readonly seed: number;
  readonly sizeBytes: number;
  /** The content repeats itself after so many bytes, so that its checksums cost little at any size. Absent: it does not. */
  readonly periodBytes?: number;
  /** Quotes included. Absent: a strong one made of seed and size. Null: none. */
  readonly etag?: string | null;
  /** An HTTP-date. Absent: a day in 2025. Null: none. */
  readonly lastModified?: string | null;
  /** Sent as Content-Disposition (RFC 6266). */
  readonly name?: string;
  readonly mediaType?: string;
  /** Whether ranges are served; absent: where the length is announced. */
  readonly ranges?: boolean;
  readonly length?: 'content-length' | 'chunked' | 'until-close';
  /** Cap for each connection, in real time. */
  readonly rateBytesPerSecond?: number;
  /** Added to each response with the file. */
  readonly headers?: readonly Header[];
  /** Whether its SHA-256 is published as Repr-Digest (RFC 9530). */
  readonly digest?: boolean;
  readonly faults?: readonly Fault[];
}

export interface ServedFile {
  readonly seed: number;
  readonly sizeBytes: number;
  /** After so many bytes the content repeats itself; Infinity when it does not. */
  readonly periodBytes: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly disposition: string | null;
  readonly mediaType: string;
  readonly ranges: boolean;
  readonly framing: 'content-length' | 'chunked' | 'until-close';
  readonly bytesPerSecond: number | null;
  readonly headers: readonly Header[];
  readonly digest: boolean;
}

const LAST_MODIFIED = 'Wed, 01 Jan 2025 00:00:00 GMT';

/** Settles what the options leave open. */
export function servedFile(options: ServeOptions): ServedFile {
  const framing = options.length ?? 'content-length';
  return {
    seed: options.seed,
    sizeBytes: options.sizeBytes,
    periodBytes: options.periodBytes ?? Infinity,
    etag: options.etag === undefined ? `"${options.seed.toString(16)}-${options.sizeBytes.toString(16)}"` : options.etag,
    lastModified: options.lastModified === undefined ? LAST_MODIFIED : options.lastModified,
    disposition: options.name === undefined ? null : contentDisposition(options.name),
    mediaType: options.mediaType ?? 'application/octet-stream',
    ranges: options.ranges ?? framing === 'content-length',
    framing,
    bytesPerSecond: options.rateBytesPerSecond ?? null,
    headers: options.headers ?? [],
    digest: options.digest ?? false,
  };
}

/** The file that took its place: another seed, other validators unless they are given too. */
export function replacedOptions(before: ServeOptions, after: Partial<ServeOptions>): ServeOptions {
  const { etag: _etag, ...kept } = before;
  const day = new Date(
    (typeof before.lastModified === 'string' ? Date.parse(before.lastModified) : Date.parse(LAST_MODIFIED)) + 86_400_000,
  );
  return { ...kept, lastModified: before.lastModified === null ? null : day.toUTCString(), ...after };
}

/** The seed of the bytes that the file has after a fault changed it. */
export function changedSeed(seed: number): number {
  return (seed ^ 0x5bd1_e995) >>> 0;
}

function contentDisposition(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `attachment; filename="${name.replace(/["\\]/g, '\\$&')}"`;
  return `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
}
