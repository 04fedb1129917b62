/** Objects as a test puts them into the store, and their versions as the store keeps them. */
import type { Fault } from '../faults.ts';

export interface ObjectOptions {
  /** Which content, see `seeded-bytes.ts`. */
  readonly seed: number;
  readonly sizeBytes: number;
  /** The content repeats itself after so many bytes: for objects too large to compute a checksum of. */
  readonly periodBytes?: number;
  /** Quotes included. Absent: made of seed and size. */
  readonly etag?: string;
  /** It was uploaded in so many parts: its ETag ends in `-N` and is no MD5. */
  readonly parts?: number;
  /** An HTTP-date. */
  readonly lastModified?: string;
  readonly mediaType?: string;
  readonly disposition?: string;
  /** User metadata, names without `x-oss-meta-`. */
  readonly metadata?: Readonly<Record<string, string>>;
  readonly storageClass?: string;
  /** It lies in an archive and has to be restored first. */
  readonly archived?: boolean;
  /** The customer's key (SSE-C), 32 bytes in base64. */
  readonly customerKey?: string;
  /** `none`: an old object without a checksum. Absent: what its bytes have. */
  readonly crc64?: 'none';
  readonly rateBytesPerSecond?: number;
  /** Faults for every version under this key. Absent: those of before go on. */
  readonly faults?: readonly Fault[];
}

export type RestoreState =
  | { readonly kind: 'not-archived' }
  | { readonly kind: 'archived' }
  /** `readyAtMs` null: until the test says so. */
  | { readonly kind: 'ongoing'; readonly readyAtMs: number | null; readonly days: number }
  | { readonly kind: 'restored'; readonly untilMs: number };

export interface ObjectVersion {
  /** Null in a bucket without versions. */
  readonly versionId: string | null;
  readonly options: ObjectOptions;
  restore: RestoreState;
}

/** A version, or the mark that the object was deleted there. */
export type VersionEntry = ({ readonly kind: 'version' } & ObjectVersion) | { readonly kind: 'delete-marker'; readonly versionId: string };

const LAST_MODIFIED = 'Wed, 01 Jan 2025 00:00:00 GMT';

/** The ETag of an object, quotes included. */
export function etagOf({ seed, sizeBytes, etag, parts }: ObjectOptions): string {
  if (etag !== undefined) return etag;
  const hash = `${seed.toString(16).padStart(16, '0')}${sizeBytes.toString(16).padStart(16, '0')}`.toUpperCase();
  return parts === undefined ? `"${hash}"` : `"${hash}-${parts}"`;
}

/** When it was last modified, as an HTTP-date. */
export function lastModifiedOf({ lastModified }: ObjectOptions): string {
  return lastModified ?? LAST_MODIFIED;
}
