/**
 * After the last changes of the database were lost, what it says of a part file may be older than the last restart from byte 0, and so
 * may claim bytes that aren't there. Law 1 forbids that: what blocks vouch for is kept, since the engine compares every block with the
 * disk before a file is finished (spec C7); all else is dropped, with a copy in quarantine (decision 0008).
 */
import { durableBytesOf, type Failure, type Job, type JobId, type Part } from '@sluice/model';
import type { StoredJob } from '@sluice/engine';
import type { Connection } from './connection.ts';
import { readMeta, writeMeta } from './meta.ts';
import { quarantine } from './quarantine.ts';
import { count, object, text } from './reader.ts';
import type { SqliteJobStore } from './sqlite-job-store.ts';
import { vouchedParts } from './vouched-parts.ts';

export interface DoubtedProgress {
  /** Jobs that keep what blocks vouch for. */
  readonly checked: readonly JobId[];
  /** Jobs that begin again. */
  readonly dropped: readonly JobId[];
}

const readKey = object({ position: count, id: text });

const WITH_PROGRESS = `
  SELECT position, id FROM jobs
  WHERE state NOT IN ('done', 'cancelled') AND (durable_bytes > 0 OR EXISTS (SELECT 1 FROM parts WHERE job = position))
  ORDER BY position`;

const REASON = { kind: 'row-unreadable', detail: 'the last changes of the queue database were lost' } as const satisfies Failure;

/** When progress is in doubt, cuts the checkpoints of all unfinished jobs back to what can be checked, and returns what became of them. */
export function doubtProgress(db: Connection, store: SqliteJobStore, nowMs: number): DoubtedProgress {
  const doubt = readMeta(db, 'progress_in_doubt');
  const checked: JobId[] = [];
  const dropped: JobId[] = [];
  if (doubt !== '1' && doubt !== 'snapshot') return { checked, dropped };
  const apply = db.transaction(() => {
    for (const row of db.prepare(WITH_PROGRESS).all()) {
      const { position, id } = readKey(row);
      const stored = store.read(id);
      if (stored === null) continue;
      const kept = keptParts(stored, doubt === 'snapshot');
      if (kept === null) {
        quarantine(db, position, 'progress', REASON.detail, nowMs);
        drop(store, stored.job);
        dropped.push(id);
      } else {
        const job = { ...stored.job, durableBytes: durableBytesOf(kept) };
        // Blocks beyond the claims are passed over by the engine, and written anew with their bytes.
        store.save([{ job, checkpoint: { mode: 'replace', parts: kept, blocks: stored.checkpoint.blocks } }]);
        if (job.durableBytes > 0) checked.push(id);
      }
    }
    writeMeta(db, 'progress_in_doubt', '0');
  });
  apply.immediate();
  return { checked, dropped };
}

/** Null: nothing is left to compare, or nothing to compare it by. Parts that never claimed a byte are kept: they can't be wrong. */
function keptParts({ job, checkpoint }: StoredJob, fromSnapshot: boolean): readonly Part[] | null {
  const { remote, partFile, blockSizeBytes } = job;
  // What can't be resumed begins again in any case.
  if (remote === null || partFile === null || remote.sizeBytes === null || !remote.resumable) return null;
  const zerosVouch = fromSnapshot && remote.validator !== null;
  const kept = vouchedParts(checkpoint, { sizeBytes: remote.sizeBytes, blockSizeBytes, zerosVouch });
  const lostAll = kept !== null && durableBytesOf(kept) === 0 && durableBytesOf(checkpoint.parts) > 0;
  return lostAll ? null : kept;
}

function drop(store: SqliteJobStore, job: Job): void {
  const restarts = { count: job.restarts.count + 1, lastReason: REASON };
  store.save([{ job: { ...job, durableBytes: 0, restarts }, checkpoint: { mode: 'replace', parts: [], blocks: [] } }]);
}
