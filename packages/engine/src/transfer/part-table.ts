/**
 * The parts of a running job: who fetches which, what has been received, and what of it is durable.
 * The only place where progress is counted; it is counted after a write succeeded, and claimed durable after a sync (law 1).
 */
import { UNKNOWN_END, byteRange, type Block, type ByteRange, type Checkpoint, type StripSegment } from '@sluice/model';
import { MIN_SPLIT_BYTES, UNKNOWN_PACES, type Paces } from '../plan/split-range.ts';
import { BlockDigests } from './block-digests.ts';
import { PartChanges, type Snapshot } from './part-changes.ts';
import { findCut, longestWaitingRow, piecesWithout } from './part-cut.ts';
import { Hold, freeEntry, isWaiting, type Claim, type Entry } from './part-entry.ts';
import { stripOf } from './part-strip.ts';

export type { Snapshot } from './part-changes.ts';
export type { Claim } from './part-entry.ts';

/** Told of bytes that are in the file, and of the address that they came from, counted as in `JobSource.using`. */
export type Recorded = (offset: number, bytes: Uint8Array, from: number) => void;

export class PartTable {
  readonly blockSizeBytes: number;
  readonly #entries: Entry[];
  readonly #digests: BlockDigests;
  readonly #changes: PartChanges;
  #receivedBytes: number;
  readonly #recorded: Recorded | null;

  /** `recorded` is told of all bytes that `record` counts, where something is carried on with them. */
  constructor(checkpoint: Checkpoint, blockSizeBytes: number, recorded: Recorded | null = null) {
    this.blockSizeBytes = blockSizeBytes;
    this.#recorded = recorded;
    this.#entries = checkpoint.parts.map(({ range, durableBytes }) => {
      const at = range.start + durableBytes;
      return freeEntry(range.start, range.end, at, at);
    });
    this.#digests = new BlockDigests(
      blockSizeBytes,
      checkpoint.blocks.filter((block) => this.#holds(block)),
    );
    this.#changes = new PartChanges(this.#entries, this.#digests);
    this.#receivedBytes = this.#entries.reduce((sum, entry) => sum + entry.received - entry.start, 0);
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** Bytes taken from the network, those that are still on their way into the file included. */
  get arrivedBytes(): number {
    return this.#entries.reduce((sum, entry) => sum + entry.taken - entry.start, 0);
  }

  get durableBytes(): number {
    return this.#changes.durableBytes;
  }

  /** Whether every byte of every part has been received; only then may the file be finished (spec E3). */
  get isComplete(): boolean {
    return this.#entries.every((entry) => entry.received === entry.end);
  }

  /** Which part of the file a claim is now, from 1. */
  numberOf({ start }: Claim): number {
    return this.#entries.findIndex((entry) => entry.start === start) + 1;
  }

  /** The first part that nobody fetches and that misses bytes. */
  claimNext(): Claim | null {
    return this.#claim(this.#entries.find(isWaiting));
  }

  /** One in the middle of the longest row of parts that nobody fetches: whoever works before it has room to go on into the next. */
  claimApart(): Claim | null {
    const best = longestWaitingRow(this.#entries);
    return this.#claim(best[this.#entries[0] === best[0] ? 0 : best.length >> 1]);
  }

  /** The part that begins where another ended, when nobody has begun it: one response can go on into it. */
  claimAt(start: number): Claim | null {
    return this.#claim(this.#entries.find((entry) => entry.start === start && isWaiting(entry) && entry.received === start));
  }

  /** The first part, from `offset` on, that nobody fetches and whose next byte is not before `offset`. */
  claimFrom(offset: number): Claim | null {
    return this.#claim(this.#entries.find((entry) => isWaiting(entry) && entry.received >= offset));
  }

  /** The second half of the remainder that would take longest (spec B10), or null when no half would have `leastBytes`. */
  claimSplit(leastBytes: number, pacesOf: (owner: Claim) => Paces = () => UNKNOWN_PACES): Claim | null {
    return this.#claim(this.#splitLongest(leastBytes, (entry) => entry.owner !== null, pacesOf));
  }

  /**
   * Cuts what nobody fetches yet until there is a part for each connection. Done before the first request: a part that is cut
   * while it arrives has been asked for whole, and some of it arrives twice.
   */
  divide(connections: number): void {
    const unknown = (): Paces => UNKNOWN_PACES;
    while (this.#entries.filter(isWaiting).length < connections && this.#splitLongest(MIN_SPLIT_BYTES, isWaiting, unknown) !== undefined);
  }

  #splitLongest(leastBytes: number, mayBeCut: (entry: Entry) => boolean, pacesOf: (owner: Claim) => Paces): Entry | undefined {
    const found = findCut(this.#entries, { mayBeCut, blockSizeBytes: this.blockSizeBytes, leastBytes, pacesOf });
    return found === null ? undefined : this.#cut(found.entry, found.border);
  }

  #cut(entry: Entry, border: number): Entry {
    const tail = freeEntry(border, entry.end, border, border);
    entry.end = border;
    this.#entries.splice(this.#entries.indexOf(entry) + 1, 0, tail);
    this.#changes.note(entry);
    this.#changes.note(tail);
    return tail;
  }

  /** Whether the part is still this owner's. */
  owns(claim: Claim): boolean {
    return claim instanceof Hold && claim.entry.owner === claim;
  }

  /** Gives a part back, if it is the owner's still; what was received of it stays, what was only taken is forgotten. */
  release(claim: Claim): void {
    if (!this.owns(claim)) return;
    const entry = this.#entryOf(claim);
    entry.owner = null;
    entry.taken = entry.received;
  }

  /**
   * Makes somebody else the owner, in one step: from here on the former one can neither take nor write. It must have come to rest:
   * a write under way is a bug and throws, because then two would write the same bytes (spec B10).
   */
  handOver(claim: Claim): Claim {
    const entry = this.#entryOf(claim);
    if (entry.writingBytes > 0) throw new Error('a part with a write under way was handed over');
    const hold = new Hold(entry);
    entry.owner = hold;
    entry.taken = entry.received;
    return hold;
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

  /** Where the owner may write so many bytes now; `record` or `abandonWrite` follows. One write at a time, and by the owner alone. */
  beginWrite(claim: Claim, bytes: number): number {
    const entry = this.#entryOf(claim);
    if (entry.writingBytes > 0) throw new Error('a second write to one part at a time');
    if (entry.received + bytes > entry.end) throw new Error(`write past the part's end: ${entry.received}+${bytes} > ${entry.end}`);
    entry.writingBytes = bytes;
    return entry.received;
  }

  /** Reckons the CRC-32 of bytes whose write was begun and is under way, so that `record` finds it done; changes nothing else. */
  foresee(claim: Claim, bytes: Uint8Array): void {
    this.#digests.foresee(this.#entryOf(claim).received, bytes);
  }

  /** The write that was begun failed: nothing is counted. */
  abandonWrite(claim: Claim): void {
    this.#entryOf(claim).writingBytes = 0;
  }

  /** Counts bytes that a successful write put at the claim's offset, and carries their blocks' CRC-32 on. `from`: which address sent them. */
  record(claim: Claim, bytes: Uint8Array, from = 0): void {
    const entry = this.#entryOf(claim);
    if (entry.received + bytes.byteLength > entry.end)
      throw new Error(`write past the part's end: ${entry.received}+${bytes.byteLength} > ${entry.end}`);
    this.#digests.record(entry.received, bytes);
    this.#recorded?.(entry.received, bytes, from);
    entry.writingBytes = 0;
    entry.received += bytes.byteLength;
    this.#receivedBytes += bytes.byteLength;
    this.#changes.note(entry);
  }

  /** The bytes of a stream begin again at 0: nothing that was received counts any more. */
  restartStream(): Claim | null {
    const [entry] = this.#entries;
    if (entry === undefined || this.#entries.length !== 1) return null;
    if (entry.writingBytes > 0) throw new Error('a stream begins again while it is written');
    entry.taken = 0;
    entry.received = 0;
    entry.durable = 0;
    this.#receivedBytes = 0;
    this.#digests.clear();
    this.#changes.restarted(entry);
    return entry.owner;
  }

  /** A stream of unknown length ended cleanly: what was received is the whole. */
  endStream(): void {
    const last = this.#entries.at(-1);
    if (last?.end === UNKNOWN_END) {
      last.end = last.received;
      this.#changes.note(last);
    }
  }

  /** Makes the bytes of one block missing again; false when there are none, or a worker holds the part. */
  dropBlock(index: number): boolean {
    return this.dropBlocks(index, 1) > 0;
  }

  /** `dropBlock` for a row of them, as far as it lies in one part; returns how many of the first ones are missing now. */
  dropBlocks(first: number, count: number): number {
    const start = first * this.blockSizeBytes;
    const position = this.#entries.findIndex((entry) => entry.start <= start && start < entry.end);
    const entry = this.#entries[position];
    if (entry === undefined || entry.owner !== null || entry.writingBytes > 0 || entry.received <= start) return 0;
    const end = Math.min(start + count * this.blockSizeBytes, entry.end);
    const pieces = piecesWithout(entry, { start, end });
    this.#entries.splice(position, 1, ...pieces);
    this.#changes.replaced(entry, pieces, Math.max(0, Math.min(end, entry.durable) - start));
    const dropped = Math.ceil((end - start) / this.blockSizeBytes);
    for (let index = first; index < first + dropped; index += 1) this.#digests.drop(index);
    this.#receivedBytes -= Math.min(end, entry.received) - start;
    return dropped;
  }

  /** All that has changed since the last one that was taken; null when nothing has. */
  takeSnapshot(): Snapshot | null {
    return this.#changes.takeSnapshot(this.#receivedBytes);
  }

  /** The sync after `snapshot` was taken has succeeded, and the store has acknowledged it. */
  markDurable(snapshot: Snapshot): void {
    this.#changes.markDurable(snapshot);
  }

  /** The snapshot could not be stored: its changes belong to the next one. */
  putBack(snapshot: Snapshot): void {
    this.#changes.putBack(snapshot);
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
    if (entry.writingBytes > 0) throw new Error('a part that is being written has no new owner');
    entry.owner = new Hold(entry);
    return entry.owner;
  }

  #entryOf(claim: Claim): Entry {
    if (!(claim instanceof Hold) || claim.entry.owner !== claim) throw new Error('the part is not, or no longer, this owner’s');
    return claim.entry;
  }
}
