/**
 * One Sluice per state folder (spec C9). The lock is an exclusive transaction on an empty SQLite file: the system itself drops it
 * when the process dies, so there are no stale locks, and readers of queue.db are not in its way.
 */
import Database from 'better-sqlite3';
import { isBusy, isCorruption } from './sqlite-error.ts';
import { setAside } from './state-files.ts';

export type LockOutcome = { readonly kind: 'held'; readonly release: () => void } | { readonly kind: 'locked' };

/** Not 0: two programs that start in the same instant would each see the other's attempt and both give up. */
const PATIENCE_MS = 100;

/** A database that nobody refers to is closed by the garbage collector, and its lock with it. */
const HELD = new Set<Database.Database>();

/**
 * Takes the lock for the life of the process. No other code of this process may open and close the lock file: on POSIX that drops
 * the lock. Throws when the disk refuses.
 */
export function lockFolder(lockFile: string, nowMs: number): LockOutcome {
  try {
    return hold(lockFile);
  } catch (error) {
    if (!isCorruption(error)) throw error;
    // It holds no data and nobody holds it: SQLite looks at locks before it looks at content.
    setAside(lockFile, nowMs);
    return hold(lockFile);
  }
}

function hold(lockFile: string): LockOutcome {
  const file = new Database(lockFile, { timeout: PATIENCE_MS });
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if (isBusy(error)) return { kind: 'locked' };
    throw error;
  }
  HELD.add(file);
  const release = (): void => {
    HELD.delete(file);
    file.close();
  };
  return { kind: 'held', release };
}
