/** Half-open byte ranges `[start, end)`; HTTP's inclusive form exists only at the HTTP border. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The largest size that a JavaScript number counts exactly; a larger file is refused (spec A5). */
export const MAX_SIZE_BYTES = Number.MAX_SAFE_INTEGER;

/** Makes a range. Throws on a fault of the caller: a negative, fractional or reversed range. */
export function byteRange(start: number, end: number): ByteRange {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end < start) {
    throw new RangeError(`not a byte range: [${start}, ${end})`);
  }
  return { start, end };
}

/** Bytes in the range. */
export function rangeLength(range: ByteRange): number {
  return range.end - range.start;
}
