/** Is what lies in the folder a sound queue of ours? Asked before anything is changed (spec C10). */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { openForWriting, type Connection } from './connection.ts';
import { readMeta } from './meta.ts';
import { schemaOf } from './migrate.ts';
import { isCorruption } from './sqlite-error.ts';

export type Inspection =
  | {
      readonly kind: 'sound';
      readonly db: Connection;
      readonly schema: 'current' | 'older';
      /** Whether the whole file was checked, so that its rows should be too. */
      readonly checked: boolean;
      /** The last run did not close, and its -wal file is gone. */
      readonly walMissing: boolean;
    }
  | { readonly kind: 'newer-schema'; readonly version: number }
  /** The connection, if one could be opened, is left open: closing it would merge and delete the -wal file. */
  | { readonly kind: 'corrupt'; readonly db: Connection | null };

/** Up to here the check takes some milliseconds, so it is made after a clean shutdown too: disks rot. */
const ALWAYS_CHECKED_BYTES = 1024 * 1024;

/** Opens and checks a database. Throws when the disk refuses. */
export function inspectDatabase(path: string): Inspection {
  // SQLite takes an empty file for a new database and deletes a -wal file beside it.
  if (!hasDatabaseHeader(path)) return { kind: 'corrupt', db: null };
  const walBytes = existsSync(`${path}-wal`) ? statSync(`${path}-wal`).size : null;
  let db: Connection | null = null;
  try {
    db = openForWriting(path);
    return inspectOpen(db, path, walBytes);
  } catch (error) {
    if (isCorruption(error)) return { kind: 'corrupt', db };
    db?.close();
    throw error;
  }
}

function inspectOpen(db: Connection, path: string, walBytes: number | null): Inspection {
  const schema = schemaOf(db);
  if (schema.kind === 'foreign') return { kind: 'corrupt', db };
  if (schema.kind === 'newer') {
    db.close();
    return { kind: 'newer-schema', version: schema.version };
  }
  const closedCleanly = readMeta(db, 'clean_shutdown') === '1';
  const sizeBytes = statSync(path).size;
  const whole = sizeBytes === pragmaNumber(db, 'page_count') * pragmaNumber(db, 'page_size');
  const checked = !closedCleanly || (walBytes ?? 0) > 0 || !whole || sizeBytes <= ALWAYS_CHECKED_BYTES;
  if (checked && !passesIntegrityCheck(db)) return { kind: 'corrupt', db };
  return { kind: 'sound', db, schema: schema.kind, checked, walMissing: !closedCleanly && walBytes === null };
}

/** SQLite's full check, indexes included: a bad index would hide jobs. Stops at the first fault; throws on some of them. */
export function passesIntegrityCheck(db: Connection): boolean {
  return db.pragma('integrity_check(1)', { simple: true }) === 'ok';
}

/** The first sixteen bytes of every SQLite file (SQLite file format §1.3.1). */
export function hasDatabaseHeader(path: string): boolean {
  const head = Buffer.alloc(16);
  const handle = openSync(path, 'r');
  try {
    readSync(handle, head, 0, head.length, 0);
  } finally {
    closeSync(handle);
  }
  return head.toString('latin1') === 'SQLite format 3\0';
}

function pragmaNumber(db: Connection, name: string): number {
  return Number(db.pragma(name, { simple: true }));
}
