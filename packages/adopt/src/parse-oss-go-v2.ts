/** The checkpoint of the OSS Go SDK's second version (`MD5-MD5.dcp`): how far the file is there from its start, and the CRC-64 of that. */
import { createHash } from 'node:crypto';
import { OSS_MAGIC } from './parse-oss-go.ts';
import { crc64Hex, lastSegmentOf, ossAddress, refused, type Parsed } from './parsed.ts';
import { countOf, objectOf, parseObject, textOf, uint64Of, type JsonObject } from './read-json.ts';

export function looksLikeOssGoV2(json: JsonObject): boolean {
  return json['Magic'] === OSS_MAGIC && 'Data' in json;
}

/** Checks the MD5 over `Data`, which stands there as it was hashed. */
export function parseOssGoV2(text: string): Parsed {
  const json = parseObject(text, ['CRC64']);
  if (json === null || !looksLikeOssGoV2(json) || !isSealed(text, json['MD5'])) return refused('unreadable');
  const data = objectOf(json['Data']);
  const source = objectOf(data?.['ObjectInfo']);
  const meta = objectOf(data?.['ObjectMeta']);
  const info = objectOf(data?.['DownloadInfo']);
  const sizeBytes = countOf(meta?.['Size']);
  const offset = countOf(info?.['Offset']);
  const path = textOf(data?.['FilePath']);
  const name = textOf(source?.['Name']);
  if (source === null || meta === null || info === null || sizeBytes === null || offset === null) return refused('unreadable');
  if (path === null || path === '' || name === null || offset > sizeBytes) return refused('unreadable');
  if (source['Range'] !== '') return refused('sub-range');
  const versionId = textOf(source['VersionId']) || null;
  return {
    kind: 'checkpoint',
    checkpoint: {
      program: 'oss-go-v2',
      dataPath: path,
      sizeBytes,
      etag: textOf(meta['ETag']),
      lastModified: textOf(meta['LastModified']),
      crc64: null,
      url: ossAddress(/^oss:\/\/([^/]+)\//.exec(name)?.[1] ?? null, /^oss:\/\/[^/]+\/(.+)$/s.exec(name)?.[1] ?? null, versionId),
      target: lastSegmentOf(path).replace(/\.temp$/, ''),
      claimedRanges: offset === 0 ? [] : [{ range: { start: 0, end: offset }, crc64: crc64Hex(uint64Of(info['CRC64'])) }],
      certainty: 'recorded',
    },
  };
}

function isSealed(text: string, md5: unknown): boolean {
  const data = /^\{"Magic":"[0-9A-F-]{36}","MD5":"[0-9a-f]{32}","Data":(\{.*\})\}\s*$/s.exec(text)?.[1];
  return data !== undefined && createHash('md5').update(data).digest('hex') === md5;
}
