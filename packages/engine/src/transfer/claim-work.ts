/** What a connection takes on next. */
import { MIN_SPLIT_BYTES, type Paces } from '../plan/split-range.ts';
import type { Claim, PartTable } from './part-table.ts';

/** A part that nobody fetches, else half of what somebody else still has to. */
export function claimWork(table: PartTable, paces: (owner: Claim) => Paces): Claim | null {
  return table.claimNext() ?? table.claimSplit(MIN_SPLIT_BYTES, paces);
}
