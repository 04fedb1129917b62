/** `NAME.part` of a job that no list knows any more: the new job keeps out of its way, and the user may want to go on with it instead. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { JobStore, NewJob } from '@sluice/engine';
import { nameInUrl } from '@sluice/model';

/** Paths of such files where the new jobs would lie, as far as names can be told before the server is asked. */
export function leftUnfinished(added: readonly NewJob[], store: Pick<JobStore, 'find'>): readonly string[] {
  const names = added.flatMap(({ directory, chosenName, url }) => {
    const name = chosenName ?? nameInUrl(url);
    return name === '' || /[/\\]/.test(name) ? [] : [join(directory, `${name}.part`)];
  });
  const left = names.filter(holdsData);
  if (left.length === 0) return [];
  const owned = new Set(store.find({}).flatMap(({ partFile }) => partFile?.path ?? []));
  return left.filter((path) => !owned.has(path));
}

/** A path that can't be looked at (a name too long, a folder closed to us) holds nothing to go on with; the engine says what is wrong. */
function holdsData(path: string): boolean {
  try {
    const stats = lstatSync(path);
    return stats.isFile() && stats.size > 0;
  } catch {
    return false;
  }
}
