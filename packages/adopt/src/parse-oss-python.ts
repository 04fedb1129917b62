/** The checkpoint of the OSS Python SDK (`~/.py-oss-download/MD5-MD5-download`, in older versions with `--`): plain JSON without a seal. */
import type { ClaimedRange } from '@sluice/model';
import { MAX_PARTS, lastSegmentOf, ossAddress, refused, tidyRanges, type Parsed } from './parsed.ts';
import { countOf, listOf, objectOf, parseObject, textOf, type JsonObject } from './read-json.ts';

/** Years up to 9999: later ones have no HTTP-date. */
const MAX_UNIX_SECONDS = 253_402_300_799;

export function looksLikeOssPython(json: JsonObject): boolean {
  return 'tmp_suffix' in json && 'abspath' in json && 'parts' in json;
}

/** The parts of an upload, which have no `start`, are refused with everything else that is not as it must be. */
export function parseOssPython(text: string): Parsed {
  const json = parseObject(text);
  if (json === null || !looksLikeOssPython(json)) return refused('unreadable');
  const sizeBytes = countOf(json['size']);
  const modifiedSeconds = countOf(json['mtime']);
  const [path, suffix, bucket, key] = [textOf(json['abspath']), textOf(json['tmp_suffix']), textOf(json['bucket']), textOf(json['key'])];
  if (sizeBytes === null || modifiedSeconds === null || modifiedSeconds > MAX_UNIX_SECONDS) return refused('unreadable');
  if (path === null || path === '' || bucket === null || key === null || key === '') return refused('unreadable');
  // It becomes part of a path.
  if (suffix === null || !/^\.tmp-[a-z0-9]{1,32}$/.test(suffix)) return refused('unreadable');
  const ranges = readParts(json['parts'], sizeBytes);
  if (ranges === null) return refused('unreadable');
  return {
    kind: 'checkpoint',
    checkpoint: {
      program: 'oss-python',
      dataPath: `${path}${suffix}`,
      sizeBytes,
      etag: textOf(json['etag']),
      lastModified: new Date(modifiedSeconds * 1000).toUTCString(),
      crc64: null,
      url: ossAddress(bucket, key, null),
      target: lastSegmentOf(path),
      claimedRanges: ranges,
      certainty: 'recorded',
    },
  };
}

function readParts(value: unknown, sizeBytes: number): readonly ClaimedRange[] | null {
  const parts = listOf(value, MAX_PARTS);
  const claimed = parts?.map((entry): ClaimedRange | null => {
    const part = objectOf(entry);
    const start = countOf(part?.['start']);
    const end = countOf(part?.['end']);
    return start === null || end === null ? null : { range: { start, end }, crc64: null };
  });
  if (claimed === undefined || claimed.includes(null)) return null;
  return tidyRanges(
    claimed.filter((range) => range !== null),
    sizeBytes,
  );
}
