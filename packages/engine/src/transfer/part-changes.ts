/** What of a job's parts the store has not been told yet, and how much of them is durable: taken before a sync, claimed after it (law 1). */
import type { Block, Part } from '@sluice/model';
import type { BlockDigests } from './block-digests.ts';
import { toPart, type Entry } from './part-entry.ts';

/** What a checkpoint will say, taken before the sync that makes it true. */
export interface Snapshot {
  readonly parts: readonly Part[];
  readonly blocks: readonly Block[];
  readonly bytes: number;
}

export class PartChanges {
  /** The table's own: it cuts and changes them. */
  readonly #entries: readonly Entry[];
  readonly #digests: BlockDigests;
  readonly #changed = new Set<Entry>();
  #durableBytes: number;

  constructor(entries: readonly Entry[], digests: BlockDigests) {
    this.#entries = entries;
    this.#digests = digests;
    this.#durableBytes = entries.reduce((sum, entry) => sum + entry.durable - entry.start, 0);
  }

  get durableBytes(): number {
    return this.#durableBytes;
  }

  note(entry: Entry): void {
    this.#changed.add(entry);
  }

  /** These have taken the place of a part; so many bytes of it that were durable are missing now. */
  replaced(entry: Entry, pieces: readonly Entry[], lostBytes: number): void {
    this.#changed.delete(entry);
    for (const piece of pieces) this.#changed.add(piece);
    this.#durableBytes -= lostBytes;
  }

  /** Nothing is durable any more. */
  restarted(entry: Entry): void {
    this.#durableBytes = 0;
    this.#changed.add(entry);
  }

  /** All that has changed since the last one that was taken; null when nothing has. `bytes`: what has been received by now. */
  takeSnapshot(bytes: number): Snapshot | null {
    if (this.#changed.size === 0) return null;
    const parts = [...this.#changed].map(toPart);
    this.#changed.clear();
    return { parts, blocks: this.#digests.takeChanged(), bytes };
  }

  /** The sync after `snapshot` was taken has succeeded, and the store has acknowledged it. */
  markDurable(snapshot: Snapshot): void {
    for (const { range, durableBytes } of snapshot.parts) {
      const entry = this.#at(range.start);
      if (entry === undefined) continue;
      const durable = Math.min(range.start + durableBytes, entry.received);
      this.#durableBytes += Math.max(0, durable - entry.durable);
      entry.durable = Math.max(entry.durable, durable);
    }
  }

  /** The snapshot could not be stored: its changes belong to the next one. */
  putBack(snapshot: Snapshot): void {
    for (const { range } of snapshot.parts) {
      const entry = this.#at(range.start);
      if (entry !== undefined) this.#changed.add(entry);
    }
    this.#digests.putBack(snapshot.blocks);
  }

  #at(start: number): Entry | undefined {
    return this.#entries.find((entry) => entry.start === start);
  }
}
