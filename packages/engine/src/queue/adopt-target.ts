/** Where an adopted file will lie: beside nothing that is there already, and not in the way of another job. */
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConflictPolicy, DiskFailure } from '@sluice/model';
import { diskFailure, errnoOf, failed, type DiskFailed } from '../file/disk-failure.ts';
import { numberedName } from '../file/numbered-name.ts';
import { partPathOf } from '../file/part-path.ts';

const MAX_ATTEMPTS = 999;

export interface AdoptTarget {
  readonly directory: string;
  /** As `sanitizeName` leaves it, or as the user chose it. */
  readonly name: string;
  readonly conflict: ConflictPolicy;
  /** The file with the bytes. It is in nobody's way when it gives its name up. */
  readonly dataPath: string;
  readonly keepOriginal: boolean;
  readonly isTaken: (path: string) => boolean;
}

/** The finished file's path. Its part file's name is free, or is the name that the data has already. */
export async function adoptTarget(target: AdoptTarget): Promise<{ readonly kind: 'use'; readonly path: string } | DiskFailed> {
  const most = target.conflict === 'keep-both' ? MAX_ATTEMPTS : 0;
  let refusal: DiskFailure = { kind: 'target-exists', path: join(target.directory, target.name) };
  for (let number = 0; number <= most; number += 1) {
    const path = join(target.directory, number === 0 ? target.name : numberedName(target.name, number));
    const obstacle = await obstacleAt(path, target);
    if (obstacle === null) return { kind: 'use', path };
    if (obstacle.kind === 'failed') return obstacle;
    refusal = obstacle;
  }
  return failed(refusal);
}

async function obstacleAt(
  path: string,
  { conflict, dataPath, isTaken, keepOriginal }: AdoptTarget,
): Promise<DiskFailure | DiskFailed | null> {
  const partPath = partPathOf(path);
  if (isTaken(path) || isTaken(partPath)) return { kind: 'target-in-use', path };
  const inPlace = partPath === dataPath && !keepOriginal;
  const isOwn = inPlace || (path === dataPath && !keepOriginal);
  const mayBeThere = isOwn || conflict === 'overwrite' || conflict === 'ask';
  for (const [candidate, mayExist] of [[partPath, inPlace] as const, [path, mayBeThere] as const]) {
    const exists = mayExist ? false : await isThere(candidate);
    if (typeof exists !== 'boolean') return exists;
    if (exists) return candidate === path ? { kind: 'target-exists', path } : { kind: 'part-file-foreign', path: candidate };
  }
  return null;
}

async function isThere(path: string): Promise<boolean | DiskFailed> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    const code = errnoOf(error);
    return code === 'ENOENT' ? false : diskFailure(error, 'inspect', path);
  }
}
