// Where large things are kept between checkouts, so that a fresh clone does not fetch or compile them again.
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The cache folder: `SLUICE_CACHE_DIR`, else `sluice-dev` in `XDG_CACHE_HOME`, else `~/.cache/sluice-dev`. It may not exist yet.
 * @param {Record<string, string | undefined>} [env]
 * @param {string} [home]
 */
export function cacheFolder(env = process.env, home = homedir()) {
  if (env['SLUICE_CACHE_DIR']) return env['SLUICE_CACHE_DIR'];
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'sluice-dev');
  return join(home, '.cache', 'sluice-dev');
}
