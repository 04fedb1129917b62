/** Knows a commit that a crash separated from its row (spec C8), so that a finished file is never fetched again. */
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { PartFileIdentity } from '@sluice/model';
import { deletePartFile } from './delete-part-file.ts';
import { diskFailure, errnoOf, type DiskFailed } from './disk-failure.ts';
import { lookAt } from './file-identity.ts';
import { isNumbered } from './numbered-name.ts';
import { syncFolder } from './sync-folder.ts';

export type Recognition = { readonly kind: 'committed'; readonly path: string } | { readonly kind: 'not-committed' } | DiskFailed;

/**
 * Whether the part file of `identity` has its final name already: `targetPath`, or one numbered after it, because a commit that keeps
 * both files may have had to take another name. If the crash left both names, the part file's is removed. To be asked, before the
 * part file is opened again, only for a job whose bytes were all durable.
 */
export async function recogniseCommit(identity: PartFileIdentity, targetPath: string, sizeBytes: number): Promise<Recognition> {
  const candidates = await candidatePaths(targetPath);
  if ('kind' in candidates) return candidates;
  for (const path of candidates) {
    const seen = await lookAt(path, identity);
    if (seen.kind === 'failed') return seen;
    if (seen.kind === 'ours' && seen.stats.size === BigInt(sizeBytes)) return settle(identity, path);
  }
  return { kind: 'not-committed' };
}

async function candidatePaths(targetPath: string): Promise<readonly string[] | DiskFailed> {
  const [directory, name] = [dirname(targetPath), basename(targetPath)];
  try {
    const numbered = (await readdir(directory)).filter((entry) => isNumbered(name, entry));
    return [targetPath, ...numbered.map((entry) => join(directory, entry))];
  } catch (error) {
    const code = errnoOf(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? [] : diskFailure(error, 'inspect', directory);
  }
}

/** Finishes what the crash cut short: one name, and that durable. */
async function settle(identity: PartFileIdentity, path: string): Promise<Recognition> {
  const outcome = await deletePartFile(identity);
  if (outcome.kind === 'failed') return outcome;
  const failure = await syncFolder(dirname(path));
  return failure === null ? { kind: 'committed', path } : { kind: 'failed', failure };
}
