/** The rows that a query of the queue asks for, in queue order, each from an index's own order. */
import type { JobQuery } from '@sluice/engine';
import { isRunning, type Job, type JobId } from '@sluice/model';
import { parseJob } from './parse-row.ts';
import { keyOf } from './quarantine.ts';
import { inOrder } from './rank-row.ts';
import type { Statements } from './statements.ts';

/** A row that does not parse. */
export interface BadRow {
  readonly row: unknown;
  /** Which column was not as expected. */
  readonly detail: string;
}

/** Up to here it is quicker to read each than to go through the jobs in their order. */
const FEW_IDS = 64;

/** Reads no more rows than it takes to find as many jobs as were asked for; rows that don't parse are passed over and put into `bad`. */
export function findJobs(
  { findAll, findByState, findOnDisk, job }: Statements,
  { begun = false, ids, states, limit = Number.POSITIVE_INFINITY }: JobQuery,
  bad: BadRow[],
): readonly Job[] {
  if (ids !== undefined && (states === undefined || ids.length <= FEW_IDS)) {
    const named = firstJobs(() => ids.flatMap((id) => job.get(id) ?? []), Number.POSITIVE_INFINITY, bad).toSorted(inOrder);
    return states === undefined ? named : named.filter(({ state }) => states.includes(state.kind)).slice(0, limit);
  }
  if (states === undefined) return firstJobs(() => findAll.iterate(), limit, bad);
  const among = ids === undefined ? null : new Set(ids);
  const lists = [...new Set(states)].map((state) => {
    const statement = begun && !isRunning(state) && state !== 'waiting' ? findOnDisk : findByState;
    return firstJobs(() => rowsAmong(among, statement.iterate(state)), limit, bad);
  });
  // Each list is in its index's order; asking for several states at once would make SQLite sort them all.
  const [only, ...others] = lists;
  if (only === undefined || others.length === 0) return only ?? [];
  const found = lists.flat().sort(inOrder);
  return found.slice(0, Math.min(limit, found.length));
}

/** The first readable jobs of a result; it is left as soon as there are enough. A result that is begun has to be left, so none is for nothing. */
function firstJobs(rows: () => Iterable<unknown>, limit: number, bad: BadRow[]): readonly Job[] {
  const jobs: Job[] = [];
  if (limit <= 0) return jobs;
  for (const row of rows()) {
    const parsed = parseJob(row);
    if (parsed.kind === 'unreadable') bad.push({ row, detail: parsed.detail });
    else if (jobs.push(parsed.value) >= limit) break;
  }
  return jobs;
}

/** Those rows whose job is one of these; all when null. */
function* rowsAmong(ids: ReadonlySet<JobId> | null, rows: Iterable<unknown>): Iterable<unknown> {
  for (const row of rows) if (ids === null || ids.has(keyOf(row).id)) yield row;
}
