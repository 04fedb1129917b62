/** Makes names durable: on POSIX systems a new or renamed file survives power loss only once its folder was synced. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { platform } from 'node:process';
import type { DiskFailure } from '@sluice/model';
import { diskFailure, errnoOf } from './disk-failure.ts';

/** What systems answer that can't sync a folder, or may not open it for reading; there is nothing better to be done there. */
const CANT_SYNC: ReadonlySet<string> = new Set(['EINVAL', 'EPERM', 'EACCES', 'EISDIR', 'ENOTSUP', 'ENOSYS']);

interface Round {
  readonly now: Promise<DiskFailure | null>;
  /** The one after it, for all who asked meanwhile: what they did may have come too late for this one. */
  next: Promise<DiskFailure | null> | null;
}

const rounds = new Map<string, Round>();

/** All names that the folder has when this is called are durable on return. Those who ask while a sync is under way share the one after it. */
export function syncFolder(directory: string): Promise<DiskFailure | null> {
  if (platform === 'win32') return Promise.resolve(null);
  const round = rounds.get(directory);
  return round === undefined ? beginRound(directory) : (round.next ??= round.now.then(() => beginRound(directory)));
}

function beginRound(directory: string): Promise<DiskFailure | null> {
  const now = syncOnce(directory).finally(() => {
    if (round.next === null) rounds.delete(directory);
  });
  const round: Round = { now, next: null };
  rounds.set(directory, round);
  return now;
}

async function syncOnce(directory: string): Promise<DiskFailure | null> {
  try {
    const handle = await open(directory, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return null;
  } catch (error) {
    return CANT_SYNC.has(errnoOf(error)) ? null : (await diskFailure(error, 'sync', directory)).failure;
  }
}
