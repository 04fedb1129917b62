/** What a parser makes of a foreign checkpoint: its claims, or why they are not taken up. Nothing here reads a disk. */
import { objectAddress, parseObjectAddress, type AdoptTrouble, type Claim, type ClaimedRange } from '@sluice/model';

/** A checkpoint as written down; where its data lies is found out by whoever may look. */
interface ForeignCheckpoint extends Omit<Claim, 'dataPath'> {
  /** As recorded, perhaps relative to a folder that only the other program knew. */
  readonly dataPath: string;
}

export type Parsed =
  { readonly kind: 'checkpoint'; readonly checkpoint: ForeignCheckpoint } | { readonly kind: 'refused'; readonly cause: AdoptTrouble };

/** Larger than any that these programs write: 100,000 parts fit. */
export const MAX_CHECKPOINT_BYTES = 16 * 1024 * 1024;
export const MAX_PARTS = 100_000;

export function refused(cause: AdoptTrouble): Parsed {
  return { kind: 'refused', cause };
}

/** Ranges in file order with neighbours that no checksum of their own keeps apart joined; null when two overlap or one leaves the file. */
export function tidyRanges(ranges: readonly ClaimedRange[], sizeBytes: number): readonly ClaimedRange[] | null {
  const tidy: ClaimedRange[] = [];
  for (const claimed of ranges.toSorted((a, b) => a.range.start - b.range.start)) {
    const { start, end } = claimed.range;
    const last = tidy.at(-1);
    if (start < (last?.range.end ?? 0) || end <= start || end > sizeBytes) return null;
    if (last?.range.end === start && last.crc64 === null && claimed.crc64 === null) {
      tidy[tidy.length - 1] = { range: { start: last.range.start, end }, crc64: null };
    } else {
      tidy.push({ range: { start, end }, crc64: claimed.crc64 });
    }
  }
  return tidy;
}

/** The last segment of a path of any system. */
export function lastSegmentOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** CRC-64 as the engine writes it; 0 stands for "none" in these formats. */
export function crc64Hex(value: bigint | null): string | null {
  return value === null || value === 0n ? null : BigInt.asUintN(64, value).toString(16).padStart(16, '0');
}

/** The address of an OSS object; null for a bucket or key that no object has. */
export function ossAddress(bucket: string | null, key: string | null, versionId: string | null): string | null {
  if (bucket === null || key === null || !/^[a-z0-9][a-z0-9-]{1,62}$/.test(bucket)) return null;
  // Half of a surrogate pair has no UTF-8 form, and no object has such a key.
  if (/\p{Cs}/u.test(key + (versionId ?? ''))) return null;
  const address = objectAddress({ provider: 'oss', bucket, key, versionId });
  return parseObjectAddress(address)?.key === key ? address : null;
}
