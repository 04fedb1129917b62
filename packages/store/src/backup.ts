/** The copy to fall back on when the database is lost (spec C10): made at a clean close and while running (running-backup.ts), and replaced whole or not at all. */
import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Connection } from './connection.ts';
import { passesIntegrityCheck } from './inspect-database.ts';
import { readMeta, writeMeta } from './meta.ts';
import { migrate, schemaOf } from './migrate.ts';
import { isCorruption } from './sqlite-error.ts';
import { makePrivateFile, moveDurably, setAside, type StateFiles } from './state-files.ts';

const BACKUP_EVERY_MS = 20 * 60 * 60 * 1000;

/** Quitting may take two seconds in all (spec F1); a larger database, a hundred thousand jobs and more, is not copied at close. */
export const BACKUP_MAX_BYTES = 128 * 1024 * 1024;

/** Up to here a copy takes so little that every close leaves one of what has changed. */
const ALWAYS_COPIED_BYTES = 16 * 1024 * 1024;

/** Whether to make a backup at close: it is quick, or the last one is older than a day or so. `changed`: something is in no backup yet. */
export function backupIsDue(db: Connection, files: StateFiles, nowMs: number, changed: boolean): boolean {
  const sizeBytes = databaseBytes(db);
  if (sizeBytes > BACKUP_MAX_BYTES) return false;
  if (changed && sizeBytes <= ALWAYS_COPIED_BYTES) return true;
  const last = Number(readMeta(db, 'backup_at_ms') ?? Number.NaN);
  // A clock that was put back makes one due as well.
  return !(existsSync(files.backup) && nowMs >= last && nowMs - last < BACKUP_EVERY_MS);
}

/** What is still in the -wal file included. */
export function databaseBytes(db: Connection): number {
  return Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
}

/** Replaces the backup. VACUUM reads every row, so damage found there leaves the older backup as it was. Throws when the disk refuses. */
export function writeBackup(db: Connection, files: StateFiles, nowMs: number): void {
  const temporary = `${files.backup}.new`;
  rmSync(temporary, { force: true });
  try {
    makePrivateFile(temporary);
    db.prepare('VACUUM INTO ?').run(temporary);
    syncFile(temporary);
    moveDurably(temporary, files.backup);
  } finally {
    rmSync(temporary, { force: true });
  }
  writeMeta(db, 'backup_at_ms', String(nowMs));
}

/** Puts a copy of the backup in the database's place when it is sound; one that isn't is set aside. Throws when the disk refuses. */
export function restoreBackup(files: StateFiles, nowMs: number): boolean {
  if (!existsSync(files.backup)) return false;
  const temporary = newDatabasePath(files);
  makePrivateFile(temporary);
  copyFileSync(files.backup, temporary);
  if (!settleCopy(temporary)) {
    setAside(files.backup, nowMs);
    rmSync(temporary);
    return false;
  }
  syncFile(temporary);
  moveDurably(temporary, files.database);
  return true;
}

/** Makes an empty database. It appears complete or not at all, so an empty file is never taken for a new queue. */
export function createDatabase(files: StateFiles): void {
  const temporary = newDatabasePath(files);
  makePrivateFile(temporary);
  const db = new Database(temporary);
  try {
    db.pragma('synchronous = FULL');
    migrate(db);
  } finally {
    db.close();
  }
  moveDurably(temporary, files.database);
}

function newDatabasePath(files: StateFiles): string {
  const temporary = `${files.database}.new`;
  rmSync(temporary, { force: true });
  return temporary;
}

function settleCopy(path: string): boolean {
  const db = new Database(path);
  try {
    const { kind } = schemaOf(db);
    if ((kind !== 'current' && kind !== 'older') || !passesIntegrityCheck(db)) return false;
    writeMeta(db, 'clean_shutdown', '1');
    writeMeta(db, 'progress_in_doubt', 'snapshot');
    return true;
  } catch (error) {
    if (isCorruption(error)) return false;
    throw error;
  } finally {
    db.close();
  }
}

function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
