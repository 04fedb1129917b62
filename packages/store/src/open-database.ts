/** Opens the queue of a state folder, whatever it finds there: nothing, another Sluice, a newer one's database, a damaged one. */
import { existsSync } from 'node:fs';
import { createDatabase, restoreBackup, writeBackup } from './backup.ts';
import { closeDatabase } from './close-database.ts';
import type { Connection } from './connection.ts';
import { doubtProgress } from './doubt-progress.ts';
import { inspectDatabase, type Inspection } from './inspect-database.ts';
import { writeMeta } from './meta.ts';
import { migrate } from './migrate.ts';
import type { OpenOptions, OpenOutcome } from './open-outcome.ts';
import { openReadOnly } from './open-read-only.ts';
import { lockFolder } from './process-lock.ts';
import { RunningBackup } from './running-backup.ts';
import { refusalCode } from './sqlite-error.ts';
import { SqliteJobStore } from './sqlite-job-store.ts';
import { makePrivate, makeStateFolder, setAside, stateFiles, type StateFiles } from './state-files.ts';
import type { StoreNotice } from './store-notice.ts';

/**
 * Opens the queue in `folder`, making both when they are missing. Whoever opens closes: `store.close()`. A database that is damaged
 * is renamed and replaced by the last backup or an empty one, with a notice; nothing is deleted (spec C10).
 */
export function openDatabase(folder: string, options: OpenOptions): OpenOutcome {
  try {
    return options.readOnly === true ? openReadOnly(stateFiles(folder), options) : openOwned(stateFiles(folder), options);
  } catch (error) {
    const code = refusalCode(error);
    if (code === null) throw error;
    return { kind: 'unusable', code };
  }
}

function openOwned(files: StateFiles, options: OpenOptions): OpenOutcome {
  makeStateFolder(files.folder);
  const lock = lockFolder(files.lock, options.clock.nowMs());
  if (lock.kind === 'locked') return { kind: 'locked', folder: files.folder };
  const notices: StoreNotice[] = [];
  let db: Connection | null = null;
  try {
    const found = findOrMake(files, options.clock.nowMs(), notices);
    if (found.kind === 'newer-schema') {
      lock.release();
      return found;
    }
    db = found.db;
    return { kind: 'open', store: begin(found, files, options, lock.release, notices), notices };
  } catch (error) {
    db?.close();
    lock.release();
    throw error;
  }
}

type Found = Exclude<Inspection, { readonly kind: 'corrupt' }>;

function findOrMake(files: StateFiles, nowMs: number, notices: StoreNotice[]): Found {
  let asidePath: string | null = null;
  if (existsSync(files.database)) {
    makePrivate(files.database);
    const found = inspectDatabase(files.database);
    if (found.kind !== 'corrupt') {
      if (found.kind === 'sound' && found.walMissing) {
        writeMeta(found.db, 'progress_in_doubt', '1');
        notices.push({ kind: 'wal-missing' });
      }
      return found;
    }
    asidePath = setCorruptAside(files.database, found.db, nowMs);
  } else if (existsSync(`${files.database}-wal`)) {
    asidePath = setAside(files.database, nowMs);
  }
  const restored = restoreBackup(files, nowMs);
  if (!restored) createDatabase(files);
  if (asidePath !== null) notices.push({ kind: 'set-aside', path: asidePath, restoredFrom: restored ? 'backup' : 'nothing' });
  else if (restored) notices.push({ kind: 'backup-used' });
  const made = inspectDatabase(files.database);
  if (made.kind !== 'corrupt') return made;
  made.db?.close();
  throw new Error('a database that was just made is corrupt');
}

/** The -wal file is evidence too: where the system lets an open file be renamed, it is, so that closing does not merge it. */
function setCorruptAside(path: string, db: Connection | null, nowMs: number): string {
  if (process.platform === 'win32') db?.close();
  const aside = setAside(path, nowMs);
  db?.close();
  return aside;
}

function begin(
  { db, schema, checked }: Extract<Found, { readonly kind: 'sound' }>,
  files: StateFiles,
  { clock, secretBox, onNotice }: OpenOptions,
  release: () => void,
  notices: StoreNotice[],
): SqliteJobStore {
  if (schema === 'older') {
    writeBackup(db, files, clock.nowMs());
    migrate(db);
  }
  writeMeta(db, 'clean_shutdown', '0');
  // Into the main file: if the -wal file is lost later, the flag is not.
  db.pragma('wal_checkpoint(TRUNCATE)');
  let told = (notice: StoreNotice): void => void notices.push(notice);
  const report = (notice: StoreNotice): void => told(notice);
  const backup = new RunningBackup({ db, files, clock, report });
  const end = (): void => {
    try {
      backup.clear();
    } finally {
      release();
    }
  };
  const shutDown = (sound: boolean): void => {
    const changed = backup.stop();
    closeDatabase(db, files, { sound, changed, nowMs: clock.nowMs(), release: end, report });
  };
  let isOpen = false;
  const onChanged = (begun: boolean): void => {
    if (isOpen) backup.changed(begun);
  };
  const store = new SqliteJobStore({
    db,
    secretBox,
    clock,
    readOnly: false,
    onNotice: report,
    onChanged,
    shutDown,
    backedUp: () => backup.settled,
  });
  if (checked) store.find({});
  const doubted = doubtProgress(db, store, clock.nowMs());
  if (doubted.checked.length > 0) notices.push({ kind: 'progress-checked', ids: doubted.checked });
  if (doubted.dropped.length > 0) notices.push({ kind: 'progress-doubted', ids: doubted.dropped });
  isOpen = true;
  told = onNotice ?? (() => undefined);
  return store;
}
