/** Where rows go that can't be trusted: kept whole with all that belongs to them, out of the queue's way, never deleted (spec C4). */
import type { JobId } from '@sluice/model';
import type { Connection } from './connection.ts';
import { count, nullable, number, object, oneOf, text } from './reader.ts';

export interface QuarantinedRow {
  readonly number: number;
  readonly jobId: JobId;
  /** `job`: the row and everything of it. `progress`: the parts and blocks that a job had. */
  readonly what: 'job' | 'progress';
  /** Which column was not as expected; never its content. */
  readonly detail: string;
  readonly atMs: number;
}

const readQuarantinedRow = object({
  number: count,
  job_id: text,
  what: oneOf('job', 'progress'),
  detail: text,
  at_ms: number,
});

const readKey = object({ position: count, id: nullable(text) });

/** The parts of a raw row that it is known by, even when nothing else in it can be read. */
export function keyOf(row: unknown): { readonly position: number; readonly id: JobId } {
  const { position, id } = readKey(row);
  return { position, id: id ?? '' };
}

/** Moves a job, or copies its progress, into quarantine. Call within a transaction. */
export function quarantine(db: Connection, position: number, what: QuarantinedRow['what'], detail: string, nowMs: number): void {
  const all = (table: string, column: string): readonly unknown[] => db.prepare(`SELECT * FROM ${table} WHERE ${column} = ?`).all(position);
  const [job] = all('jobs', 'position');
  const row = JSON.stringify({ job, parts: all('parts', 'job'), blocks: all('blocks', 'job') });
  const sealed = what === 'job' ? db.prepare('SELECT sealed FROM secrets WHERE job = ?').pluck().get(position) : null;
  db.prepare('INSERT INTO quarantine (job_id, what, detail, row_json, sealed, at_ms) VALUES (?, ?, ?, ?, ?, ?)').run(
    keyOf(job).id,
    what,
    detail,
    row,
    sealed ?? null,
    nowMs,
  );
  if (what === 'job') db.prepare('DELETE FROM jobs WHERE position = ?').run(position);
}

/** What is in quarantine, oldest first. */
export function quarantinedRows(db: Connection): readonly QuarantinedRow[] {
  const rows = db.prepare('SELECT number, job_id, what, detail, at_ms FROM quarantine ORDER BY number').all();
  return rows.map((row) => {
    const read = readQuarantinedRow(row);
    return { number: read.number, jobId: read.job_id, what: read.what, detail: read.detail, atMs: read.at_ms };
  });
}
