// Looks for what the operating system has to have: libraries, programs, packages.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupError } from './setup-error.mjs';

/** @typedef {import('./needed-from-system.mjs').SystemNeed} SystemNeed */

/**
 * Those of the needs that are not met.
 * @param {readonly SystemNeed[]} needs
 * @param {boolean} isDebian packages are asked for by name there, and counted as met elsewhere
 * @returns {SystemNeed[]}
 * @throws {SetupError} when the list of shared libraries cannot be read
 */
export function findMissing(needs, isDebian) {
  const libraries = needs.some(({ sign }) => sign.kind === 'library') ? knownLibraries() : new Set();
  return needs.filter(({ sign, packages }) => {
    if (sign.kind === 'library') return !libraries.has(sign.name);
    if (sign.kind === 'program') return !hasProgram(sign.name);
    return isDebian && !packages.some(isPackageInstalled);
  });
}

/** The shared libraries that the loader knows. @returns {Set<string>} */
function knownLibraries() {
  const ldconfig = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((path) => existsSync(path)) ?? 'ldconfig';
  try {
    const listing = execFileSync(ldconfig, ['-p'], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
    return new Set(listing.split('\n').map((line) => line.trim().split(' ')[0] ?? ''));
  } catch {
    throw new SetupError(
      'The list of shared libraries could not be read (`ldconfig -p` failed). Install the C library tools of your distribution.',
    );
  }
}

/** Servers live in /usr/sbin, which an ordinary user's PATH may leave out. @param {string} name */
export function hasProgram(name) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/local/sbin'];
  return folders.some((folder) => folder !== '' && isExecutable(join(folder, name)));
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name */
function isPackageInstalled(name) {
  try {
    const status = execFileSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return status === 'installed';
  } catch {
    return false;
  }
}
