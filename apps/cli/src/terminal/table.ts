/** Rows of text in columns, for terminals. */
import { displayWidth, fitMiddle, padTo } from './display-width.ts';

/** Lines whose columns stand under each other; the last column is cut so that no line is wider than `columns`. */
export function table(rows: readonly (readonly string[])[], columns: number): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, index) => Math.max(...rows.map((row) => displayWidth(row[index] ?? ''))));
  return rows.map((row) => {
    const leading = row.slice(0, -1).map((cell, index) => padTo(cell, widths[index] ?? 0));
    const used = leading.reduce((sum, cell) => sum + displayWidth(cell) + 2, 0);
    return [...leading, fitMiddle(row.at(-1) ?? '', Math.max(8, columns - used))].join('  ');
  });
}
