/** The first division of a file into parts; workers split it further as they fall idle. */
import { byteRange, type Part } from '@sluice/model';

export interface PartsAsk {
  readonly sizeBytes: number;
  readonly blockSizeBytes: number;
  /** The user's part size, or null: one part for each connection. */
  readonly partSizeBytes: number | null;
  readonly connections: number;
}

/** Parts that tile `[0, sizeBytes)`, every border but the last on a block border; none for an empty file (spec A4). */
export function planParts({ sizeBytes, blockSizeBytes, partSizeBytes, connections }: PartsAsk): readonly Part[] {
  const wanted = partSizeBytes ?? Math.ceil(sizeBytes / connections);
  const step = Math.max(1, Math.ceil(wanted / blockSizeBytes)) * blockSizeBytes;
  const parts: Part[] = [];
  for (let start = 0; start < sizeBytes; start += step) {
    parts.push({ range: byteRange(start, Math.min(start + step, sizeBytes)), durableBytes: 0 });
  }
  return parts;
}
