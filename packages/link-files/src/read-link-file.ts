/** Which kind of file of links it is, by its name; what is in it decides nothing, so that no file is taken for what it does not claim to be. */
import { addressesIn } from '@sluice/engine';
import { decodeText } from './decode-text.ts';
import { justLink, MAX_LINK_FILE_BYTES, type LinkedFile, type LinkFile } from './link-file.ts';
import { metalinkFiles } from './metalink.ts';
import { shortcutAddress } from './shortcut.ts';
import { weblocAddress } from './webloc.ts';

type Reader = (bytes: Uint8Array, schemes: readonly string[]) => readonly LinkedFile[] | null;

const READERS: Readonly<Record<string, Reader>> = {
  txt: (bytes, schemes) => addressesIn(decodeText(bytes), schemes).map(justLink),
  url: (bytes, schemes) => single(shortcutAddress(decodeText(bytes), 'InternetShortcut'), schemes),
  desktop: (bytes, schemes) => single(shortcutAddress(decodeText(bytes), 'Desktop Entry'), schemes),
  webloc: (bytes, schemes) => single(weblocAddress(bytes), schemes),
  metalink: (bytes) => metalinkFiles(decodeText(bytes)),
  meta4: (bytes) => metalinkFiles(decodeText(bytes)),
};

/** The endings, in lower case and without the dot, of files that hold links. */
export const LINK_FILE_EXTENSIONS: readonly string[] = Object.keys(READERS);

/**
 * The files that a file of links names. Hostile input: bounded, never throws, follows nothing.
 * @param name its file name; the ending tells how it is read
 * @param schemes taken in addition to http: and https:, such as `oss:`
 */
export function readLinkFile(name: string, bytes: Uint8Array, schemes: readonly string[] = []): LinkFile {
  const reader = readerFor(name);
  if (reader === null) return { kind: 'refused', reason: 'unknown-type' };
  if (bytes.length > MAX_LINK_FILE_BYTES) return { kind: 'refused', reason: 'too-large' };
  const files = reader(bytes, schemes);
  if (files === null) return { kind: 'refused', reason: 'malformed' };
  return files.length === 0 ? { kind: 'refused', reason: 'no-links' } : { kind: 'read', files };
}

function readerFor(name: string): Reader | null {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  return extension !== undefined && Object.hasOwn(READERS, extension) ? (READERS[extension] ?? null) : null;
}

/** A shortcut without an address is malformed; one whose address can't be fetched (`mailto:`) has no links. */
function single(address: string | null, schemes: readonly string[]): readonly LinkedFile[] | null {
  return address === null ? null : addressesIn(address, schemes).slice(0, 1).map(justLink);
}
