/** The checkpoint of the OSS Java SDK (`NAME.dcp`, serialised; the data lies in `NAME.tmp`). */
import type { ClaimedRange } from '@sluice/model';
import { readJavaObject, type JavaObject, type JavaValue } from './java-stream.ts';
import { OSS_MAGIC } from './parse-oss-go.ts';
import { MAX_PARTS, crc64Hex, lastSegmentOf, ossAddress, refused, tidyRanges, type Parsed } from './parsed.ts';
import { textOf } from './read-json.ts';

const PACKAGE = 'com.aliyun.oss.internal.OSSDownloadOperation$';
/** 9999-12-31: later ones have no HTTP-date. */
const MAX_DATE_MS = 253_402_300_799_999n;

/** The first bytes of every Java stream. */
export function looksLikeJava(bytes: Uint8Array): boolean {
  return bytes[0] === 0xac && bytes[1] === 0xed && bytes[2] === 0 && bytes[3] === 5;
}

/** The SDK's seal is a 32-bit hash of Java's; it proves less than the parts' CRC-64, which are compared with the disk anyway. */
export function parseOssJava(bytes: Uint8Array): Parsed {
  const root = readJavaObject(bytes);
  if (root?.className !== `${PACKAGE}DownloadCheckPoint` || root.fields.get('magic') !== OSS_MAGIC) return refused('unreadable');
  const stat = objectNamed(root.fields.get('objectStat'), `${PACKAGE}ObjectStat`);
  const list = objectNamed(root.fields.get('downloadParts'), 'java.util.ArrayList');
  const path = textOf(root.fields.get('downloadFile'));
  const [bucket, key] = [textOf(root.fields.get('bucketName')), textOf(root.fields.get('objectKey'))];
  const sizeBytes = sizeOf(stat?.fields.get('size'));
  if (stat === null || list === null || path === null || path === '' || sizeBytes === null) return refused('unreadable');
  const ranges = readParts(list, sizeBytes);
  if (ranges === 'unreadable' || ranges === 'sub-range') return refused(ranges);
  return {
    kind: 'checkpoint',
    checkpoint: {
      program: 'oss-java',
      dataPath: `${path}.tmp`,
      sizeBytes,
      etag: textOf(stat.fields.get('digest')),
      lastModified: dateOf(stat.fields.get('lastModified')),
      crc64: null,
      url: ossAddress(bucket, key, null),
      target: lastSegmentOf(path),
      claimedRanges: ranges,
      certainty: 'recorded',
    },
  };
}

function readParts(list: JavaObject, sizeBytes: number): readonly ClaimedRange[] | 'unreadable' | 'sub-range' {
  const parts = list.extra.filter((entry) => !(entry instanceof Uint8Array));
  if (parts.length > MAX_PARTS) return 'unreadable';
  const claimed: ClaimedRange[] = [];
  let next = 0;
  for (const value of parts) {
    const part = objectNamed(value, `${PACKAGE}DownloadPart`);
    const start = sizeOf(part?.fields.get('start'));
    const last = sizeOf(part?.fields.get('end'));
    const done = part?.fields.get('isCompleted');
    if (part === null || start === null || last === null || last < start || typeof done !== 'boolean') return 'unreadable';
    // Older versions have no place of their own in the file.
    const place = part.fields.get('fileStart');
    if (start !== next) return next === 0 ? 'sub-range' : 'unreadable';
    if (place !== undefined && place !== BigInt(start)) return 'sub-range';
    next = last + 1;
    const crc = part.fields.get('crc');
    if (done) claimed.push({ range: { start, end: next }, crc64: crc64Hex(typeof crc === 'bigint' ? crc : null) });
  }
  if (next > sizeBytes) return 'unreadable';
  return next < sizeBytes ? 'sub-range' : (tidyRanges(claimed, sizeBytes) ?? 'unreadable');
}

function objectNamed(value: JavaValue | Uint8Array | undefined, className: string): JavaObject | null {
  const isObject = typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
  return isObject && value.className === className ? value : null;
}

function sizeOf(value: JavaValue | undefined): number | null {
  return typeof value === 'bigint' && value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : null;
}

/** java.util.Date writes its milliseconds as one block of eight bytes. */
function dateOf(value: JavaValue | undefined): string | null {
  const [block] = objectNamed(value, 'java.util.Date')?.extra ?? [];
  if (!(block instanceof Uint8Array) || block.length !== 8) return null;
  const ms = new DataView(block.buffer, block.byteOffset, 8).getBigInt64(0);
  return ms < 0n || ms > MAX_DATE_MS ? null : new Date(Number(ms)).toUTCString();
}
