/** A queue of a given size, made in seconds: rows are copied in SQL, and the search index is built once at the end. */
import Database from 'better-sqlite3';
import { openDatabase, plainBox } from '@sluice/store';
import { systemClock } from '@sluice/engine';
import { NO_OPTIONS, type Job } from '@sluice/model';
import { join } from 'node:path';

export interface QueueSize {
  readonly queued: number;
  readonly done: number;
}

function example(id: string, state: Job['state']): Job {
  return {
    id,
    createdAtMs: 1,
    rank: 1,
    source: { url: 'https://downloads.example.org/pub/archive/image.iso', host: 'downloads.example.org' },
    target: { directory: '/tmp/downloads', chosenName: 'name-0-of-a-file.iso', conflict: 'keep-both', path: null },
    options: NO_OPTIONS,
    state,
    remote: null,
    partFile: null,
    blockSizeBytes: 0,
    durableBytes: 0,
    startedAtMs: null,
    restarts: { count: 0, lastReason: null },
  };
}

const DONE: Job['state'] = {
  kind: 'done',
  path: '/tmp/downloads/name-0-of-a-file.iso',
  sizeBytes: 5_000_000,
  verdict: { kind: 'unverified' },
  atMs: 1,
};

/** Fills the state folder, which must be new. */
export function seedQueue(folder: string, { queued, done }: QueueSize): void {
  const opened = openDatabase(folder, { clock: systemClock, secretBox: plainBox });
  if (opened.kind !== 'open') throw new Error(opened.kind);
  opened.store.save([{ job: example('q-0', { kind: 'paused' }) }, { job: example('d-0', DONE) }]);
  opened.store.close();
  const db = new Database(join(folder, 'queue.db'));
  copyRows(db, 'q-', queued);
  copyRows(db, 'd-', done);
  db.exec('INSERT INTO job_names (rowid, name, host) SELECT position, name, host FROM jobs JOIN names_due ON job = position');
  db.exec('DELETE FROM names_due');
  db.close();
}

function copyRows(db: Database.Database, prefix: string, count: number): void {
  const columns = db.prepare<[], string>("SELECT name FROM pragma_table_info('jobs') WHERE name <> 'position'").pluck().all();
  const values = columns.map((column) => {
    if (column === 'id') return `'${prefix}' || n`;
    if (column === 'rank' || column === 'created_at_ms') return 'n';
    if (column === 'ended_at_ms') return 'CASE WHEN ended_at_ms IS NULL THEN NULL ELSE n END';
    if (column === 'name' || column === 'chosen_name' || column === 'state_json') {
      return `replace(replace(${column}, 'name-0', 'name-' || n), '"atMs":1', '"atMs":' || n)`;
    }
    return column;
  });
  db.exec(`
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count - 1})
    INSERT INTO jobs (${columns.join(', ')}) SELECT ${values.join(', ')} FROM numbers, jobs WHERE jobs.id = '${prefix}0' AND n < ${count}`);
}
