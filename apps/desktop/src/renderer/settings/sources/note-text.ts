/** What is said of a connection that had to be corrected. */
import type { ConnectionNote } from '@sluice/ipc';
import type { WindowWords } from '@sluice/words';

/** What was corrected on the way to a store. */
export function noteText(note: ConnectionNote, words: WindowWords['sources']): string {
  return note.kind === 'clock-differs' ? words.clock(Math.round(note.offsetMs / 60_000)) : words.followed(note.bucket, note.to);
}
