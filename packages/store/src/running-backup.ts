/** Renews the backup while the program runs, a few pages at a time, so that a lost database costs minutes and not a day (spec C10). */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '@sluice/engine';
import { BACKUP_MAX_BYTES, databaseBytes } from './backup.ts';
import { openForReading, type Connection } from './connection.ts';
import { readMeta, writeMeta } from './meta.ts';
import { schemaOf } from './migrate.ts';
import { isCorruption, refusalCode } from './sqlite-error.ts';
import { makePrivateFile, type StateFiles } from './state-files.ts';
import type { StoreNotice } from './store-notice.ts';

/** What a lost database may cost, at most. */
const EVERY_MS = 5 * 60 * 1000;

/** A job that has just begun is in no backup yet. */
const EVERY_MS_WHEN_BEGUN = 60 * 1000;

/** Well under a millisecond of copying; only the last step takes longer, since SQLite then writes and syncs the copy (about 1 ms a MiB). */
const PAGES_A_STEP = 64;

/** Each reads the rows after the key given, to their last column, and returns the last key; null at the end. */
const SLICES = [
  `SELECT max(position), sum(length(restarts_json)) FROM
     (SELECT position, restarts_json FROM jobs WHERE position > ? ORDER BY position LIMIT 200)`,
  'SELECT max(job), sum(length(sealed)) FROM (SELECT job, sealed FROM secrets WHERE job > ? ORDER BY job LIMIT 200)',
  'SELECT max(job), sum(durable_bytes) FROM parts WHERE job = (SELECT min(job) FROM parts WHERE job > ?)',
  'SELECT max(job), sum(crc32) FROM blocks WHERE job = (SELECT min(job) FROM blocks WHERE job > ?)',
];

const SMALL_TABLES = ['meta', 'settings', 'hosts'];

export interface RunningBackupOwner {
  readonly db: Connection;
  readonly files: StateFiles;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly report: (notice: StoreNotice) => void;
}

export class RunningBackup {
  readonly #owner: RunningBackupOwner;
  readonly #path: string;
  #lastMs: number;
  #underWay: Promise<void> | null = null;
  #stopped = false;
  #stale = false;

  constructor(owner: RunningBackupOwner) {
    this.#owner = owner;
    this.#path = `${owner.files.backup}.running`;
    this.#lastMs = existsSync(owner.files.backup) ? Number(readMeta(owner.db, 'backup_at_ms') ?? Number.NaN) : Number.NaN;
    this.#clear();
  }

  /** Settles when the backup under way is made or given up; for tests. */
  get settled(): Promise<void> {
    return this.#underWay ?? Promise.resolve();
  }

  /** Something durable has changed; `begun`: a job has its first parts. Never throws: what the disk refuses is a notice. */
  changed(begun: boolean): void {
    this.#stale = true;
    if (this.#stopped || this.#underWay !== null) return;
    const nowMs = this.#owner.clock.nowMs();
    const sinceMs = nowMs - this.#lastMs;
    // A clock that was put back makes one due as well, and so does none.
    if (sinceMs >= 0 && sinceMs < (begun ? EVERY_MS_WHEN_BEGUN : EVERY_MS)) return;
    this.#lastMs = nowMs;
    this.#underWay = this.#make(nowMs).finally(() => (this.#underWay = null));
  }

  /** After this nothing is begun; what is under way ends with its connection. True: something changed that no backup has. */
  stop(): boolean {
    const isStale = this.#stale || this.#underWay !== null;
    this.#stopped = true;
    return isStale;
  }

  /** Removes what an ended backup left. Call once the connection is closed, and while the folder is still this process's. */
  clear(): void {
    this.#stopped = true;
    this.#clear();
  }

  async #make(nowMs: number): Promise<void> {
    const { db, report } = this.#owner;
    try {
      if (databaseBytes(db) > BACKUP_MAX_BYTES) return;
      this.#clear();
      makePrivateFile(this.#path);
      await db.backup(this.#path, { progress: () => PAGES_A_STEP });
      // The copy took in whatever was saved while it was made.
      this.#stale = false;
      await this.#settle(nowMs);
    } catch (error) {
      // Closing the store ends what is under way, and clears away what there is of it.
      if (this.#stopped) return;
      this.#stale = true;
      this.#clear();
      report({ kind: 'backup-failed', code: refusalCode(error) ?? (error instanceof Error ? error.name : '') });
    }
  }

  async #settle(nowMs: number): Promise<void> {
    const { db, files, report } = this.#owner;
    if (this.#stopped) return;
    const sound = await this.#isSound();
    if (this.#stopped) return;
    if (!sound) {
      this.#stale = true;
      this.#clear();
      report({ kind: 'backup-failed', code: 'SQLITE_CORRUPT' });
      return;
    }
    await syncAt(this.#path);
    if (this.#stopped) return;
    renameSync(this.#path, files.backup);
    this.#clear();
    if (process.platform !== 'win32') await syncAt(dirname(files.backup));
    if (!this.#stopped) writeMeta(db, 'backup_at_ms', String(nowMs));
  }

  /** Reads every row, a slice at a time so that others have their turn; a restore checks the whole (spec C10). */
  async #isSound(): Promise<boolean> {
    const copy = openForReading(this.#path);
    try {
      if (schemaOf(copy).kind !== 'current') return false;
      for (const sql of SLICES) {
        const slice = copy.prepare<[after: number], number | null>(sql).pluck();
        for (let last: number | null | undefined = 0; last != null && !this.#stopped; last = slice.get(last)) await nextTurn();
      }
      return SMALL_TABLES.every((table) => copy.pragma(`quick_check(${table})`, { simple: true }) === 'ok');
    } catch (error) {
      if (isCorruption(error)) return false;
      throw error;
    } finally {
      copy.close();
    }
  }

  #clear(): void {
    for (const suffix of ['-wal', '-shm', '-journal', '']) rmSync(this.#path + suffix, { force: true });
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function syncAt(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
