/**
 * The parts of a running job: who fetches which, what has been received, and what of it is durable.
 * The only place where progress is counted; it is counted after a write succeeded, and claimed durable after a sync (law 1).
 */
import { UNKNOWN_END, byteRange, type Block, type ByteRange, type Checkpoint, type Part, type StripSegment } from '@sluice/model';
import { leastSplitBytes, splitPoint } from '../plan/split-range.ts';
import { BlockDigests } from './block-digests.ts';
import { stripOf } from './part-strip.ts';

interface Entry {
  readonly start: number;
  end: number;
  /** Absolute offset up to which a worker took bytes over; they may still be on their way into the file. */
  taken: number;
  /** Absolute offset up to which bytes are in the file. */
  received: number;
  /** Absolute offset up to which they are synced. */
  durable: number;
  claimed: boolean;
}

/** A worker's hold on one part. The end may move down while it works, when an idle worker takes the tail. */
export interface Claim {
  readonly start: number;
  readonly end: number;
  readonly taken: number;
  readonly received: number;
}

/** What a checkpoint will say, taken before the sync that makes it true. */
export interface Snapshot {
  readonly parts: readonly Part[];
  readonly blocks: readonly Block[];
  readonly bytes: number;
}

export class PartTable {
  readonly blockSizeBytes: number;
  readonly #entries: Entry[];
  readonly #digests: BlockDigests;
  #receivedBytes: number;
  #durableBytes: number;
  readonly #changedParts = new Set<Entry>();

  constructor(checkpoint: Checkpoint, blockSizeBytes: number) {
    this.blockSizeBytes = blockSizeBytes;
    this.#entries = checkpoint.parts.map(({ range, durableBytes }) => {
      const at = range.start + durableBytes;
      return { start: range.start, end: range.end, taken: at, received: at, durable: at, claimed: false };
    });
    this.#digests = new BlockDigests(
      blockSizeBytes,
      checkpoint.blocks.filter((block) => this.#holds(block)),
    );
    this.#receivedBytes = this.#entries.reduce((sum, entry) => sum + entry.received - entry.start, 0);
    this.#durableBytes = this.#receivedBytes;
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** Bytes taken from the network, those that are still on their way into the file included. */
  get arrivedBytes(): number {
    return this.#entries.reduce((sum, entry) => sum + entry.taken - entry.start, 0);
  }

  get durableBytes(): number {
    return this.#durableBytes;
  }

  /** Whether every byte of every part has been received; only then may the file be finished (spec E3). */
  get isComplete(): boolean {
    return this.#entries.every((entry) => entry.received === entry.end);
  }

  /** The first part that nobody fetches and that misses bytes. */
  claimNext(): Claim | null {
    return this.#claim(this.#entries.find((entry) => !entry.claimed && entry.received < entry.end));
  }

  /** The part that begins where another ended, when nobody has begun it: one response can go on into it. */
  claimAt(start: number): Claim | null {
    return this.#claim(
      this.#entries.find((entry) => entry.start === start && !entry.claimed && entry.received === start && start < entry.end),
    );
  }

  /** The second half of the largest remainder (spec B10), or null when no half would have `leastBytes`. */
  claimSplit(leastBytes: number): Claim | null {
    return this.#claim(this.#splitLargest(leastBytes, (entry) => entry.claimed));
  }

  /**
   * Cuts what nobody fetches yet until there is a part for each connection. Done before the first request: a part that is cut
   * while it arrives has been asked for whole, and some of it arrives twice.
   */
  divide(connections: number): void {
    const isWaiting = (entry: Entry): boolean => !entry.claimed && entry.received < entry.end;
    while (this.#entries.filter(isWaiting).length < connections && this.#splitLargest(leastSplitBytes(0), isWaiting) !== undefined);
  }

  #splitLargest(leastBytes: number, mayBeCut: (entry: Entry) => boolean): Entry | undefined {
    const candidates = this.#entries.filter((entry) => mayBeCut(entry) && entry.end !== UNKNOWN_END);
    const [largest] = candidates.toSorted((a, b) => b.end - b.taken - (a.end - a.taken));
    if (largest === undefined) return undefined;
    const border = splitPoint({ start: largest.start, end: largest.end }, largest.taken, this.blockSizeBytes, leastBytes);
    if (border === null) return undefined;
    const tail: Entry = { start: border, end: largest.end, taken: border, received: border, durable: border, claimed: false };
    largest.end = border;
    this.#entries.splice(this.#entries.indexOf(largest) + 1, 0, tail);
    this.#changedParts.add(largest).add(tail);
    return tail;
  }

  /** Gives a part back; what was received of it stays, what was only taken is forgotten. */
  release(claim: Claim): void {
    const entry = this.#entryOf(claim);
    entry.claimed = false;
    entry.taken = entry.received;
  }

  /** Marks bytes as taken over, so that no split gives them to another worker. */
  take(claim: Claim, bytes: number): void {
    this.#entryOf(claim).taken += bytes;
  }

  /** Bytes that were taken never reached the file. */
  forgetTaken(claim: Claim): void {
    const entry = this.#entryOf(claim);
    entry.taken = entry.received;
  }

  /** Counts bytes that a successful write put at the claim's offset, and carries their blocks' CRC-32 on. */
  record(claim: Claim, bytes: Uint8Array): void {
    const entry = this.#entryOf(claim);
    if (entry.received + bytes.byteLength > entry.end)
      throw new Error(`write past the part's end: ${entry.received}+${bytes.byteLength} > ${entry.end}`);
    this.#digests.record(entry.received, bytes);
    entry.received += bytes.byteLength;
    this.#receivedBytes += bytes.byteLength;
    this.#changedParts.add(entry);
  }

  /** The bytes of a stream begin again at 0: nothing that was received counts any more. */
  restartStream(): Claim | null {
    const [entry] = this.#entries;
    if (entry === undefined || this.#entries.length !== 1) return null;
    entry.taken = 0;
    entry.received = 0;
    entry.durable = 0;
    this.#receivedBytes = 0;
    this.#durableBytes = 0;
    this.#digests.clear();
    this.#changedParts.add(entry);
    return entry;
  }

  /** A stream of unknown length ended cleanly: what was received is the whole. */
  endStream(): void {
    const last = this.#entries.at(-1);
    if (last?.end === UNKNOWN_END) {
      last.end = last.received;
      this.#changedParts.add(last);
    }
  }

  /** Makes the durable bytes of one block missing again; false when there are none, or a worker holds the part. */
  dropBlock(index: number): boolean {
    const start = index * this.blockSizeBytes;
    const position = this.#entries.findIndex((entry) => entry.start <= start && start < entry.end);
    const entry = this.#entries[position];
    if (entry === undefined || entry.claimed || entry.received <= start) return false;
    const end = Math.min(start + this.blockSizeBytes, entry.end);
    const pieces = [
      { start: entry.start, end: start, received: start },
      { start, end, received: start },
      { start: end, end: entry.end, received: Math.max(end, entry.received) },
    ].filter((piece) => piece.start < piece.end);
    const entries = pieces.map((piece): Entry => ({
      ...piece,
      taken: piece.received,
      durable: Math.max(piece.start, Math.min(piece.received, entry.durable)),
      claimed: false,
    }));
    const lostBytes = Math.min(end, entry.received) - start;
    this.#entries.splice(position, 1, ...entries);
    this.#changedParts.delete(entry);
    for (const piece of entries) this.#changedParts.add(piece);
    this.#digests.drop(index);
    this.#receivedBytes -= lostBytes;
    this.#durableBytes -= Math.max(0, Math.min(end, entry.durable) - start);
    return true;
  }

  /** All that has changed since the last one that was taken; null when nothing has. */
  takeSnapshot(): Snapshot | null {
    if (this.#changedParts.size === 0) return null;
    const parts = [...this.#changedParts].map(toPart);
    this.#changedParts.clear();
    return { parts, blocks: this.#digests.takeChanged(), bytes: this.#receivedBytes };
  }

  /** The sync after `snapshot` was taken has succeeded, and the store has acknowledged it. */
  markDurable(snapshot: Snapshot): void {
    for (const { range, durableBytes } of snapshot.parts) {
      const entry = this.#entries.find((candidate) => candidate.start === range.start);
      if (entry === undefined) continue;
      const durable = Math.min(range.start + durableBytes, entry.received);
      this.#durableBytes += Math.max(0, durable - entry.durable);
      entry.durable = Math.max(entry.durable, durable);
    }
  }

  /** The snapshot could not be stored: its changes belong to the next one. */
  putBack(snapshot: Snapshot): void {
    for (const { range } of snapshot.parts) {
      const entry = this.#entries.find((candidate) => candidate.start === range.start);
      if (entry !== undefined) this.#changedParts.add(entry);
    }
    this.#digests.putBack(snapshot.blocks);
  }

  /** What is in the file of each part, in file order; an empty range where nothing is yet. */
  receivedSpans(): readonly ByteRange[] {
    return this.#entries.map(({ start, received }) => byteRange(start, received));
  }

  /** Blocks with durable bytes, the most recently received last. */
  blocks(): readonly Block[] {
    return this.#digests.all();
  }

  /** At most 60 stretches of what is there, as fractions of the file. */
  strip(sizeBytes: number | null): readonly StripSegment[] {
    if (sizeBytes === null || sizeBytes === 0) return [];
    return stripOf(this.#entries, sizeBytes);
  }

  /** Whether a stored digest speaks of durable bytes only; one left over from a dropped block does not. */
  #holds({ index, lengthBytes }: Block): boolean {
    const start = index * this.blockSizeBytes;
    return this.#entries.some((entry) => entry.start <= start && start + lengthBytes <= entry.durable);
  }

  #claim(entry: Entry | undefined): Claim | null {
    if (entry === undefined) return null;
    entry.claimed = true;
    return entry;
  }

  #entryOf(claim: Claim): Entry {
    const entry = this.#entries.find((candidate) => candidate === claim);
    if (entry === undefined) throw new Error('a claim of another table');
    return entry;
  }
}

function toPart(entry: Entry): Part {
  return { range: byteRange(entry.start, entry.end), durableBytes: entry.received - entry.start };
}
