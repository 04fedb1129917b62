/** What came of a download: judged by its exit code and by the bytes on the disk, never by what the program prints. */
import type { Peer } from '../peers/peer.ts';

/** What a file holds, compared with the contents that count as right. */
export type Content =
  /** One whole version. */
  | 'right'
  /** Too short, or with holes; what is there is right. */
  | 'sound-part'
  /** At least one byte is of no version, or of two. */
  | 'foreign';

export interface FoundFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly content: Content;
}

export type Ending = { readonly kind: 'exit'; readonly code: number } | { readonly kind: 'time-limit' };

type Kept = 'nothing' | 'sound-part' | 'whole-file' | 'foreign';

export type Verdict =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong-called-done'; readonly found: FoundFile }
  /** Success is reported, and there is no file: the user sees that something is missing. */
  | { readonly kind: 'nothing-called-done' }
  | { readonly kind: 'honest-failure'; readonly code: number; readonly kept: Kept }
  | { readonly kind: 'hung' };

/** Judges the end of the last run of a download, given what lies in its folder. */
export function judge(ending: Ending, found: readonly FoundFile[], { unfinishedEnding }: Pick<Peer, 'unfinishedEnding'>): Verdict {
  const named = found.filter(({ name }) => unfinishedEnding === null || !name.endsWith(unfinishedEnding));
  const wrong = named.find(({ content }) => content !== 'right') ?? null;
  if (unfinishedEnding !== null && wrong !== null) return { kind: 'wrong-called-done', found: wrong };
  if (ending.kind === 'time-limit') return { kind: 'hung' };
  if (ending.code !== 0) return { kind: 'honest-failure', code: ending.code, kept: keptIn(found) };
  // A program that begins anew beside an unfinished file leaves that one behind: the right file is there all the same.
  if (named.some(({ content }) => content === 'right')) return { kind: 'right' };
  return wrong === null ? { kind: 'nothing-called-done' } : { kind: 'wrong-called-done', found: wrong };
}

function keptIn(found: readonly FoundFile[]): Kept {
  const filled = found.filter(({ sizeBytes }) => sizeBytes > 0);
  if (filled.some(({ content }) => content === 'foreign')) return 'foreign';
  if (filled.some(({ content }) => content === 'right')) return 'whole-file';
  return filled.length === 0 ? 'nothing' : 'sound-part';
}
