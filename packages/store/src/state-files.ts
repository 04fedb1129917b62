/** The files of a state folder, and the few things done to them as files. What may hold a user's data is renamed, never deleted. */
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface StateFiles {
  readonly folder: string;
  readonly database: string;
  readonly lock: string;
  readonly backup: string;
}

export function stateFiles(folder: string): StateFiles {
  return { folder, database: join(folder, 'queue.db'), lock: join(folder, 'queue.lock'), backup: join(folder, 'queue.backup.db') };
}

/** Makes the folder for the user alone; one that is there keeps its mode. */
export function makeStateFolder(folder: string): void {
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) syncFolder(dirname(folder));
}

/** Makes an empty file that only the user can read. SQLite gives the -wal and -shm beside a database the database's mode. */
export function makePrivateFile(path: string): void {
  closeSync(openSync(path, 'wx', 0o600));
}

/** For a database that came from elsewhere, such as a copy made by hand. */
export function makePrivate(path: string): void {
  for (const file of withCompanions(path)) if (existsSync(file)) chmodSync(file, 0o600);
}

/** Puts `from` in the place of `to`, durably; `from` must be synced already. */
export function moveDurably(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}

/** Renames a file and its -wal and -shm to `NAME.corrupt-DATE`; returns the new path. A second one within the same millisecond gets a number. */
export function setAside(path: string, nowMs: number): string {
  const stamp = new Date(nowMs).toISOString().replaceAll(':', '-');
  const wanted = `${path}.corrupt-${stamp}`;
  let aside = wanted;
  for (let number = 2; withCompanions(aside).some((file) => existsSync(file)); number += 1) aside = `${wanted}-${number}`;
  for (const suffix of COMPANIONS) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  syncFolder(dirname(path));
  return aside;
}

/** Makes renames and new names in the folder survive power loss, where the system can (Windows can't, and needs not). */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Main file last: while it is in its old place, a set-aside that was cut short begins again. */
const COMPANIONS = ['-wal', '-shm', ''];

function withCompanions(path: string): readonly string[] {
  return COMPANIONS.map((suffix) => path + suffix);
}
