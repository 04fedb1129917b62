/** Every statement of the store, prepared once. Rows come back as `unknown`: parse-row.ts reads them. */
import type Database from 'better-sqlite3';
import type { Connection } from './connection.ts';
import type { HostColumns } from './host-facts-row.ts';
import { FIND_CHANGE, INSERT_JOB, updateJob, type JobColumns } from './write-row.ts';

/**
 * Both orders are an index's own: no sorting, and only the rows asked for are touched. A plain `state = ?` would be compiled anew with each
 * value, which costs five times as much as the row: SQLite looks whether the value allows a partial index (0039).
 */
export const FIND_ALL = 'SELECT * FROM jobs ORDER BY rank, created_at_ms, position';
export const FIND_BY_STATE = 'SELECT * FROM jobs WHERE state = CAST(? AS TEXT) ORDER BY rank, created_at_ms, position';

/** Keeps the first and the last events of a job; numbers only grow, so both ends are found in the key itself. */
const TRIM_EVENTS = `
  DELETE FROM history WHERE job = @job
    AND number > (SELECT number FROM history WHERE job = @job ORDER BY number LIMIT 1 OFFSET @first - 1)
    AND number <= (SELECT number FROM history WHERE job = @job ORDER BY number DESC LIMIT 1 OFFSET @last)`;

/** What the queue must know of when it opens. The index is found by its own condition, word for word. */
export const FIND_ON_DISK = `
  SELECT * FROM jobs WHERE state = CAST(? AS TEXT) AND target_path IS NOT NULL AND state NOT IN ('done', 'cancelled') ORDER BY rank, created_at_ms, position`;
export const IDS_BY_STATE = 'SELECT id, rank, created_at_ms FROM jobs WHERE state = CAST(? AS TEXT) ORDER BY rank, created_at_ms, position';

export interface Statements {
  readonly findAll: Database.Statement<[]>;
  readonly findByState: Database.Statement<[state: string]>;
  readonly findOnDisk: Database.Statement<[state: string]>;
  readonly idsByState: Database.Statement<[state: string]>;
  readonly job: Database.Statement<[id: string]>;
  readonly counts: Database.Statement<[]>;
  readonly parts: Database.Statement<[job: number]>;
  readonly blocks: Database.Statement<[job: number]>;
  readonly sealed: Database.Statement<[job: number]>;
  /** Undefined: there is no such row. */
  readonly changeOf: Database.Statement<[JobColumns], { readonly position: number; readonly changed: number }>;
  readonly insertJob: Database.Statement<[JobColumns], number>;
  /** By what `changeOf` told; each is prepared when it is first needed. */
  readonly updateJob: (changed: number) => Database.Statement<[JobColumns]>;
  readonly upsertPart: Database.Statement<[job: number, start: number, end: number, durable: number]>;
  readonly upsertBlock: Database.Statement<[job: number, index: number, length: number, crc32: number]>;
  readonly upsertSecrets: Database.Statement<[job: number, sealed: Uint8Array]>;
  readonly events: Database.Statement<[job: string], string>;
  /** Null: the job has none. */
  readonly lastEvent: Database.Statement<[job: number], number | null>;
  readonly insertEvent: Database.Statement<[job: number, number: number, json: string]>;
  readonly trimEvents: Database.Statement<[bounds: { readonly job: number; readonly first: number; readonly last: number }]>;
  readonly deleteParts: Database.Statement<[job: number]>;
  readonly deleteBlocks: Database.Statement<[job: number]>;
  readonly deleteJob: Database.Statement<[id: string]>;
  readonly host: Database.Statement<[host: string]>;
  readonly upsertHost: Database.Statement<[...HostColumns]>;
  readonly setting: Database.Statement<[key: string], string>;
  readonly upsertSetting: Database.Statement<[key: string, json: string]>;
}

/** A job's parts and blocks are known by its `position`, a short key of eight bytes at most. */
export function prepareStatements(db: Connection): Statements {
  return {
    findAll: db.prepare(FIND_ALL),
    findByState: db.prepare(FIND_BY_STATE),
    findOnDisk: db.prepare(FIND_ON_DISK),
    idsByState: db.prepare(IDS_BY_STATE),
    job: db.prepare('SELECT * FROM jobs WHERE id = ?'),
    counts: db.prepare('SELECT state, count(*) AS jobs FROM jobs GROUP BY state'),
    parts: db.prepare('SELECT range_start, range_end, durable_bytes FROM parts WHERE job = ? ORDER BY range_start'),
    blocks: db.prepare('SELECT block_index, length_bytes, crc32 FROM blocks WHERE job = ? ORDER BY block_index'),
    sealed: db.prepare('SELECT sealed FROM secrets WHERE job = ?').pluck(),
    changeOf: db.prepare<[JobColumns], { readonly position: number; readonly changed: number }>(FIND_CHANGE),
    insertJob: db.prepare<[JobColumns], number>(INSERT_JOB).pluck(),
    updateJob: kept((changed) => db.prepare<[JobColumns]>(updateJob(changed))),
    upsertPart: db.prepare(
      `INSERT INTO parts (job, range_start, range_end, durable_bytes) VALUES (?, ?, ?, ?)
       ON CONFLICT (job, range_start) DO UPDATE SET range_end = excluded.range_end, durable_bytes = excluded.durable_bytes`,
    ),
    upsertBlock: db.prepare(
      `INSERT INTO blocks (job, block_index, length_bytes, crc32) VALUES (?, ?, ?, ?)
       ON CONFLICT (job, block_index) DO UPDATE SET length_bytes = excluded.length_bytes, crc32 = excluded.crc32`,
    ),
    upsertSecrets: db.prepare('INSERT INTO secrets (job, sealed) VALUES (?, ?) ON CONFLICT (job) DO UPDATE SET sealed = excluded.sealed'),
    events: db
      .prepare<[job: string], string>('SELECT event_json FROM history WHERE job = (SELECT position FROM jobs WHERE id = ?) ORDER BY number')
      .pluck(),
    lastEvent: db.prepare<[job: number], number | null>('SELECT max(number) FROM history WHERE job = ?').pluck(),
    insertEvent: db.prepare('INSERT INTO history (job, number, event_json) VALUES (?, ?, ?)'),
    trimEvents: db.prepare(TRIM_EVENTS),
    deleteParts: db.prepare('DELETE FROM parts WHERE job = ?'),
    deleteBlocks: db.prepare('DELETE FROM blocks WHERE job = ?'),
    deleteJob: db.prepare('DELETE FROM jobs WHERE id = ?'),
    host: db.prepare(
      'SELECT refuses_if_range_at_ms, connections, connections_at_ms, best_connections, best_at_ms FROM hosts WHERE host = ?',
    ),
    upsertHost: db.prepare(
      `INSERT INTO hosts (host, refuses_if_range_at_ms, connections, connections_at_ms, best_connections, best_at_ms) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (host) DO UPDATE SET refuses_if_range_at_ms = excluded.refuses_if_range_at_ms,
         connections = excluded.connections, connections_at_ms = excluded.connections_at_ms,
         best_connections = excluded.best_connections, best_at_ms = excluded.best_at_ms`,
    ),
    setting: db.prepare<[key: string], string>('SELECT json FROM settings WHERE key = ?').pluck(),
    upsertSetting: db.prepare('INSERT INTO settings (key, json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET json = excluded.json'),
  };
}

/** Makes each but once. */
function kept<T>(make: (key: number) => T): (key: number) => T {
  const made = new Map<number, T>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}
