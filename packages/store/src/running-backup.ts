/** Renews the backup while the program runs, in a thread of its own, so that a lost database costs minutes and not a day (spec C10). */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '@sluice/engine';
import { BACKUP_MAX_BYTES, databaseBytes } from './backup.ts';
import { openForReading, type Connection } from './connection.ts';
import { copyInWorker, type Copying } from './copy-in-worker.ts';
import { readMeta, writeMeta } from './meta.ts';
import { schemaOf } from './migrate.ts';
import { refusalCode } from './sqlite-error.ts';
import { makePrivateFile, type StateFiles } from './state-files.ts';
import type { StoreNotice } from './store-notice.ts';

/** What a lost database may cost, at most. */
const EVERY_MS = 5 * 60 * 1000;

/** A job that has just begun is in no backup yet. A run that is over sooner needs none: closing makes one. */
const EVERY_MS_WHEN_BEGUN = 60 * 1000;

export interface RunningBackupOwner {
  readonly db: Connection;
  readonly files: StateFiles;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly report: (notice: StoreNotice) => void;
}

export class RunningBackup {
  readonly #owner: RunningBackupOwner;
  readonly #path: string;
  readonly #openedMs: number;
  #lastMs: number;
  #underWay: Promise<void> | null = null;
  #copying: Copying | null = null;
  #stopped = false;
  #stale = false;

  constructor(owner: RunningBackupOwner) {
    this.#owner = owner;
    this.#path = `${owner.files.backup}.running`;
    this.#openedMs = owner.clock.nowMs();
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
    // A clock that was put back makes one due as well, and so does none.
    if (isWithin(nowMs - this.#openedMs, EVERY_MS_WHEN_BEGUN)) return;
    if (isWithin(nowMs - this.#lastMs, begun ? EVERY_MS_WHEN_BEGUN : EVERY_MS)) return;
    this.#lastMs = nowMs;
    this.#underWay = this.#make(nowMs).finally(() => (this.#underWay = null));
  }

  /** After this nothing is begun, and what is under way is given up. True: something changed that no backup has. */
  stop(): boolean {
    const isStale = this.#stale || this.#underWay !== null;
    this.#stopped = true;
    this.#copying?.stop();
    return isStale;
  }

  /** Removes what an ended backup left. Call once the connection is closed, and while the folder is still this process's. */
  clear(): void {
    this.#stopped = true;
    this.#clear();
  }

  async #make(nowMs: number): Promise<void> {
    const { db } = this.#owner;
    try {
      if (databaseBytes(db) > BACKUP_MAX_BYTES) return;
      this.#clear();
      makePrivateFile(this.#path);
      // What is saved from here on may be in the copy or not.
      this.#stale = false;
      this.#copying = copyInWorker({ from: db.name, to: this.#path });
      const end = await this.#copying.end;
      // Closing the store gives up what is under way, and clears away what there is of it.
      if (this.#stopped) return;
      if (end.kind === 'refused') this.#giveUp(end.code);
      else if (!end.sound) this.#giveUp('SQLITE_CORRUPT');
      else await this.#settle(nowMs);
    } catch (error) {
      if (!this.#stopped) this.#giveUp(refusalCode(error) ?? (error instanceof Error ? error.name : ''));
    } finally {
      this.#copying = null;
    }
  }

  #giveUp(code: string): void {
    this.#stale = true;
    this.#clear();
    this.#owner.report({ kind: 'backup-failed', code });
  }

  async #settle(nowMs: number): Promise<void> {
    const { db, files } = this.#owner;
    if (!this.#isCurrent()) return this.#giveUp('SQLITE_CORRUPT');
    await syncAt(this.#path);
    if (this.#stopped) return;
    renameSync(this.#path, files.backup);
    this.#clear();
    if (process.platform !== 'win32') await syncAt(dirname(files.backup));
    if (!this.#stopped) writeMeta(db, 'backup_at_ms', String(nowMs));
  }

  #isCurrent(): boolean {
    const copy = openForReading(this.#path);
    try {
      return schemaOf(copy).kind === 'current';
    } finally {
      copy.close();
    }
  }

  #clear(): void {
    for (const suffix of ['-wal', '-shm', '-journal', '']) rmSync(this.#path + suffix, { force: true });
  }
}

function isWithin(sinceMs: number, mostMs: number): boolean {
  return sinceMs >= 0 && sinceMs < mostMs;
}

async function syncAt(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
