/**
 * After the last changes of the database were lost, what it says of a part file may be older than the last restart from byte 0, and so
 * may claim bytes that aren't there. Law 1 forbids that, so unfinished jobs lose their checkpoint; a copy is kept in quarantine.
 */
import type { Failure, JobId } from '@sluice/model';
import type { Connection } from './connection.ts';
import { readMeta, writeMeta } from './meta.ts';
import { quarantine } from './quarantine.ts';
import { count, object, text } from './reader.ts';
import type { SqliteJobStore } from './sqlite-job-store.ts';

const readKey = object({ position: count, id: text });

const WITH_PROGRESS = `
  SELECT position, id FROM jobs
  WHERE state NOT IN ('done', 'cancelled') AND (durable_bytes > 0 OR EXISTS (SELECT 1 FROM parts WHERE job = position))
  ORDER BY position`;

const REASON = { kind: 'row-unreadable', detail: 'the last changes of the queue database were lost' } as const satisfies Failure;

/** When progress is in doubt, empties the checkpoints of all unfinished jobs, counts that as a restart of each, and returns which. */
export function doubtProgress(db: Connection, store: SqliteJobStore, nowMs: number): readonly JobId[] {
  if (readMeta(db, 'progress_in_doubt') !== '1') return [];
  const doubted: JobId[] = [];
  const apply = db.transaction(() => {
    for (const row of db.prepare(WITH_PROGRESS).all()) {
      const { position, id } = readKey(row);
      const job = store.read(id)?.job;
      if (job === undefined) continue;
      quarantine(db, position, 'progress', REASON.detail, nowMs);
      const restarts = { count: job.restarts.count + 1, lastReason: REASON };
      store.save([{ job: { ...job, durableBytes: 0, restarts }, checkpoint: { mode: 'replace', parts: [], blocks: [] } }]);
      doubted.push(id);
    }
    writeMeta(db, 'progress_in_doubt', '0');
  });
  apply.immediate();
  return doubted;
}
