// Checks that the operating system has what a purpose needs; on Debian and Ubuntu it installs what is missing, when it may.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCaptured } from '../run/run-command.mjs';
import { SYSTEM_NEEDS, describeNeed, packagesFor } from './needed-from-system.mjs';
import { say } from './say.mjs';
import { SetupError, lastLines } from './setup-error.mjs';

/**
 * @typedef {import('./needed-from-system.mjs').SystemNeed} SystemNeed
 * @typedef {import('./needed-from-system.mjs').NeedGroup} NeedGroup
 */

const LOCK_WAIT = ['-o', 'DPkg::Lock::Timeout=300'];

/**
 * Returns when everything in these groups is present. On Linux only; other systems bring what Electron needs.
 * As root on Debian or Ubuntu it installs what is missing; as another user it says which command does.
 * @param {readonly NeedGroup[]} groups
 * @throws {SetupError} naming what is missing
 */
export async function requireFromSystem(groups) {
  if (process.platform !== 'linux') return;
  const isDebian = hasProgram('dpkg-query') && hasProgram('apt-get');
  const needs = groups.flatMap((group) => SYSTEM_NEEDS[group]);
  const missing = findMissing(needs, isDebian);
  if (missing.length === 0) return;
  if (!isDebian) throw new SetupError(describeMissing(missing));
  if (process.getuid?.() !== 0) throw new SetupError(describeInstallCommand(missing));
  await install(missing);
  const still = findMissing(missing, isDebian);
  if (still.length > 0) throw new SetupError(`The packages were installed, but these are still not found:\n${list(still)}`);
}

/**
 * @param {readonly SystemNeed[]} needs
 * @param {boolean} isDebian
 */
function findMissing(needs, isDebian) {
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
function hasProgram(name) {
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

/** @param {readonly SystemNeed[]} missing */
async function install(missing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  say('Some system packages are missing; refreshing the list of packages.');
  const update = await runCaptured('apt-get', ['update', '-q', ...LOCK_WAIT], { env });
  if (update.code !== 0) say(`  The list could not be refreshed; going on with the known one. (${lastLines(update.output, 1)})`);
  const names = packagesFor(missing, isPackageInstallable);
  say(`Installing ${names.join(' ')}`);
  const startedAtMs = performance.now();
  const outcome = await runCaptured('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...LOCK_WAIT, ...names], { env });
  if (outcome.code !== 0) {
    throw new SetupError(
      `The system packages could not be installed:\n${lastLines(outcome.output)}\n` +
        `Nothing else was changed. Install them yourself, then run the same command again:\n  ${installCommand(names)}`,
    );
  }
  say(`  Installed in ${Math.round((performance.now() - startedAtMs) / 1000)} s.`);
}

/** @param {string} name */
function isPackageInstallable(name) {
  try {
    const policy = execFileSync('apt-cache', ['policy', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return /Candidate: (?!\(none\))/.test(policy);
  } catch {
    return false;
  }
}

/** @param {readonly SystemNeed[]} missing */
function describeInstallCommand(missing) {
  const names = packagesFor(missing, isPackageInstallable);
  return `Some system packages are missing, and only root may install them. Run this, then the same command again:\n  sudo ${installCommand(names)}`;
}

/** @param {readonly string[]} names */
function installCommand(names) {
  return `apt-get install --no-install-recommends ${names.join(' ')}`;
}

/** @param {readonly SystemNeed[]} missing */
function describeMissing(missing) {
  return `This system lacks:\n${list(missing)}\nInstall them with your distribution's package manager, then run the same command again.`;
}

/** @param {readonly SystemNeed[]} needs */
function list(needs) {
  return needs.map((need) => `  - ${describeNeed(need)}`).join('\n');
}
