/** What a file of links says: a text, a shortcut of some desktop, or a Metalink, all read to the same few facts. */
import type { Digest } from '@sluice/model';

/** One file to fetch, and every address that is said to hold it. */
export interface LinkedFile {
  /** At least one; the preferred first. All are http(s) addresses, or of the schemes that the reader was given. */
  readonly urls: readonly string[];
  /** Safe on every system; null: whatever the server says. */
  readonly name: string | null;
  readonly sizeBytes: number | null;
  readonly digest: Digest | null;
}

export type LinkFile =
  | { readonly kind: 'read'; readonly files: readonly LinkedFile[] }
  | {
      readonly kind: 'refused';
      readonly reason:
        /** Not one of the types that hold links. */
        | 'unknown-type'
        /** Longer than `MAX_LINK_FILE_BYTES`. */
        | 'too-large'
        /** It has the name of such a file and is none. */
        | 'malformed'
        /** It is one, and no address that can be fetched is in it. */
        | 'no-links';
    };

/** More than this is no file of links. */
export const MAX_LINK_FILE_BYTES = 16 * 1024 * 1024;
/** How many files one file of links may name. */
export const MAX_LINKED_FILES = 10_000;

/** A file known by its address alone. */
export function justLink(url: string): LinkedFile {
  return { urls: [url], name: null, sizeBytes: null, digest: null };
}
