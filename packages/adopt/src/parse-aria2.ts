/** aria2's control file (`NAME.aria2`): pieces that are there, and of pieces under way the 16 KiB blocks that are. */
import type { ClaimedRange } from '@sluice/model';
import { refused, tidyRanges, type Parsed } from './parsed.ts';

/** What aria2 cuts a piece into. */
const ARIA2_BLOCK_BYTES = 16 * 1024;
const MAX_PIECES = 8 * 1024 * 1024;

/** Reads with bounds; every getter throws `Short` past the end, which `parseAria2` turns into its refusal. */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.byteLength - this.#at;
  }

  uint16(): number {
    return this.#view.getUint16(this.#step(2));
  }

  uint32(): number {
    return this.#view.getUint32(this.#step(4));
  }

  uint64(): bigint {
    return this.#view.getBigUint64(this.#step(8));
  }

  bytes(count: number): Uint8Array {
    const at = this.#step(count);
    return this.#bytes.subarray(at, at + count);
  }

  #step(count: number): number {
    const at = this.#at;
    if (count > this.left) throw new RangeError('short');
    this.#at += count;
    return at;
  }
}

/** `controlPath` names the data file: aria2 appends `.aria2`. Version 1 alone, which every aria2 since 2009 writes. */
export function parseAria2(bytes: Uint8Array, controlPath: string): Parsed {
  try {
    return parse(new Reader(bytes), controlPath);
  } catch (error) {
    if (error instanceof RangeError) return refused('unreadable');
    throw error;
  }
}

function parse(reader: Reader, controlPath: string): Parsed {
  if (reader.uint16() !== 1) return refused('unreadable');
  const isTorrent = (reader.uint32() & 1) === 1;
  const infoHashBytes = reader.uint32();
  if (isTorrent || infoHashBytes > 0) return refused('torrent');
  const pieceBytes = reader.uint32();
  const total = reader.uint64();
  reader.uint64();
  const sizeBytes = Number(total);
  if (pieceBytes === 0 || !Number.isSafeInteger(sizeBytes) || sizeBytes === 0) return refused('unreadable');
  const pieces = Math.ceil(sizeBytes / pieceBytes);
  const bitfieldBytes = reader.uint32();
  if (pieces > MAX_PIECES || bitfieldBytes !== Math.ceil(pieces / 8)) return refused('unreadable');
  const whole = setBits(reader.bytes(bitfieldBytes), pieces).map((index) => pieceRange(index, pieceBytes, sizeBytes));
  const underWay = readPiecesUnderWay(reader, pieces, pieceBytes, sizeBytes);
  const ranges = underWay === null || reader.left > 0 ? null : tidyRanges([...whole, ...underWay], sizeBytes);
  if (ranges === null) return refused('unreadable');
  const dataPath = controlPath.replace(/\.aria2$/, '');
  return {
    kind: 'checkpoint',
    checkpoint: {
      program: 'aria2',
      dataPath,
      sizeBytes,
      etag: null,
      lastModified: null,
      crc64: null,
      url: null,
      target: dataPath.slice(Math.max(dataPath.lastIndexOf('/'), dataPath.lastIndexOf('\\')) + 1),
      claimedRanges: ranges,
      certainty: 'recorded',
    },
  };
}

function readPiecesUnderWay(reader: Reader, pieces: number, pieceBytes: number, sizeBytes: number): readonly ClaimedRange[] | null {
  const count = reader.uint32();
  // Each takes twelve bytes and more: what does not fit into the file is not made room for.
  if (count > pieces || count > reader.left / 12) return null;
  const ranges: ClaimedRange[] = [];
  for (let read = 0; read < count; read += 1) {
    const index = reader.uint32();
    const lengthBytes = reader.uint32();
    const bitfieldBytes = reader.uint32();
    const piece = pieceRange(index, pieceBytes, sizeBytes).range;
    const blocks = Math.ceil(lengthBytes / ARIA2_BLOCK_BYTES);
    if (index >= pieces || lengthBytes !== piece.end - piece.start || bitfieldBytes !== Math.ceil(blocks / 8)) return null;
    for (const block of setBits(reader.bytes(bitfieldBytes), blocks)) {
      const start = piece.start + block * ARIA2_BLOCK_BYTES;
      ranges.push({ range: { start, end: Math.min(start + ARIA2_BLOCK_BYTES, piece.end) }, crc64: null });
    }
  }
  return ranges;
}

function pieceRange(index: number, pieceBytes: number, sizeBytes: number): ClaimedRange {
  const start = index * pieceBytes;
  return { range: { start, end: Math.min(start + pieceBytes, sizeBytes) }, crc64: null };
}

/** The first piece is the highest bit of the first byte. */
function setBits(bitfield: Uint8Array, count: number): readonly number[] {
  const set: number[] = [];
  for (let index = 0; index < count; index += 1) {
    if (((bitfield[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0) set.push(index);
  }
  return set;
}
