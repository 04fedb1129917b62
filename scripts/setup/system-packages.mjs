// Checks that the operating system has what a purpose needs; on Debian and Ubuntu it installs what is missing, when it may.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { runCaptured } from '../run/run-command.mjs';
import { cacheFolder } from './cache-folder.mjs';
import { readJsonFile, writeJsonFile } from './json-file.mjs';
import { findMissing, hasProgram } from './missing-needs.mjs';
import { SYSTEM_NEEDS, describeNeed, packagesFor, toTry } from './needed-from-system.mjs';
import { say } from './say.mjs';
import { SetupError, lastLines } from './setup-error.mjs';

/**
 * @typedef {import('./needed-from-system.mjs').SystemNeed} SystemNeed
 * @typedef {import('./needed-from-system.mjs').NeedGroup} NeedGroup
 */

const LOCK_WAIT = ['-o', 'DPkg::Lock::Timeout=300'];

/**
 * Returns when everything in these groups is present. On Linux only; other systems bring what Electron needs.
 * As root on Debian or Ubuntu it installs what is missing; as another user it says which command does. What is `wished` is treated
 * alike, but where it cannot be had that is only told.
 * @param {readonly NeedGroup[]} groups
 * @param {readonly NeedGroup[]} [wished]
 * @throws {SetupError} naming what is missing
 */
export async function requireFromSystem(groups, wished = []) {
  if (process.platform !== 'linux') return;
  const isDebian = hasProgram('dpkg-query') && hasProgram('apt-get');
  const missing = findMissing(needsOf(groups), isDebian);
  const missed = findMissing(needsOf(wished), isDebian);
  if (isDebian && process.getuid?.() === 0) return installAll(missing, missed);
  const refusal = isDebian ? describeInstallCommand : describeMissing;
  if (missing.length > 0) throw new SetupError(refusal([...missing, ...missed]));
  if (missed.length > 0)
    tellSkipped(missed, isDebian ? ` To have them run: sudo ${installCommand(packagesFor(missed, isPackageInstallable))}` : '');
}

/** @param {readonly NeedGroup[]} groups */
function needsOf(groups) {
  return groups.flatMap((group) => SYSTEM_NEEDS[group]);
}

/**
 * @param {readonly SystemNeed[]} missing
 * @param {readonly SystemNeed[]} missed
 */
async function installAll(missing, missed) {
  const tried = toTry(missed, readJsonFile(refusedFile()), Date.now());
  if (missing.length + tried.length > 0) {
    await install(missing, tried);
    const still = findMissing(missing, true);
    if (still.length > 0) throw new SetupError(`The packages were installed, but these are still not found:\n${list(still)}`);
  }
  const refused = findMissing(missed, true);
  if (refused.length === 0) return;
  if (tried.length > 0) writeJsonFile(refusedFile(), { atMs: Date.now(), names: refused.map(describeNeed) });
  tellSkipped(refused, '');
}

/** What could not be had, so that not every start asks for it. */
function refusedFile() {
  return join(cacheFolder(), 'refused-packages.json');
}

/**
 * @param {readonly SystemNeed[]} missed
 * @param {string} advice
 */
function tellSkipped(missed, advice) {
  say(`Not here: ${missed.map(describeNeed).join(', ')}. The tests that need it are skipped and say so.${advice}`);
}

/**
 * @param {readonly SystemNeed[]} missing
 * @param {readonly SystemNeed[]} wished
 */
async function install(missing, wished) {
  say('Some system packages are missing; refreshing the list of packages.');
  const update = await apt(['update', '-q', ...LOCK_WAIT]);
  if (update.code !== 0) say(`  The list could not be refreshed; going on with the known one. (${lastLines(update.output, 1)})`);
  const names = packagesFor(missing, isPackageInstallable);
  const wishedNames = packagesFor(
    wished.filter(({ packages }) => packages.some(isPackageInstallable)),
    isPackageInstallable,
  );
  let outcome = await installPackages([...names, ...wishedNames]);
  if (outcome.code !== 0 && wishedNames.length > 0) {
    say(`  That failed (${lastLines(outcome.output, 1)}); now without ${wishedNames.join(' ')}.`);
    outcome = await installPackages(names);
  }
  if (outcome.code !== 0) {
    throw new SetupError(
      `The system packages could not be installed:\n${lastLines(outcome.output)}\n` +
        `Nothing else was changed. Install them yourself, then run the same command again:\n  ${installCommand(names)}`,
    );
  }
}

/** @param {readonly string[]} names */
async function installPackages(names) {
  if (names.length === 0) return { code: 0, output: '' };
  say(`Installing ${names.join(' ')}`);
  const startedAtMs = performance.now();
  const outcome = await apt(['install', '-y', '-q', '--no-install-recommends', ...LOCK_WAIT, ...names]);
  if (outcome.code === 0) say(`  Installed in ${Math.round((performance.now() - startedAtMs) / 1000)} s.`);
  return outcome;
}

/** @param {string[]} args */
function apt(args) {
  return runCaptured('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
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
