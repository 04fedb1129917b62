/** The checkpoint of the OSS Go SDK's first version (`.cp` beside `NAME.temp`), which ossutil writes into its checkpoint folder, too. */
import { createHash } from 'node:crypto';
import type { ClaimedRange } from '@sluice/model';
import { MAX_PARTS, crc64Hex, lastSegmentOf, refused, tidyRanges, type Parsed } from './parsed.ts';
import { countOf, listOf, objectOf, parseObject, textOf, uint64Of, type JsonObject } from './read-json.ts';

/** The SDKs of this family all write the same number. */
export const OSS_MAGIC = '92611BED-89E2-46B6-89E5-72F273D4B0A3';

/** Whether it looks like one; `parseOssGo` then tells whether it is sound. */
export function looksLikeOssGo(json: JsonObject): boolean {
  return json['Magic'] === OSS_MAGIC && 'PartStat' in json;
}

/** Checks the MD5 that the SDK keeps over the rest, and takes only whole objects: data of a sub-range lies elsewhere in the file. */
export function parseOssGo(text: string): Parsed {
  const json = parseObject(text, ['CRC64', 'CRC']);
  if (json === null || !looksLikeOssGo(json) || !isSealed(text, json['MD5'])) return refused('unreadable');
  const stat = objectOf(json['ObjStat']);
  const sizeBytes = countOf(stat?.['Size']);
  const path = textOf(json['FilePath']);
  if (stat === null || sizeBytes === null || path === null || path === '') return refused('unreadable');
  const ranges = readParts(json, sizeBytes);
  if (ranges === 'unreadable' || ranges === 'sub-range') return refused(ranges);
  return {
    kind: 'checkpoint',
    checkpoint: {
      program: 'oss-go',
      dataPath: `${path}.temp`,
      sizeBytes,
      etag: textOf(stat['Etag']),
      lastModified: textOf(stat['LastModified']),
      crc64: crc64Hex(uint64Of(json['CRC'])),
      // The key is there, and the bucket is not.
      url: null,
      target: lastSegmentOf(path),
      claimedRanges: ranges,
      certainty: 'recorded',
    },
  };
}

/** The SDK takes the MD5 of the same text with an empty MD5 in it. */
function isSealed(text: string, md5: unknown): boolean {
  if (typeof md5 !== 'string' || !/^[A-Za-z0-9+/]{22}==$/.test(md5)) return false;
  const unsealed = text.trimEnd().replace(`"MD5":"${md5}"`, '"MD5":""');
  return createHash('md5').update(unsealed).digest('base64') === md5;
}

function readParts(json: JsonObject, sizeBytes: number): readonly ClaimedRange[] | 'unreadable' | 'sub-range' {
  const parts = listOf(json['Parts'], MAX_PARTS);
  const done = listOf(json['PartStat'], MAX_PARTS);
  if (parts === null || done === null || parts.length !== done.length) return 'unreadable';
  const claimed: ClaimedRange[] = [];
  let next = 0;
  for (const [index, value] of parts.entries()) {
    const part = objectOf(value);
    const start = countOf(part?.['Start']);
    const last = countOf(part?.['End']);
    if (part === null || start === null || last === null || last < start) return 'unreadable';
    if (countOf(part['Offset']) !== 0 || (index === 0 && start !== 0)) return 'sub-range';
    if (part['Index'] !== index || start !== next || typeof done[index] !== 'boolean') return 'unreadable';
    next = last + 1;
    if (done[index]) claimed.push({ range: { start, end: next }, crc64: crc64Hex(uint64Of(part['CRC64'])) });
  }
  if (next > sizeBytes) return 'unreadable';
  return next < sizeBytes ? 'sub-range' : (tidyRanges(claimed, sizeBytes) ?? 'unreadable');
}
