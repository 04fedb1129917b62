/** How often a program came to which end, over the whole matrix. */
import type { Cell } from './cell.ts';
import { EVERY_CELL } from './cell.ts';
import type { Results } from './results.ts';

export interface Summary {
  readonly peer: string;
  readonly counts: Readonly<Record<Cell, number>>;
  readonly total: number;
}

/** One summary for each program, in the order of the results. */
export function summarise({ peers, results }: Pick<Results, 'peers' | 'results'>): readonly Summary[] {
  return peers.map(({ name }) => {
    const own = results.filter(({ peer }) => peer === name);
    const count = (cell: Cell): number => own.filter((result) => result.cell === cell).length;
    return {
      peer: name,
      counts: Object.fromEntries(EVERY_CELL.map((cell) => [cell, count(cell)])) as Record<Cell, number>,
      total: own.length,
    };
  });
}
