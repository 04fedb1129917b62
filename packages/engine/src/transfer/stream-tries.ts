/** How often a stream that can only begin again was begun, and what that was good for (0015). */
import type { Failure } from '@sluice/model';

/** A stream that is cut so often, never later than before, will be cut again. */
const MAX_TRIES = 3;

export class StreamTries {
  #bestBytes = 0;
  #tries = 0;

  /** One attempt took so many bytes and brought the stream to an offset; tells whether it came further than ever before. */
  note(takenBytes: number, received: number): boolean {
    if (takenBytes === 0) return false;
    const isBest = received > this.#bestBytes;
    this.#tries = isBest ? 1 : this.#tries + 1;
    this.#bestBytes = Math.max(this.#bestBytes, received);
    return isBest;
  }

  get areSpent(): boolean {
    return this.#tries >= MAX_TRIES;
  }

  /** What the user is told then. */
  get failure(): Failure {
    return { kind: 'stream-cut', receivedBytes: this.#bestBytes, tries: this.#tries };
  }
}
