/** What the disk or SQLite said, as a bare code: the only part of a foreign error that goes on to others (it holds no path and no secret). */
import Database from 'better-sqlite3';

/** SQLite's extended result code (`SQLITE_FULL`) or errno name (`EACCES`); null for anything else, which is a bug. */
export function refusalCode(error: unknown): string | null {
  if (error instanceof Database.SqliteError) return error.code;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error) return error.code;
  return null;
}

/** Whether the file's content is at fault, and not the disk or the caller. */
export function isCorruption(error: unknown): boolean {
  const code = refusalCode(error);
  return code !== null && (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'));
}

/** Whether another process stands in the way. */
export function isBusy(error: unknown): boolean {
  return refusalCode(error)?.startsWith('SQLITE_BUSY') === true;
}
