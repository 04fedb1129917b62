/**
 * One string out of a binary property list (Apple's `bplist00`). Read here and not by a library, because those build the whole
 * tree: a list of a few hundred bytes whose arrays share members takes them for ever.
 */

const HEADER_BYTES = 8;
const TRAILER_BYTES = 32;
/** Markers: the upper half tells the type, the lower the length; 15 says that a length follows. */
const ASCII = 0x5;
const UTF16 = 0x6;
const DICTIONARY = 0xd;
const INTEGER = 0x1;

/** The string under `key` in the list's outermost dictionary; null when it is no such list or has no such string. Never throws. */
export function stringInBinaryPlist(bytes: Uint8Array, key: string): string | null {
  const list = openList(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (list === null) return null;
  const top = objectAt(list, list.top);
  if (top?.type !== DICTIONARY) return null;
  for (let index = 0; index < top.length; index += 1) {
    const name = referenceAt(list, top.at + index * list.referenceBytes);
    if (stringOf(list, name) === key) return stringOf(list, referenceAt(list, top.at + (top.length + index) * list.referenceBytes));
  }
  return null;
}

interface List {
  readonly bytes: Buffer;
  readonly offsetBytes: number;
  readonly referenceBytes: number;
  readonly objects: number;
  readonly top: number;
  readonly table: number;
}

interface ListObject {
  readonly type: number;
  readonly length: number;
  /** Where its content begins. */
  readonly at: number;
}

function openList(bytes: Buffer): List | null {
  const trailer = bytes.length - TRAILER_BYTES;
  if (trailer < HEADER_BYTES || bytes.toString('latin1', 0, HEADER_BYTES) !== 'bplist00') return null;
  const [offsetBytes, referenceBytes] = [bytes[trailer + 6] ?? 0, bytes[trailer + 7] ?? 0];
  const [objects, top, table] = [0, 1, 2].map((place) => Number(bytes.readBigUInt64BE(trailer + 8 + 8 * place)));
  if (objects === undefined || top === undefined || table === undefined) return null;
  const fits = isWidth(offsetBytes) && isWidth(referenceBytes) && table >= HEADER_BYTES && table + objects * offsetBytes <= trailer;
  return fits ? { bytes, offsetBytes, referenceBytes, objects, top, table } : null;
}

function objectAt(list: List, reference: number | null): ListObject | null {
  if (reference === null || reference >= list.objects) return null;
  const at = unsignedAt(list, list.table + reference * list.offsetBytes, list.offsetBytes);
  const marker = at === null ? undefined : list.bytes[at];
  if (at === null || marker === undefined) return null;
  const short = marker & 0xf;
  if (short < 15) return { type: marker >> 4, length: short, at: at + 1 };
  const lengthMarker = list.bytes[at + 1] ?? 0;
  const width = 2 ** (lengthMarker & 0xf);
  const length = lengthMarker >> 4 === INTEGER && isWidth(width) ? unsignedAt(list, at + 2, width) : null;
  return length === null ? null : { type: marker >> 4, length, at: at + 2 + width };
}

function stringOf(list: List, reference: number | null): string | null {
  const object = objectAt(list, reference);
  if (object === null) return null;
  if (object.type === ASCII && object.at + object.length <= list.table) {
    return list.bytes.toString('latin1', object.at, object.at + object.length);
  }
  if (object.type !== UTF16 || object.at + 2 * object.length > list.table) return null;
  return Buffer.from(list.bytes.subarray(object.at, object.at + 2 * object.length))
    .swap16()
    .toString('utf16le');
}

function referenceAt(list: List, at: number): number | null {
  return unsignedAt(list, at, list.referenceBytes);
}

function unsignedAt(list: List, at: number, width: number): number | null {
  return Number.isSafeInteger(at) && at + width <= list.bytes.length - TRAILER_BYTES ? list.bytes.readUIntBE(at, width) : null;
}

function isWidth(bytes: number): boolean {
  return bytes >= 1 && bytes <= 4;
}
