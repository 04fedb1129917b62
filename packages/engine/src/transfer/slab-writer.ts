/** Gathers a connection's chunks into large positional writes: one fills while the other is written. */
import type { DiskFailure } from '@sluice/model';

/** Writes `bytes` where they belong and counts them; resolves to the failure, or null. Does not keep `bytes`. */
export type WriteBytes = (bytes: Uint8Array) => Promise<DiskFailure | null>;

export class SlabWriter {
  readonly #write: WriteBytes;
  #filling: Uint8Array;
  #spare: Uint8Array;
  #filled = 0;
  /** Bytes that were pushed, and those of them that were written, since the beginning. */
  #pushedBytes = 0;
  #writtenBytes = 0;
  #writing: Promise<void> | null = null;
  #failure: DiskFailure | null = null;

  constructor(write: WriteBytes, slabBytes: number) {
    this.#write = write;
    this.#filling = new Uint8Array(slabBytes);
    this.#spare = new Uint8Array(slabBytes);
  }

  /** The first write that failed; nothing is written after it. */
  get failure(): DiskFailure | null {
    return this.#failure;
  }

  /** Bytes taken over and not yet handed to a write. */
  get pendingBytes(): number {
    return this.#filled;
  }

  /** Takes `bytes` over before it returns. The promise, if any, settles when there is room for more. */
  push(bytes: Uint8Array): Promise<void> | null {
    this.#pushedBytes += bytes.byteLength;
    return this.#gather(bytes);
  }

  /** Resolves when all that was pushed before has been written, or has failed. */
  async flush(): Promise<void> {
    const end = this.#pushedBytes;
    while (this.#writtenBytes < end && this.#failure === null && (this.#writing !== null || this.#filled > 0)) {
      this.#startWrite();
      await this.#writing;
    }
  }

  #gather(bytes: Uint8Array): Promise<void> | null {
    if (this.#failure !== null) return null;
    const taken = Math.min(bytes.byteLength, this.#filling.byteLength - this.#filled);
    this.#filling.set(bytes.subarray(0, taken), this.#filled);
    this.#filled += taken;
    if (this.#filled < this.#filling.byteLength) return null;
    if (this.#writing === null) {
      this.#startWrite();
      return taken < bytes.byteLength ? this.#gather(bytes.subarray(taken)) : null;
    }
    const rest = bytes.slice(taken);
    return this.#writing.then(() => {
      this.#startWrite();
      return this.#gather(rest) ?? undefined;
    });
  }

  #startWrite(): void {
    if (this.#writing !== null || this.#failure !== null || this.#filled === 0) return;
    const full = this.#filling.subarray(0, this.#filled);
    [this.#filling, this.#spare] = [this.#spare, this.#filling];
    this.#filled = 0;
    this.#writing = this.#write(full).then((failure) => {
      this.#failure ??= failure;
      this.#writtenBytes += full.byteLength;
      this.#writing = null;
    });
  }
}
