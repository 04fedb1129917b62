/** What is in a state folder and in what condition, for `sluice doctor`: looks, and repairs nothing. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { openToLook } from './connection.ts';
import { hasDatabaseHeader } from './inspect-database.ts';
import { SCHEMA_VERSION, schemaOf } from './migrate.ts';
import { isBusy, isCorruption } from './sqlite-error.ts';
import { stateFiles } from './state-files.ts';

export type DatabaseCondition =
  | { readonly kind: 'missing' }
  /** `schema`: what it was written with; this program's is `knownSchema`. `partFiles`: paths of those that jobs have. */
  | { readonly kind: 'sound'; readonly schema: number; readonly sizeBytes: number; readonly partFiles: readonly string[] }
  | { readonly kind: 'newer'; readonly schema: number }
  | { readonly kind: 'damaged'; readonly detail: string }
  /** SQLite's code or the system's. */
  | { readonly kind: 'unreadable'; readonly code: string };

export interface StateExamination {
  readonly knownSchema: number;
  readonly database: DatabaseCondition;
  readonly backup: { readonly condition: DatabaseCondition; /** Null: there is none. */ readonly writtenAtMs: number | null };
  /** Whether a Sluice is working with the folder. */
  readonly lock: 'free' | 'held' | 'unknown';
  readonly lockFile: string;
  /** Databases that could not be read, and were kept. */
  readonly setAside: readonly string[];
}

/** Changes nothing on the disk. Also while a Sluice is at work. */
export function examineState(folder: string): StateExamination {
  const { database, backup, lock } = stateFiles(folder);
  return {
    knownSchema: SCHEMA_VERSION,
    database: examine(database),
    backup: { condition: examine(backup), writtenAtMs: existsSync(backup) ? statSync(backup).mtimeMs : null },
    lock: lockOf(lock),
    lockFile: lock,
    setAside: namesIn(folder).filter((name) => name.includes('.corrupt-') && !/-(?:wal|shm)$/.test(name)),
  };
}

function examine(path: string): DatabaseCondition {
  let db: Database.Database | null = null;
  try {
    if (!existsSync(path)) return { kind: 'missing' };
    if (!hasDatabaseHeader(path)) return { kind: 'damaged', detail: 'not a database' };
    db = openToLook(path);
    const schema = schemaOf(db);
    if (schema.kind === 'newer') return { kind: 'newer', schema: schema.version };
    if (schema.kind === 'foreign') return { kind: 'damaged', detail: 'the database of another program' };
    const verdict = String(db.pragma('quick_check(1)', { simple: true }));
    if (verdict !== 'ok') return { kind: 'damaged', detail: verdict };
    return {
      kind: 'sound',
      schema: Number(db.pragma('user_version', { simple: true })),
      sizeBytes: statSync(path).size,
      partFiles: partFilesIn(db),
    };
  } catch (error) {
    return isCorruption(error) ? { kind: 'damaged', detail: codeOf(error) } : { kind: 'unreadable', code: codeOf(error) };
  } finally {
    db?.close();
  }
}

function partFilesIn(db: Database.Database): readonly string[] {
  const paths = db.prepare<[]>("SELECT part_file_json ->> '$.path' FROM jobs").pluck().all();
  return paths.filter((path) => typeof path === 'string');
}

/** The owner holds an exclusive transaction on it, which refuses readers too (process-lock.ts). */
function lockOf(path: string): StateExamination['lock'] {
  if (!existsSync(path)) return 'free';
  let file: Database.Database | null = null;
  try {
    file = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
    file.pragma('schema_version');
    return 'free';
  } catch (error) {
    return isBusy(error) ? 'held' : 'unknown';
  } finally {
    file?.close();
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
