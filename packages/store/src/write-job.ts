/** Writes a row, new or known, at the cost of what changes in it. */
import type { Statements } from './statements.ts';
import type { JobColumns } from './write-row.ts';

/** Returns the row's `position`. To be called within a transaction. */
export function writeJob(
  { changeOf, insertJob, updateJob }: Pick<Statements, 'changeOf' | 'insertJob' | 'updateJob'>,
  columns: JobColumns,
): number {
  const known = changeOf.get(columns);
  if (known !== undefined) {
    updateJob(known.changed).run(columns);
    return known.position;
  }
  const position = insertJob.get(columns);
  if (position === undefined) throw new Error('the row has no position');
  return position;
}
