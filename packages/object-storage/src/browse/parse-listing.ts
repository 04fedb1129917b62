/**
 * One page of ListObjectsV2, as OSS and S3 write it with `encoding-type=url`. Hostile until parsed. Read by its own flat shape: a general
 * parser takes forty times as long, which at a hundred thousand keys is the difference between moments and many seconds.
 */
import { unescapeXml } from '../answer/read-xml.ts';

export interface ListedObject {
  readonly key: string;
  readonly sizeBytes: number;
  /** Null when it can't be read. */
  readonly modifiedAtMs: number | null;
  readonly etag: string | null;
  readonly storageClass: string | null;
}

export interface Listing {
  readonly objects: readonly ListedObject[];
  /** What a delimiter cut off: "folders", with their last slash. */
  readonly prefixes: readonly string[];
  /** Null: this is the last page. */
  readonly next: string | null;
}

/** Null when it is no listing. Entries that can't be read are left out. */
export function parseListing(xml: string): Listing | null {
  if (!/<ListBucketResult[\s>/]/.test(xml.slice(0, 1024))) return null;
  const contents = cutBlocks(xml, 'Contents');
  const prefixes = cutBlocks(contents.rest, 'CommonPrefixes');
  const result = leavesOf(prefixes.rest);
  const encoded = result.get('EncodingType')?.toLowerCase() === 'url';
  const keyOf = (text: string | undefined): string | null => (text === undefined ? null : encoded ? decoded(text) : text);
  const token = result.get('NextContinuationToken') ?? '';
  return {
    objects: contents.blocks.flatMap((block) => objectIn(leavesOf(block), keyOf)),
    prefixes: prefixes.blocks.flatMap((block) => keyOf(leavesOf(block).get('Prefix')) ?? []),
    next: result.get('IsTruncated')?.trim() === 'true' && token !== '' ? token : null,
  };
}

function objectIn(leaves: ReadonlyMap<string, string>, keyOf: (text: string | undefined) => string | null): readonly ListedObject[] {
  const key = keyOf(leaves.get('Key'));
  const size = leaves.get('Size') ?? '';
  if (key === null || key === '' || !/^\d{1,15}$/.test(size)) return [];
  const modifiedAtMs = Date.parse(leaves.get('LastModified') ?? '');
  return [
    {
      key,
      sizeBytes: Number(size),
      modifiedAtMs: Number.isNaN(modifiedAtMs) ? null : modifiedAtMs,
      etag: leaves.get('ETag') ?? null,
      storageClass: leaves.get('StorageClass') ?? null,
    },
  ];
}

/** The insides of all elements of a name, and what stands around them. Every character is looked at once. */
function cutBlocks(xml: string, name: string): { readonly blocks: readonly string[]; readonly rest: string } {
  const [open, close] = [`<${name}>`, `</${name}>`];
  const blocks: string[] = [];
  let rest = '';
  let at = 0;
  for (;;) {
    const start = xml.indexOf(open, at);
    const end = start < 0 ? -1 : xml.indexOf(close, start);
    if (end < 0) return { blocks, rest: rest + xml.slice(at) };
    rest += xml.slice(at, start);
    blocks.push(xml.slice(start + open.length, end));
    at = end + close.length;
  }
}

/** Elements that hold nothing but text; of a repeated one the first. */
function leavesOf(xml: string): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  for (const [, name = '', text = ''] of xml.matchAll(/<([A-Za-z]{1,64})>([^<]*)<\/\1>/g)) {
    if (!leaves.has(name)) leaves.set(name, unescapeXml(text));
  }
  return leaves;
}

/** As a form is encoded: S3 writes a space as `+`, OSS as `%20`; a plus sign is `%2B` with both. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    return null;
  }
}
