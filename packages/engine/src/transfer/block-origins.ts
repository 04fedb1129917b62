/** Which addresses the bytes of each block came from, as far as this run saw them come (0034). */

/** Addresses from here on can't be told apart in a block's number, and serve no bytes beside others. */
export const MAX_ORIGINS = 30;
/** Some bytes of the block were there already. */
const UNKNOWN = 1 << MAX_ORIGINS;

export class BlockOrigins {
  /** A bit for each address. A number, so that noting bytes makes no garbage. */
  readonly #of = new Map<number, number>();

  /** Bytes that came from `address`, counted as in `JobSource.using`, are in the file at `offset`. */
  note(offset: number, lengthBytes: number, address: number, blockSizeBytes: number): void {
    const bit = address < MAX_ORIGINS ? 1 << address : UNKNOWN;
    for (let at = offset; at < offset + lengthBytes;) {
      const index = Math.floor(at / blockSizeBytes);
      const isBegin = at === index * blockSizeBytes;
      this.#of.set(index, isBegin ? bit : (this.#of.get(index) ?? UNKNOWN) | bit);
      at = (index + 1) * blockSizeBytes;
    }
  }

  /** Whether every byte of the block is known to have come from there. */
  isOnly(index: number, address: number): boolean {
    return address < MAX_ORIGINS && this.#of.get(index) === 1 << address;
  }

  /** Addresses that bytes of the block came from, those of earlier runs left out. */
  of(index: number): readonly number[] {
    const bits = this.#of.get(index) ?? 0;
    return Array.from({ length: MAX_ORIGINS }, (_unused, address) => address).filter((address) => (bits & (1 << address)) !== 0);
  }

  forget(index: number): void {
    this.#of.delete(index);
  }

  clear(): void {
    this.#of.clear();
  }
}
