/** The end of a run: the next opening trusts the file when this went through. */
import { backupIsDue, writeBackup } from './backup.ts';
import type { Connection } from './connection.ts';
import { writeMeta } from './meta.ts';
import { isCorruption, refusalCode } from './sqlite-error.ts';
import type { StateFiles } from './state-files.ts';
import type { StoreNotice } from './store-notice.ts';

export interface Ending {
  /** False when damage was met while the program ran. */
  readonly sound: boolean;
  /** Whether something was saved that is in no backup yet. */
  readonly changed: boolean;
  readonly nowMs: number;
  readonly release: () => void;
  readonly report: (notice: StoreNotice) => void;
}

/**
 * Marks the database clean and closes it, with a backup when one is due. All that was acknowledged is durable already, so a disk that refuses here costs a check at the
 * next opening and no more.
 */
export function closeDatabase(db: Connection, files: StateFiles, { sound, changed, nowMs, release, report }: Ending): void {
  try {
    if (!sound) return;
    const refused = refusalOf(() => {
      if (backupIsDue(db, files, nowMs, changed)) writeBackup(db, files, nowMs);
    });
    if (refused !== null) report({ kind: 'backup-failed', code: refusalCode(refused) ?? '' });
    // Copying reads everything: damage found there is for the next opening's check, which a clean mark would spare.
    if (!isCorruption(refused)) refusalOf(() => markClean(db));
  } finally {
    try {
      db.close();
    } finally {
      release();
    }
  }
}

function markClean(db: Connection): void {
  writeMeta(db, 'clean_shutdown', '1');
  // A reader may stand in the way; what is left in the -wal file then is safe there, and quitting does not wait.
  db.pragma('busy_timeout = 250');
  db.pragma('wal_checkpoint(TRUNCATE)');
}

/** What the disk refused with, null when it didn't; bugs are thrown on. */
function refusalOf(work: () => void): Error | null {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof Error) || refusalCode(error) === null) throw error;
    return error;
  }
}
