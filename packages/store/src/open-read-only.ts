/** Opens the queue for one who only looks (`sluice list`), while its owner may be writing. */
import { existsSync } from 'node:fs';
import { copyToMemory, openToLook, openInMemory, type Connection } from './connection.ts';
import { hasDatabaseHeader } from './inspect-database.ts';
import { migrate, schemaOf } from './migrate.ts';
import type { OpenOptions, OpenOutcome } from './open-outcome.ts';
import { SqliteJobStore } from './sqlite-job-store.ts';
import type { StateFiles } from './state-files.ts';
import type { StoreNotice } from './store-notice.ts';

/** Changes nothing on the disk but SQLite's own -shm beside a -wal that is there. Throws when the disk refuses. */
export function openReadOnly(files: StateFiles, options: OpenOptions): OpenOutcome {
  if (!existsSync(files.database)) return openedOver(migrated(openInMemory()), options);
  if (!hasDatabaseHeader(files.database)) return { kind: 'unusable', code: 'SQLITE_NOTADB' };
  const db = openToLook(files.database);
  try {
    const schema = schemaOf(db);
    if (schema.kind === 'current') return openedOver(db, options);
    const older = schema.kind === 'older' ? copyToMemory(db) : null;
    db.close();
    if (older !== null) return openedOver(migrated(older), options);
    return schema.kind === 'newer' ? { kind: 'newer-schema', version: schema.version } : { kind: 'unusable', code: 'SQLITE_NOTADB' };
  } catch (error) {
    db.close();
    throw error;
  }
}

function migrated(db: Connection): Connection {
  migrate(db);
  return db;
}

function openedOver(db: Connection, { clock, secretBox, onNotice }: OpenOptions): OpenOutcome {
  // A copy in memory would take changes and forget them: refuse them.
  db.pragma('query_only = ON');
  const report = (notice: StoreNotice): void => onNotice?.(notice);
  const store = new SqliteJobStore({
    db,
    secretBox,
    clock,
    readOnly: true,
    onNotice: report,
    onChanged: () => undefined,
    shutDown: () => void db.close(),
  });
  return { kind: 'open', store, notices: [] };
}
