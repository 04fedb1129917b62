/** Files that this process holds open. */
import { readdir, readlink } from 'node:fs/promises';

/** How often `path` is open here. Where the system does not tell (it is asked at `/proc`), none. */
export async function openHandlesOf(path: string): Promise<number> {
  const handles = await readdir('/proc/self/fd').catch((): readonly string[] => []);
  const targets = await Promise.all(handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => null)));
  return targets.filter((target) => target === path).length;
}
