/** One cell of the matrix: a verdict seen against what the other programs came to in the same place. */
import { assertNever } from '@sluice/model';
import type { Played } from './play.ts';

export type Cell =
  | 'right'
  /** The right file, but much of it was fetched twice, though what was there could be used. */
  | 'right-refetched'
  /** Ended with an error, where none of the programs got the right file. */
  | 'honest-failure'
  /** Ended with an error, where another program got the right file. */
  | 'gave-up'
  | 'nothing-called-done'
  | 'wrong-called-done'
  | 'hung';

export const EVERY_CELL: readonly Cell[] = [
  'right',
  'right-refetched',
  'honest-failure',
  'gave-up',
  'nothing-called-done',
  'wrong-called-done',
  'hung',
];

/** From this share of the file on, bytes fetched twice are counted; a program that starts over at half of the file has 0.5. */
const REFETCH_COUNTS_FROM = 1 / 3;

type Place = Pick<Played, 'verdict' | 'overMinimum' | 'mustRefetch'>;

/** The cell of `own`; `rivals` are all results of its place, its own among them or not. What was possible is what one of them did. */
export function cellOf(own: Place, rivals: readonly Place[]): Cell {
  const { verdict } = own;
  const right = rivals.filter((rival) => rival.verdict.kind === 'right');
  switch (verdict.kind) {
    case 'right':
      return own.overMinimum >= REFETCH_COUNTS_FROM && !own.mustRefetch ? 'right-refetched' : 'right';
    case 'honest-failure':
      return right.length === 0 ? 'honest-failure' : 'gave-up';
    case 'nothing-called-done':
    case 'wrong-called-done':
    case 'hung':
      return verdict.kind;
    default:
      return assertNever(verdict);
  }
}
