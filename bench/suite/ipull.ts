/** ipull (MIT), a downloader of the package registry: installed on first use into the cache, outside of the repository, without its scripts. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Fetcher } from './fetchers.ts';

const VERSION = '4.0.3';

/** Null where the registry can't be reached: the bench goes on without it. */
export function provideIpull(): Fetcher | null {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'sluice-bench', `ipull-${VERSION}`);
  const program = join(cache, 'node_modules/ipull/dist/cli/cli.js');
  try {
    if (!existsSync(program)) install(cache);
  } catch (error) {
    console.error(`ipull is left out: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
  return {
    name: `ipull ${VERSION}`,
    splits: true,
    commandLine: ({ url, folder, connections }) => [
      process.execPath,
      program,
      url,
      '-s',
      join(folder, 'file'),
      '-c',
      String(connections),
      '-st',
      'ci',
    ],
    env: ({ authority }) => (authority === null ? {} : { NODE_EXTRA_CA_CERTS: authority }),
  };
}

function install(cache: string): void {
  mkdirSync(cache, { recursive: true });
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  execFileSync('npm', ['install', '--prefix', cache, ...options, `ipull@${VERSION}`], { stdio: ['ignore', 'ignore', 'inherit'] });
}
