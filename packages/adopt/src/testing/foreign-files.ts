/** Checkpoints as the other programs write them, byte for byte as far as a reader can tell. */
import { createHash } from 'node:crypto';
import { CRC64_XZ, seededBytes } from '@sluice/testkit';

export interface Unfinished {
  readonly seed: number;
  readonly sizeBytes: number;
  readonly partBytes: number;
  /** Indices of finished parts. */
  readonly done: readonly number[];
  /** Where the finished file was to lie. */
  readonly target: string;
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  readonly lastModified: string;
}

const MAGIC = '92611BED-89E2-46B6-89E5-72F273D4B0A3';

interface Part {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly isDone: boolean;
}

export function partsOf({ sizeBytes, partBytes, done }: Pick<Unfinished, 'sizeBytes' | 'partBytes' | 'done'>): readonly Part[] {
  return Array.from({ length: Math.ceil(sizeBytes / partBytes) }, (_, index) => {
    const start = index * partBytes;
    return { index, start, end: Math.min(start + partBytes, sizeBytes), isDone: done.includes(index) };
  });
}

export function crc64Of(seed: number, start: number, end: number): bigint {
  return CRC64_XZ.update(0n, seededBytes(seed, { start, end }));
}

/** `json.Marshal` of the Go SDK's downloadCheckpoint: no spaces, fields in their order, numbers of 64 bits. */
export function ossGo(file: Unfinished): string {
  const parts = partsOf(file);
  const partsJson = parts.map(({ index, start, end, isDone }) => {
    const crc = isDone ? crc64Of(file.seed, start, end) : 0n;
    return `{"Index":${index},"Start":${start},"End":${end - 1},"Offset":0,"CRC64":${crc}}`;
  });
  const stat = `{"Size":${file.sizeBytes},"LastModified":"${file.lastModified}","Etag":${JSON.stringify(file.etag)}}`;
  const write = (md5: string): string =>
    `{"Magic":"${MAGIC}","MD5":"${md5}","FilePath":${JSON.stringify(file.target)},"Object":${JSON.stringify(file.key)},` +
    `"ObjStat":${stat},"Parts":[${partsJson.join(',')}],"PartStat":[${parts.map(({ isDone }) => isDone).join(',')}],` +
    `"Start":0,"End":0,"CRC":${crc64Of(file.seed, 0, file.sizeBytes)}}`;
  return write(createHash('md5').update(write('')).digest('base64'));
}

/** The Go SDK's second version: finished parts count as far as they reach from the start without a gap. */
export function ossGoV2(file: Unfinished): string {
  const parts = partsOf(file);
  const offset = parts.find(({ isDone }) => !isDone)?.start ?? file.sizeBytes;
  const data =
    `{"ObjectInfo":{"Name":${JSON.stringify(`oss://${file.bucket}/${file.key}`)},"VersionId":"","Range":""},` +
    `"ObjectMeta":{"Size":${file.sizeBytes},"LastModified":"${file.lastModified}","ETag":${JSON.stringify(file.etag)}},` +
    `"FilePath":${JSON.stringify(`${file.target}.temp`)},"PartSize":${file.partBytes},` +
    `"DownloadInfo":{"Offset":${offset},"CRC64":${crc64Of(file.seed, 0, offset)}}}`;
  return `{"Magic":"${MAGIC}","MD5":"${createHash('md5').update(data).digest('hex')}","Data":${data}}`;
}

/** `json.dump` of the Python SDK's record, whose ETag has no quotes. */
export function ossPython(file: Unfinished, suffix: string): string {
  const record = {
    mtime: Date.parse(file.lastModified) / 1000,
    etag: file.etag.replaceAll('"', ''),
    size: file.sizeBytes,
    bucket: file.bucket,
    key: file.key,
    part_size: file.partBytes,
    tmp_suffix: suffix,
    abspath: file.target,
    parts: partsOf(file)
      .filter(({ isDone }) => isDone)
      .map(({ index, start, end }) => ({ part_number: index + 1, start, end })),
  };
  return JSON.stringify(record).replaceAll('":', '": ').replaceAll(',"', ', "');
}

/** The name under which the Python SDK keeps it. */
export function ossPythonName({ bucket, key, target }: Unfinished): string {
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  return `${md5(`oss://${bucket}/${key}`)}-${md5(target)}-download`;
}

export interface Aria2Control {
  readonly sizeBytes: number;
  readonly pieceBytes: number;
  readonly done: readonly number[];
  /** Pieces under way, with the 16 KiB blocks of them that are there. */
  readonly underWay?: readonly { readonly index: number; readonly blocks: readonly number[] }[];
  readonly torrent?: boolean;
  readonly version?: number;
}

export function aria2({ sizeBytes, pieceBytes, done, underWay = [], torrent = false, version = 1 }: Aria2Control): Buffer {
  const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
  const uint32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const uint64 = (value: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(value));
    return bytes;
  };
  const bitfield = (count: number, set: readonly number[]): Buffer => {
    const bytes = Buffer.alloc(Math.ceil(count / 8));
    for (const index of set) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
    return Buffer.concat([uint32(bytes.length), bytes]);
  };
  const pieces = underWay.map(({ index, blocks }) => {
    const length = Math.min(pieceBytes, sizeBytes - index * pieceBytes);
    return Buffer.concat([uint32(index), uint32(length), bitfield(Math.ceil(length / 16384), blocks)]);
  });
  const hash = torrent ? Buffer.concat([uint32(20), Buffer.alloc(20, 7)]) : uint32(0);
  const head = Buffer.concat([uint16(version), uint32(torrent ? 1 : 0), hash, uint32(pieceBytes), uint64(sizeBytes), uint64(0)]);
  return Buffer.concat([head, bitfield(Math.ceil(sizeBytes / pieceBytes), done), uint32(pieces.length), ...pieces]);
}
