/** ListObjectsV2: one page of a bucket's keys and common prefixes, at the same cost wherever the page lies. */
import { plainResponse, type ResponsePlan } from '../plan-response.ts';
import { escapeAll, escapePath, parameter, type QueryPair } from './raw-target.ts';
import { behindPrefix, justBehind, type SortedKeys } from './sorted-keys.ts';
import { storeError, xmlText, type Dialect, type StoreError } from './store-error.ts';
import { etagOf, lastModifiedOf, type ObjectOptions } from './stored-object.ts';

export interface Listing {
  readonly bucket: string;
  readonly dialect: Dialect;
  readonly keys: SortedKeys;
  /** The object under a key of `keys`; null when it is deleted. */
  object(key: string): ObjectOptions | null;
}

interface Question {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  readonly startAfter: string;
  readonly token: string | null;
  readonly encoded: boolean;
}

interface Page {
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
}

/** The answer to `GET /bucket?list-type=2`. */
export function listObjects(listing: Listing, query: readonly QueryPair[]): ResponsePlan | StoreError {
  if (parameter(query, 'list-type') !== '2') return storeError('InvalidArgument', { message: 'This store lists with list-type=2.' });
  const maxKeys = parameter(query, 'max-keys') ?? (listing.dialect === 'oss' ? '100' : '1000');
  if (!/^\d+$/.test(maxKeys) || Number(maxKeys) > 1000)
    return storeError('InvalidArgument', { message: 'Argument max-keys must be an integer between 0 and 1000.' });
  const token = parameter(query, 'continuation-token');
  if (token !== null && !/^[\w-]+$/.test(token))
    return storeError('InvalidArgument', { message: 'The continuation token provided is incorrect.' });
  const question: Question = {
    prefix: parameter(query, 'prefix') ?? '',
    delimiter: parameter(query, 'delimiter') ?? '',
    maxKeys: Number(maxKeys),
    startAfter: parameter(query, 'start-after') ?? '',
    token,
    encoded: parameter(query, 'encoding-type') === 'url',
  };
  return plainResponse(200, 'application/xml', pageXml(listing, question, readPage(listing, question)));
}

function readPage({ keys, object }: Listing, { prefix, delimiter, maxKeys, startAfter, token }: Question): Page {
  const begin = token === null ? (startAfter === '' ? prefix : justBehind(startAfter)) : Buffer.from(token, 'base64url').toString();
  const page = { keys: [] as string[], prefixes: [] as string[] };
  let from = begin < prefix ? prefix : begin;
  for (;;) {
    const key = keys.next(from);
    if (key === null || !key.startsWith(prefix)) return { ...page, next: null };
    if (object(key) === null) {
      from = justBehind(key);
      continue;
    }
    if (page.keys.length + page.prefixes.length >= maxKeys) return { ...page, next: from };
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    if (cut < 0) page.keys.push(key);
    else page.prefixes.push(key.slice(0, cut + delimiter.length));
    from = cut < 0 ? justBehind(key) : behindPrefix(key.slice(0, cut + delimiter.length));
  }
}

function pageXml({ bucket, dialect, object }: Listing, question: Question, page: Page): string {
  const name = (text: string): string => xmlText(question.encoded ? urlEncoded(text, dialect) : text);
  const contents = page.keys.map((key) => contentsXml(name(key), object(key)));
  const prefixes = page.prefixes.map((prefix) => `<CommonPrefixes><Prefix>${name(prefix)}</Prefix></CommonPrefixes>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<ListBucketResult${dialect === 's3' ? ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"' : ''}>`,
    `<Name>${bucket}</Name><Prefix>${name(question.prefix)}</Prefix><Delimiter>${name(question.delimiter)}</Delimiter>`,
    `<StartAfter>${name(question.startAfter)}</StartAfter><MaxKeys>${question.maxKeys}</MaxKeys>`,
    question.encoded ? '<EncodingType>url</EncodingType>' : '',
    `<KeyCount>${page.keys.length + page.prefixes.length}</KeyCount><IsTruncated>${String(page.next !== null)}</IsTruncated>`,
    question.token === null ? '' : `<ContinuationToken>${question.token}</ContinuationToken>`,
    page.next === null ? '' : `<NextContinuationToken>${Buffer.from(page.next).toString('base64url')}</NextContinuationToken>`,
    ...contents,
    ...prefixes,
    '</ListBucketResult>\n',
  ].join('\n');
}

function contentsXml(name: string, object: ObjectOptions | null): string {
  if (object === null) return '';
  const date = new Date(lastModifiedOf(object)).toISOString();
  const facts = `<LastModified>${date}</LastModified><ETag>${xmlText(etagOf(object))}</ETag><Type>Normal</Type><Size>${object.sizeBytes}</Size>`;
  return `<Contents><Key>${name}</Key>${facts}<StorageClass>${object.storageClass ?? 'Standard'}</StorageClass></Contents>`;
}

/** S3 leaves slashes alone and writes a space as a plus. */
function urlEncoded(text: string, dialect: Dialect): string {
  return dialect === 'oss' ? escapeAll(text) : escapePath(text).replaceAll('%20', '+');
}
