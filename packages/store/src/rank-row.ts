/** The order of the queue, and rows of which only that is read. */
import { number, object, text } from './reader.ts';

interface Ranked {
  readonly rank: number;
  readonly createdAtMs: number;
}

const readRow = object({ id: text, rank: number, created_at_ms: number });

export function readRank(row: unknown): Ranked & { readonly id: string } {
  const { id, rank, created_at_ms: createdAtMs } = readRow(row);
  return { id, rank, createdAtMs };
}

export function inOrder(a: Ranked, b: Ranked): number {
  return a.rank - b.rank || a.createdAtMs - b.createdAtMs;
}
