/** Gathers a connection's bytes into large positional writes: one slab fills while the other is written. */
import type { DiskFailure } from '@sluice/model';

/** Writes `bytes` where they belong and counts them; resolves to the failure, or null. Does not keep `bytes`. */
export type WriteBytes = (bytes: Uint8Array) => Promise<DiskFailure | null>;

/** Memory that fills from its start; `handed` of its `filled` bytes were handed to a write. */
interface Slab {
  readonly bytes: Uint8Array;
  filled: number;
  handed: number;
}

export class SlabWriter {
  readonly #write: WriteBytes;
  #filling: Slab;
  /** The one that filled before: free once all of it is written. */
  #older: Slab;
  /** Bytes that were pushed, and those of them that were written, since the beginning. */
  #pushedBytes = 0;
  #writtenBytes = 0;
  /** Of a push that waits: they come before the next bytes. */
  #restBytes = 0;
  #writing: Promise<void> | null = null;
  #writingSlab: Slab | null = null;
  #failure: DiskFailure | null = null;

  constructor(write: WriteBytes, slabBytes: number) {
    this.#write = write;
    this.#filling = { bytes: new Uint8Array(slabBytes), filled: 0, handed: 0 };
    this.#older = { bytes: new Uint8Array(slabBytes), filled: 0, handed: 0 };
  }

  /** The first write that failed; nothing is written after it. */
  get failure(): DiskFailure | null {
    return this.#failure;
  }

  /** Bytes taken over and not yet handed to a write. */
  get pendingBytes(): number {
    return this.#filling.filled - this.#filling.handed + (this.#older.filled - this.#older.handed);
  }

  /**
   * Where the next bytes belong: what is read into it and pushed then need not be copied. While `push` waits for room, that is the slab
   * which is still being written: not to be touched before there is room. Null: where they will belong is not known.
   */
  lend(): Uint8Array | null {
    const { bytes, filled } = this.#filling;
    if (filled < bytes.byteLength) return bytes.subarray(filled);
    return this.#restBytes < this.#older.bytes.byteLength ? this.#older.bytes.subarray(this.#restBytes) : null;
  }

  /** Takes `bytes` over before it returns. The promise, if any, settles when there is room for more. */
  push(bytes: Uint8Array): Promise<void> | null {
    this.#pushedBytes += bytes.byteLength;
    return this.#gather(bytes);
  }

  /** Resolves when all that was pushed before has been written, or has failed. */
  async flush(): Promise<void> {
    const end = this.#pushedBytes;
    while (this.#writtenBytes < end && this.#failure === null && (this.#writing !== null || this.pendingBytes > 0)) {
      this.#startWrite();
      await this.#writing;
    }
  }

  #gather(bytes: Uint8Array): Promise<void> | null {
    if (this.#failure !== null) return null;
    const slab = this.#filling;
    const taken = Math.min(bytes.byteLength, slab.bytes.byteLength - slab.filled);
    if (!isAt(slab, bytes)) slab.bytes.set(taken === bytes.byteLength ? bytes : bytes.subarray(0, taken), slab.filled);
    slab.filled += taken;
    if (slab.filled < slab.bytes.byteLength) return null;
    if (this.#turnOver()) return taken < bytes.byteLength ? this.#gather(bytes.subarray(taken)) : null;
    const rest = bytes.slice(taken);
    this.#restBytes = rest.byteLength;
    return this.#untilOlderIsFree().then(() => {
      this.#turnOver();
      return this.#gather(rest) ?? undefined;
    });
  }

  /** Begins to write the full slab and to fill the other; false while that one is not written yet. */
  #turnOver(): boolean {
    if (this.#failure !== null) return false;
    if (!this.#isOlderFree) {
      this.#startWrite();
      return false;
    }
    const full = this.#filling;
    this.#filling = this.#older;
    this.#filling.filled = 0;
    this.#filling.handed = 0;
    this.#older = full;
    this.#startWrite();
    return true;
  }

  get #isOlderFree(): boolean {
    return this.#older.handed === this.#older.filled && this.#writingSlab !== this.#older;
  }

  async #untilOlderIsFree(): Promise<void> {
    while (!this.#isOlderFree && this.#failure === null) {
      this.#startWrite();
      await this.#writing;
    }
  }

  #startWrite(): void {
    if (this.#writing !== null || this.#failure !== null) return;
    const slab = this.#older.handed < this.#older.filled ? this.#older : this.#filling;
    if (slab.handed === slab.filled) return;
    const bytes = slab.bytes.subarray(slab.handed, slab.filled);
    slab.handed = slab.filled;
    this.#writingSlab = slab;
    this.#writing = this.#write(bytes).then((failure) => {
      this.#failure ??= failure;
      this.#writtenBytes += bytes.byteLength;
      this.#writing = null;
      this.#writingSlab = null;
      // A full slab never waits for the next byte.
      if (this.#older.handed < this.#older.filled) this.#startWrite();
    });
  }
}

/** Whether `bytes` were read where they belong. */
function isAt({ bytes: memory, filled }: Slab, bytes: Uint8Array): boolean {
  return bytes.buffer === memory.buffer && bytes.byteOffset === memory.byteOffset + filled;
}
