// Keeps two set-ups that run at once from doing the same long work twice. Correctness does not rest on it:
// whatever is produced under the lock is put in place by one atomic rename.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './say.mjs';

const POLL_MS = 250;
const FOREIGN_LOCK_LIFETIME_MS = 30 * 60_000;
const UNSIGNED_LOCK_LIFETIME_MS = 10_000;

/**
 * Runs `work` while holding the lock; waits for another holder, and takes over from one that died.
 * @template T
 * @param {string} lockPath
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function holdLock(lockPath, work) {
  await acquire(lockPath);
  try {
    return await work();
  } finally {
    rmSync(lockPath, { recursive: true, force: true });
  }
}

/** @param {string} lockPath */
async function acquire(lockPath) {
  mkdirSync(dirname(lockPath), { recursive: true });
  for (let attempt = 0; !tryCreate(lockPath); attempt += 1) {
    if (isAbandoned(lockPath)) {
      discard(lockPath);
      continue;
    }
    if (attempt === 0) say('Another set-up is running; waiting for it to finish.');
    await delay(POLL_MS);
  }
}

/** @param {string} lockPath */
function tryCreate(lockPath) {
  try {
    mkdirSync(lockPath);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(lockPath, 'owner.json'), JSON.stringify({ pid: process.pid, host: hostname() }));
  return true;
}

/** @param {string} lockPath */
function isAbandoned(lockPath) {
  try {
    const ageMs = Date.now() - statSync(lockPath).mtimeMs;
    const owner = readOwner(lockPath);
    if (owner === null) return ageMs > UNSIGNED_LOCK_LIFETIME_MS;
    return owner.host === hostname() ? !isAlive(owner.pid) : ageMs > FOREIGN_LOCK_LIFETIME_MS;
  } catch {
    return false; // it vanished between two looks: try to create it again
  }
}

/**
 * @param {string} lockPath
 * @returns {{ pid: number, host: string } | null}
 */
function readOwner(lockPath) {
  try {
    return JSON.parse(readFileSync(join(lockPath, 'owner.json'), 'utf8'));
  } catch {
    return null;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** Renaming first makes sure that only one of several waiters throws the dead lock away. @param {string} lockPath */
function discard(lockPath) {
  const aside = `${lockPath}.abandoned-${process.pid}`;
  try {
    renameSync(lockPath, aside);
  } catch {
    return;
  }
  rmSync(aside, { recursive: true, force: true });
}
