/** Opens a queue database with the settings that the promises rest on. */
import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';

export type Connection = Database.Database;

/** How long a reader's lock may hold up a writer, or the other way round. */
const BUSY_TIMEOUT_MS = 2_000;

/** For the owner of the process lock. Throws when it is no database or the disk refuses. */
export function openForWriting(path: string): Connection {
  const db = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  return configured(db, [
    // Readers (`sluice list`) go on while the owner writes.
    'journal_mode = WAL',
    // Spec C1: a commit is acknowledged once it is on the disk itself. WAL's usual NORMAL may lose the last ones at power loss.
    'synchronous = FULL',
    // macOS answers fsync before the drive has written; no effect elsewhere.
    'fullfsync = ON',
    'checkpoint_fullfsync = ON',
    'wal_autocheckpoint = 1000',
    // A large import leaves no large -wal behind.
    'journal_size_limit = 16777216',
    // What was deleted may have been a secret: overwrite it where that costs no extra page.
    'secure_delete = FAST',
  ]);
}

/** For others who only look. The database need not be idle. */
export function openForReading(path: string): Connection {
  return configured(new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS }), []);
}

/**
 * For others who only look, and leave nothing behind: who opens a database in SQLite's own way leaves an empty -wal where there was none, and a
 * lost one would not be noticed any more (inspect-database.ts). Without a -wal it is read as a file.
 */
export function openToLook(path: string): Connection {
  if (!existsSync(`${path}-wal`)) {
    const image = readFileSync(path);
    // Its owner may have come in the meantime.
    if (!existsSync(`${path}-wal`)) return openImage(image);
  }
  return openForReading(path);
}

/** A copy that takes changes and forgets them, for a reader that meets an older schema. */
export function copyToMemory(db: Connection): Connection {
  return openImage(db.serialize());
}

/** Throws when it is no database. */
function openImage(image: Buffer): Connection {
  // File format 1, "no WAL" (SQLite file format §1.3.3): an image in memory can't have one.
  image[18] = 1;
  image[19] = 1;
  return configured(new Database(image), []);
}

/** An empty database for a reader that finds none. */
export function openInMemory(): Connection {
  return configured(new Database(':memory:'), []);
}

function configured(db: Connection, pragmas: readonly string[]): Connection {
  try {
    // The file may come from anywhere: notice damaged cells early, and run no function that a planted schema names.
    for (const pragma of ['foreign_keys = ON', 'cell_size_check = ON', 'trusted_schema = OFF', ...pragmas]) db.pragma(pragma);
    db.pragma('schema_version');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
