/** Where the parts of a running job are cut in two or more: for idle connections, and where bytes have to be fetched again. */
import { UNKNOWN_END, type ByteRange } from '@sluice/model';
import { UNKNOWN_PACES, splitPoint, type Paces } from '../plan/split-range.ts';
import { freeEntry, isWaiting, type Claim, type Entry } from './part-entry.ts';

/** What may be cut, and how. */
export interface CutRule {
  readonly mayBeCut: (entry: Entry) => boolean;
  readonly blockSizeBytes: number;
  /** No half may have less. */
  readonly leastBytes: number;
  readonly pacesOf: (owner: Claim) => Paces;
}

/** The part whose remainder would take longest of those that can be cut, and where its second half begins; null: none can be. */
export function findCut(
  entries: readonly Entry[],
  { mayBeCut, blockSizeBytes, leastBytes, pacesOf }: CutRule,
): { readonly entry: Entry; readonly border: number } | null {
  const candidates = entries
    .filter((entry) => mayBeCut(entry) && entry.end !== UNKNOWN_END)
    .map((entry) => ({ entry, paces: entry.owner === null ? UNKNOWN_PACES : pacesOf(entry.owner) }))
    .toSorted((a, b) => secondsLeft(b.entry, b.paces) - secondsLeft(a.entry, a.paces));
  for (const { entry, paces } of candidates) {
    const border = splitPoint({ start: entry.start, end: entry.end }, entry.taken, blockSizeBytes, leastBytes, paces);
    if (border !== null) return { entry, border };
  }
  return null;
}

/** The parts that take the place of one when the bytes of `[start, end)`, which lies in it, are missing again. */
export function piecesWithout(entry: Entry, { start, end }: ByteRange): readonly Entry[] {
  return [
    { start: entry.start, end: start, received: start },
    { start, end, received: start },
    { start: end, end: entry.end, received: Math.max(end, entry.received) },
  ]
    .filter((piece) => piece.start < piece.end)
    .map((piece) => freeEntry(piece.start, piece.end, piece.received, Math.max(piece.start, Math.min(piece.received, entry.durable))));
}

/** The longest row of neighbours that nobody fetches. */
export function longestWaitingRow(entries: readonly Entry[]): readonly Entry[] {
  let best: readonly Entry[] = [];
  let row: Entry[] = [];
  for (const entry of entries) {
    if (isWaiting(entry)) row.push(entry);
    else row = [];
    if (row.length > best.length) best = row;
  }
  return best;
}

function secondsLeft({ end, taken }: Entry, { ownerBytesPerSecond }: Paces): number {
  return (end - taken) / Math.max(1, ownerBytesPerSecond);
}
