/** Published lists of checksums, `NAME.sha256` and `SHA256SUMS`, read strictly: from a list that can be read in two ways nothing is taken. */
import { objectAddress, parseObjectAddress, type CryptographicDigest, type Digest } from '@sluice/model';
import { parseUrl } from './parse-url.ts';

/** More than this is no list of checksums. */
export const MAX_CHECKSUM_LIST_BYTES = 1024 * 1024;
const MAX_LINES = 20_000;

export interface ChecksumPlace {
  readonly url: string;
  readonly algorithm: CryptographicDigest;
  /** Whether the list is about this file alone; then it may hold nothing but the digest. */
  readonly ofOneFile: boolean;
}

const HEX_LENGTH: Readonly<Record<'sha256' | 'sha512', number>> = { sha256: 64, sha512: 128 };
const PLACES: readonly (readonly [place: (name: string) => string, algorithm: 'sha256' | 'sha512', ofOneFile: boolean])[] = [
  [(name) => `${name}.sha256`, 'sha256', true],
  [() => 'SHA256SUMS', 'sha256', false],
  [(name) => `${name}.sha512`, 'sha512', true],
  [() => 'SHA512SUMS', 'sha512', false],
];

/** Where a checksum of the file may stand, best first: beside it, without the query that belongs to the file itself. */
export function checksumPlaces(fileUrl: string): readonly ChecksumPlace[] {
  const object = parseObjectAddress(fileUrl);
  if (object !== null) {
    const name = lastPiece(object.key);
    const folder = object.key.slice(0, object.key.length - name.length);
    const beside = (key: string): string => objectAddress({ ...object, key, versionId: null });
    return name === '' ? [] : PLACES.map(([place, algorithm, ofOneFile]) => ({ url: beside(folder + place(name)), algorithm, ofOneFile }));
  }
  const url = parseUrl(fileUrl);
  const segment = url?.pathname.split('/').at(-1) ?? '';
  if (url === null || segment === '') return [];
  url.search = '';
  url.hash = '';
  return PLACES.map(([place, algorithm, ofOneFile]) => {
    const beside = new URL(url);
    beside.pathname = url.pathname.slice(0, -segment.length) + place(segment);
    return { url: beside.href, algorithm, ofOneFile };
  });
}

/** The name by which lists call the file: the last segment of the address, decoded. */
export function listedName(fileUrl: string): string {
  const object = parseObjectAddress(fileUrl);
  if (object !== null) return lastPiece(object.key);
  const segment = parseUrl(fileUrl)?.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function lastPiece(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/**
 * The file's digest in the list; null when it is not there, or there with two values, or the text is something else (a page, a
 * signature). GNU (`HEX  NAME`, `HEX *NAME`, `\HEX  NAME` with escapes), BSD (`SHA256 (NAME) = HEX`) and OpenSSL
 * (`SHA2-256(NAME)= HEX`) forms; empty lines and `#` comments; a clear-signed (PGP) frame is passed over.
 */
export function digestInList(text: string, name: string, { algorithm, ofOneFile }: Omit<ChecksumPlace, 'url'>): Digest | null {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/, MAX_LINES + 1);
  if (lines.length > MAX_LINES || text.includes('\u0000')) return null;
  const found = new Set<string>();
  for (const line of withoutFrame(lines)) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const entry = readLine(line, algorithm);
    if (entry === null) return null;
    if (entry.kind === 'other-algorithm') continue;
    if (entry.name === null ? ofOneFile : isNamed(entry.name, name, ofOneFile)) found.add(entry.hex);
  }
  const [hex, ...others] = found;
  return hex === undefined || others.length > 0 ? null : { algorithm, hex, from: 'server' };
}

type Entry =
  | { readonly kind: 'entry'; readonly hex: string; /** Null: the line holds only the digest. */ readonly name: string | null }
  /** A list may have several digests for each file. */
  | { readonly kind: 'other-algorithm' };

function readLine(line: string, algorithm: CryptographicDigest): Entry | null {
  const gnu = /^(\\?)([0-9a-f]{32,128})(?: [ *](.+))?[ \t]*$/i.exec(line);
  if (gnu?.[2] !== undefined) {
    const name = gnu[3] === undefined ? null : gnu[1] === '\\' ? unescaped(gnu[3]) : gnu[3];
    return fits(gnu[2], algorithm) ? { kind: 'entry', hex: gnu[2].toLowerCase(), name } : null;
  }
  const bsd = /^(\\?)(md5|sha(?:1|2-)?[0-9/-]*|[a-z0-9-]+) ?\((.+)\) ?= ?([0-9a-f]{8,128})[ \t]*$/i.exec(line);
  if (bsd?.[2] === undefined || bsd[3] === undefined || bsd[4] === undefined) return null;
  if (algorithmNamed(bsd[2]) !== algorithm) return { kind: 'other-algorithm' };
  const name = bsd[1] === '\\' ? unescaped(bsd[3]) : bsd[3];
  return fits(bsd[4], algorithm) ? { kind: 'entry', hex: bsd[4].toLowerCase(), name } : null;
}

function algorithmNamed(text: string): string {
  return text
    .toLowerCase()
    .replace(/^sha2-/, 'sha')
    .replace(/^sha-/, 'sha');
}

function fits(hex: string, algorithm: CryptographicDigest): boolean {
  return algorithm in HEX_LENGTH && hex.length === HEX_LENGTH[algorithm as keyof typeof HEX_LENGTH];
}

/** GNU coreutils writes `\n`, `\r` and `\\` in names, and says so with a backslash before the line. */
function unescaped(name: string): string {
  return name.replace(/\\([nr\\])/g, (_whole, letter: string) => (letter === 'n' ? '\n' : letter === 'r' ? '\r' : '\\'));
}

/** A list of one file may call it by the path that it was made from; in a list of many, that would be a guess. */
function isNamed(listed: string, name: string, ofOneFile: boolean): boolean {
  const plain = listed.replace(/^\.\//, '');
  return plain === name || (ofOneFile && plain.slice(Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\')) + 1) === name);
}

/** The signed lines between `-----BEGIN PGP SIGNED MESSAGE-----` with its headers, and the signature. Whether it is valid is not judged. */
function withoutFrame(lines: readonly string[]): readonly string[] {
  if (lines[0]?.startsWith('-----BEGIN PGP SIGNED MESSAGE') !== true) return lines;
  const body = lines.indexOf('');
  const signature = lines.findIndex((line) => line.startsWith('-----BEGIN PGP SIGNATURE'));
  return body < 0 || signature < body ? lines : lines.slice(body + 1, signature).map((line) => line.replace(/^- /, ''));
}
