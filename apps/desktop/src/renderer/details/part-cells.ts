/** The part map's cells: a fixed number, however large the file and however many its parts. */
import type { StripSegment } from '@sluice/model';

export const CELLS = 240;

export type Cell = 'durable' | 'arriving' | 'missing';

/** A cell is durable once all of it is; it arrives while any of it does. */
export function partCells(segments: readonly StripSegment[], cells = CELLS): readonly Cell[] {
  const result = new Array<Cell>(cells).fill('missing');
  for (const { from, to, kind } of segments) {
    if (kind === 'durable') fill(result, Math.ceil(from * cells - 1e-6), Math.floor(to * cells + 1e-6), 'durable');
    else fill(result, Math.floor(from * cells), Math.max(Math.floor(from * cells) + 1, Math.ceil(to * cells)), 'arriving');
  }
  return result;
}

function fill(cells: Cell[], start: number, end: number, cell: Cell): void {
  for (let index = Math.max(0, start); index < Math.min(cells.length, end); index += 1) {
    if (cells[index] !== 'durable') cells[index] = cell;
  }
}
