/** One part of a running job with its owner, and the holds by which owners prove who they are. */
import { byteRange, type Part } from '@sluice/model';

/** A worker's hold on one part. The end may move down while it works, when an idle worker takes the tail. */
export interface Claim {
  readonly start: number;
  readonly end: number;
  readonly taken: number;
  readonly received: number;
}

export interface Entry {
  readonly start: number;
  end: number;
  /** Absolute offset up to which a worker took bytes over; they may still be on their way into the file. */
  taken: number;
  /** Absolute offset up to which bytes are in the file. */
  received: number;
  /** Absolute offset up to which they are synced. */
  durable: number;
  /** Whose part it is: the only one who may take and write. */
  owner: Hold | null;
  /** Length of the write under way at `received`; while it is not 0 nobody else can become the owner. */
  writingBytes: number;
}

/** What an owner is given: as good as the part while it is the owner's, and worth nothing afterwards. */
export class Hold implements Claim {
  readonly entry: Entry;

  constructor(entry: Entry) {
    this.entry = entry;
  }

  get start(): number {
    return this.entry.start;
  }

  get end(): number {
    return this.entry.end;
  }

  get taken(): number {
    return this.entry.taken;
  }

  get received(): number {
    return this.entry.received;
  }
}

/** Nobody's part: `[start, end)`, received up to one offset and durable up to another. */
export function freeEntry(start: number, end: number, received: number, durable: number): Entry {
  return { start, end, taken: received, received, durable, owner: null, writingBytes: 0 };
}

/** Whether somebody may take it over and has something to fetch. */
export function isWaiting(entry: Entry): boolean {
  return entry.owner === null && entry.writingBytes === 0 && entry.received < entry.end;
}

export function toPart(entry: Entry): Part {
  return { range: byteRange(entry.start, entry.end), durableBytes: entry.received - entry.start };
}
