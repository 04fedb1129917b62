/** What a store answers to GET and HEAD of an object that may be read: its ranges and conditions are the store's own, not plain HTTP's. */
import { byteRange, rangeLength, type ByteRange } from '@sluice/model';
import { EMPTY_RESPONSE, plainResponse, resolveRange, seededSegment, type ResponsePlan } from '../plan-response.ts';
import { parseRange, type RequestHead } from '../read-request.ts';
import type { Header, ServedFile } from '../served-file.ts';
import { ossCrc64, s3Crc64 } from './content-crc64.ts';
import { customerKeyHeaders } from './customer-key.ts';
import { parameter, type QueryPair } from './raw-target.ts';
import { restoreHeader } from './restore-object.ts';
import { storeError, type Dialect, type StoreError } from './store-error.ts';
import type { ObjectOptions, RestoreState } from './stored-object.ts';

export interface ReadableObject {
  readonly dialect: Dialect;
  readonly options: ObjectOptions;
  readonly versionId: string | null;
  readonly restore: RestoreState;
  readonly query: readonly QueryPair[];
}

/** The answer, given the object as the faults let it be seen. */
export function planObject(object: ReadableObject, seen: ServedFile, request: RequestHead): ResponsePlan | StoreError {
  const condition = failedCondition(seen, request);
  if (condition === 412) return storeError('PreconditionFailed', { extra: [['Condition', 'If-Match']] });
  if (condition === 304) return plainResponse(304, '', '', [['ETag', seen.etag ?? '']]);
  const asked = seen.ranges ? chooseRange(object.dialect, request, seen.sizeBytes) : 'whole';
  if (asked === 'none') return storeError('InvalidRange', { headers: [['Content-Range', `bytes */${seen.sizeBytes}`]] });
  const range = asked === 'whole' ? byteRange(0, seen.sizeBytes) : asked;
  return {
    ...EMPTY_RESPONSE,
    status: asked === 'whole' ? 200 : 206,
    headers: [...representation(object, seen, range, asked !== 'whole'), ...checksum(object, seen, range, request), ...about(object)],
    body: [seededSegment(seen, range)],
    bytesPerSecond: seen.bytesPerSecond,
    range: asked === 'whole' ? null : range,
    ofFile: true,
  };
}

/** RFC 9110 §13.2.2, with If-Match compared as the stores do it. */
function failedCondition(seen: ServedFile, { headers }: RequestHead): 412 | 304 | null {
  const date = (name: string): number => Date.parse(headers[name] ?? '');
  const modified = Date.parse(seen.lastModified ?? '');
  const lists = (value: string): boolean => value.trim() === '*' || value.split(',').some((etag) => bare(etag) === bare(seen.etag ?? ''));
  if (headers['if-match'] !== undefined) {
    if (!lists(headers['if-match'])) return 412;
  } else if (modified > date('if-unmodified-since')) return 412;
  if (headers['if-none-match'] !== undefined) return lists(headers['if-none-match']) ? 304 : null;
  return modified <= date('if-modified-since') ? 304 : null;
}

/** Quotes may be left out. */
function bare(etag: string): string {
  return etag.trim().replace(/^"|"$/g, '');
}

/**
 * OSS answers a range that is not wholly within the object with 200 and the whole of it, unless the request says
 * `x-oss-range-behavior: standard`; then, and on S3, it is plain HTTP: cut at the end, or 416.
 */
function chooseRange(dialect: Dialect, { headers }: RequestHead, sizeBytes: number): ByteRange | 'whole' | 'none' {
  const asked = parseRange(headers['range']);
  if (asked === null) return 'whole';
  const resolved = resolveRange(asked, sizeBytes);
  if (dialect === 's3' || headers['x-oss-range-behavior'] === 'standard') return resolved ?? 'none';
  const beyond = asked.kind === 'suffix' ? asked.length > sizeBytes : (asked.end ?? 0) > sizeBytes;
  return beyond ? 'whole' : (resolved ?? 'whole');
}

function representation({ options, query }: ReadableObject, seen: ServedFile, range: ByteRange, partial: boolean): Header[] {
  const disposition = parameter(query, 'response-content-disposition') ?? options.disposition;
  const headers: Header[] = [
    ['Content-Type', parameter(query, 'response-content-type') ?? seen.mediaType],
    ['Content-Length', String(rangeLength(range))],
    ['Accept-Ranges', 'bytes'],
  ];
  if (partial) headers.push(['Content-Range', `bytes ${range.start}-${range.end - 1}/${seen.sizeBytes}`]);
  if (seen.etag !== null) headers.push(['ETag', seen.etag]);
  if (seen.lastModified !== null) headers.push(['Last-Modified', seen.lastModified]);
  if (disposition !== undefined) headers.push(['Content-Disposition', disposition]);
  return headers;
}

/** OSS sends the checksum of the whole object even with a part of it; S3 sends it when asked, and with the whole only. */
function checksum({ dialect, options }: ReadableObject, seen: ServedFile, range: ByteRange, { headers }: RequestHead): readonly Header[] {
  if (options.crc64 === 'none') return [];
  if (dialect === 'oss') return [['x-oss-hash-crc64ecma', ossCrc64(seen)]];
  if (headers['x-amz-checksum-mode']?.toUpperCase() !== 'ENABLED' || rangeLength(range) < seen.sizeBytes) return [];
  return [
    ['x-amz-checksum-crc64nvme', s3Crc64(seen)],
    ['x-amz-checksum-type', 'FULL_OBJECT'],
  ];
}

function about({ dialect, options, versionId, restore }: ReadableObject): readonly Header[] {
  const vendor = dialect === 'oss' ? 'x-oss' : 'x-amz';
  const headers: Header[] = Object.entries(options.metadata ?? {}).map(([name, value]) => [`${vendor}-meta-${name}`, value]);
  if (dialect === 'oss') headers.push(['x-oss-object-type', options.parts === undefined ? 'Normal' : 'Multipart']);
  if (dialect === 'oss' || options.storageClass !== undefined)
    headers.push([`${vendor}-storage-class`, options.storageClass ?? 'Standard']);
  if (versionId !== null) headers.push([`${vendor}-version-id`, versionId]);
  const restored = restoreHeader(restore);
  if (restored !== null) headers.push([`${vendor}-restore`, restored]);
  return [...headers, ...customerKeyHeaders(options.customerKey, dialect)];
}
