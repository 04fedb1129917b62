/**
 * The CRC of a file whose bytes come in any order (spec E1): every stretch has its own, neighbours are combined, and in the end there is
 * one. What an earlier run wrote is missing here, and is read from the disk when the file is complete.
 */
import { byteRange, type ByteRange, type CyclicDigest } from '@sluice/model';
import { combineCyclic } from './combine-cyclic.ts';
import { cyclicValue, prepareCyclic } from './cyclic-value.ts';

interface Span {
  readonly start: number;
  readonly end: number;
  readonly value: bigint;
}

const HEX_DIGITS: Readonly<Record<CyclicDigest, number>> = { crc32: 8, crc32c: 8, crc64: 16, crc64nvme: 16 };

export class SpanDigest {
  readonly algorithm: CyclicDigest;
  /** Resolves when the fast way is ready; nothing has to wait for it. */
  readonly ready: Promise<void>;
  /** In file order; no two touch or overlap. */
  readonly #spans: Span[] = [];

  constructor(algorithm: CyclicDigest) {
    this.algorithm = algorithm;
    this.ready = prepareCyclic(algorithm);
  }

  /** Takes up bytes that were written at `offset`. Stretches that they overwrite are forgotten whole. */
  record(offset: number, bytes: Uint8Array): void {
    if (bytes.byteLength === 0) return;
    const end = offset + bytes.byteLength;
    const at = this.#firstEndingAtOrAfter(offset);
    let added: Span = { start: offset, end, value: cyclicValue(this.algorithm, bytes) };
    let until = at;
    for (; (this.#spans[until]?.start ?? Infinity) <= end; until += 1) {
      const other = this.#spans[until];
      if (other?.end === added.start) added = this.#joined(other, added);
      else if (other?.start === added.end) added = this.#joined(added, other);
    }
    this.#spans.splice(at, until - at, added);
  }

  /** What is not covered of `[0, sizeBytes)`. */
  gaps(sizeBytes: number): readonly ByteRange[] {
    const gaps: ByteRange[] = [];
    let next = 0;
    for (const { start, end } of this.#spans) {
      if (start > next) gaps.push(byteRange(next, start));
      next = end;
    }
    if (next < sizeBytes) gaps.push(byteRange(next, sizeBytes));
    return gaps;
  }

  /** Lower-case hex, once there are no gaps; null before. */
  hex(sizeBytes: number): string | null {
    const [only, ...others] = this.#spans;
    const isWhole = sizeBytes === 0 ? only === undefined : only?.start === 0 && only.end === sizeBytes && others.length === 0;
    return isWhole ? (only?.value ?? 0n).toString(16).padStart(HEX_DIGITS[this.algorithm], '0') : null;
  }

  #joined(first: Span, second: Span): Span {
    const value = combineCyclic(this.algorithm, first.value, second.value, second.end - second.start);
    return { start: first.start, end: second.end, value };
  }

  #firstEndingAtOrAfter(offset: number): number {
    let low = 0;
    let high = this.#spans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#spans[middle]?.end ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
