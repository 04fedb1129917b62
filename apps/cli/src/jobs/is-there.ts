/** Whether the disk holds an object of a list as it is in the bucket now: size alone does not tell, as it may have been replaced. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { BroughtFile } from './brought-files.ts';

/** What the list says of an object. */
export interface Listed {
  readonly sizeBytes: number;
  readonly etag: string | null;
  readonly modifiedAtMs: number | null;
}

/**
 * A file that this program brought is known by its ETag. Of any other, one that is not older than the object is taken for it, and an
 * older one is read where the ETag is an MD5 that can be compared.
 */
export async function isThere(listed: Listed, path: string, brought: readonly BroughtFile[]): Promise<boolean> {
  for (const file of brought) if (isSameVersion(file, listed) && (await sizedAt(file.path, listed.sizeBytes)) !== null) return true;
  const file = await sizedAt(path, listed.sizeBytes);
  if (file === null) return false;
  const isKnownOther = listed.etag !== null && brought.some((one) => one.path === path && one.etag !== '');
  if (!isKnownOther && (listed.modifiedAtMs === null || file.modifiedAtMs >= listed.modifiedAtMs)) return true;
  return hasMd5(path, bare(listed.etag ?? ''));
}

/** Whether this program brought just this version and nobody has written to the file since: then there is nothing to overwrite. */
export async function isUntouched(listed: Listed, path: string, brought: readonly BroughtFile[]): Promise<boolean> {
  const file = await sizedAt(path, listed.sizeBytes);
  return file !== null && brought.some((one) => one.path === path && isSameVersion(one, listed) && file.modifiedAtMs <= one.atMs);
}

function isSameVersion({ etag }: BroughtFile, listed: Listed): boolean {
  return listed.etag !== null && etag !== '' && bare(etag) === bare(listed.etag);
}

/** Lists and heads differ in quotes. */
function bare(etag: string): string {
  return etag.trim().replace(/^W\//, '').replace(/^"|"$/g, '').toLowerCase();
}

/** Null: there is no such file, or it has another size. */
async function sizedAt(path: string, sizeBytes: number): Promise<{ readonly modifiedAtMs: number } | null> {
  const stats = await stat(path).catch(() => null);
  return stats?.isFile() === true && stats.size === sizeBytes ? { modifiedAtMs: stats.mtimeMs } : null;
}

/** What can't be read is not there; ETags of objects that were uploaded in parts are no MD5. */
async function hasMd5(path: string, hex: string): Promise<boolean> {
  if (!/^[0-9a-f]{32}$/.test(hex)) return false;
  const hash = createHash('md5');
  return pipeline(createReadStream(path), hash).then(
    () => hash.digest('hex') === hex,
    () => false,
  );
}
