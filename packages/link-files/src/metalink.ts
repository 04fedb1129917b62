/** Metalink 4 (RFC 5854) and its forerunner 3: files with several addresses, sizes and digests. */
import { MAX_SIZE_BYTES, parseDigest, type Digest } from '@sluice/model';
import { addressesIn, sanitizeName, withoutRepeats } from '@sluice/engine';
import { MAX_LINKED_FILES, type LinkedFile } from './link-file.ts';
import { attributeOf, childOf, childrenOf, parseXml, textOf, type XmlElement } from './parse-xml.ts';

/** As many as a user can tell apart; more would only cost requests. */
const MAX_MIRRORS = 50;
/** RFC 5854 §4.2.16.1: 1 is the best; without a priority, 999999. */
const NO_PRIORITY = 999_999;
const STRONGEST_FIRST = ['sha-512', 'sha512', 'sha-256', 'sha256', 'sha-1', 'sha1', 'md5'];

/** Files in the document's order, addresses by priority; those without an address that can be fetched are left out. Null: no Metalink. */
export function metalinkFiles(text: string): readonly LinkedFile[] | null {
  const root = childOf(parseXml(text), 'metalink');
  if (root === null) return null;
  const files = [...childrenOf(root, 'file'), ...childrenOf(childOf(root, 'files'), 'file')];
  return files
    .slice(0, MAX_LINKED_FILES)
    .map(linkedFile)
    .filter((file) => file !== null);
}

function linkedFile(file: XmlElement): LinkedFile | null {
  const urls = addressesOf([...childrenOf(file, 'url'), ...childrenOf(childOf(file, 'resources'), 'url')]);
  if (urls.length === 0) return null;
  const name = attributeOf(file, 'name');
  return { urls, name: name === null ? null : sanitizeName(name), sizeBytes: sizeOf(file), digest: digestOf(file) };
}

function addressesOf(elements: readonly XmlElement[]): readonly string[] {
  const ranked = elements.map((element) => ({ order: orderOf(element), url: addressIn(textOf(element)) }));
  const urls = ranked.toSorted((a, b) => a.order - b.order).flatMap(({ url }) => (url === null ? [] : [url]));
  return withoutRepeats(urls).slice(0, MAX_MIRRORS);
}

/** Version 3 counts the other way round: `preference` 100 is the best. */
function orderOf(element: XmlElement): number {
  const priority = countIn(attributeOf(element, 'priority'));
  if (priority !== null) return priority;
  const preference = countIn(attributeOf(element, 'preference'));
  return preference === null ? NO_PRIORITY : 100 - Math.min(preference, 100);
}

/** The element's text when it is one http(s) address and nothing else. */
function addressIn(text: string): string | null {
  const found = addressesIn(text);
  return found.length === 1 && !/\s/.test(text) ? (found[0] ?? null) : null;
}

function sizeOf(file: XmlElement): number | null {
  const size = countIn(textOf(childOf(file, 'size')));
  return size !== null && size <= MAX_SIZE_BYTES ? size : null;
}

/** The strongest that Sluice can compute. What a file says that the user gave us is the user's word. */
function digestOf(file: XmlElement): Digest | null {
  const hashes = [...childrenOf(file, 'hash'), ...childrenOf(childOf(file, 'verification'), 'hash')];
  for (const algorithm of STRONGEST_FIRST) {
    const hash = hashes.find((candidate) => attributeOf(candidate, 'type')?.toLowerCase() === algorithm);
    const digest = hash === undefined ? null : parseDigest(`${algorithm}:${textOf(hash)}`);
    if (digest !== null) return digest;
  }
  return null;
}

function countIn(text: string | null): number | null {
  return text !== null && /^\d{1,16}$/.test(text) ? Number(text) : null;
}
