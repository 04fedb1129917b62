// Calls electron-builder: once for the unpacked app, then once for each package that is made of it.
import { rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installedProgram } from '../run/installed-program.mjs';
import { runCaptured } from '../run/run-command.mjs';
import { readFeeds, writeJoinedFeeds } from './join-feed.mjs';
import { programPath } from './program-path.mjs';
import { checkSizes } from './size-bars.mjs';
import { REPO_FOLDER } from '../setup/repo-folder.mjs';
import { say } from '../setup/say.mjs';
import { SetupError, lastLines } from '../setup/setup-error.mjs';

const PACKAGES_FOLDER = join(REPO_FOLDER, 'release', 'packages');
const SYSTEM_FLAG = /** @type {Readonly<Record<string, string>>} */ ({ linux: '--linux', win32: '--win', darwin: '--mac' });
/** What electron-builder would fetch from the network is taken from the system where that has it. */
const OWN_FPM = fileURLToPath(new URL('linux-package.mjs', import.meta.url));

/**
 * Makes the packages in release/packages and says how large each is.
 * @param {{ targets: readonly string[], electron: import('../setup/electron-runtime.mjs').ElectronRuntime, quick: boolean }} wish
 *   `quick`: compress little, for tests
 * @throws {SetupError} when electron-builder fails
 */
export async function buildPackages({ targets, electron, quick }) {
  rmSync(PACKAGES_FOLDER, { recursive: true, force: true });
  const unpacked = await buildUnpacked(electron, quick);
  const feeds = [];
  const sizes = [];
  for (const target of inFeedOrder(targets)) {
    say(`Packing ${target}.`);
    const made = await runBuilder([...flags(electron), target, '--prepackaged', unpacked], quick);
    for (const path of made) {
      const packed = { name: basename(path), bytes: statSync(path).size };
      say(`  ${packed.name}: ${(packed.bytes / 1e6).toFixed(1)} MB`);
      sizes.push(packed);
    }
    feeds.push(readFeeds(PACKAGES_FOLDER));
  }
  for (const name of writeJoinedFeeds(PACKAGES_FOLDER, feeds, await releasedAt())) say(`Described all of them in ${name}.`);
  if (!quick) checkSizes(sizes);
}

/** The package first that copies take which know of no other. @param {readonly string[]} targets */
function inFeedOrder(targets) {
  return targets.filter((name) => name !== 'dir').toSorted((a, b) => Number(b === 'AppImage') - Number(a === 'AppImage'));
}

/** When the commit was made that is packed, so that the same commit is described in the same words; now, where there is none. */
async function releasedAt() {
  const noGit = { code: 1, output: '' };
  const { code, output } = await runCaptured('git', ['log', '-1', '--format=%ct'], { cwd: REPO_FOLDER }).catch(() => noGit);
  return new Date(code === 0 ? Number(output.trim()) * 1000 : Date.now()).toISOString();
}

/**
 * @param {import('../setup/electron-runtime.mjs').ElectronRuntime} electron
 * @param {boolean} quick
 */
async function buildUnpacked(electron, quick) {
  say('Putting the app together.');
  await runBuilder([...flags(electron), 'dir'], quick);
  const folder = { linux: 'linux-unpacked', win32: 'win-unpacked', darwin: 'mac' }[/** @type {string} */ (process.platform)] ?? '';
  const suffix = process.arch === 'arm64' && process.platform !== 'darwin' ? folder.replace('-', '-arm64-') : folder;
  return join(PACKAGES_FOLDER, suffix);
}

/** @param {import('../setup/electron-runtime.mjs').ElectronRuntime} electron */
function flags({ origin, distPath, version }) {
  const own = origin === 'official' ? [] : [`--config.electronDist=${distPath}`];
  const feedUrl = process.env['SLUICE_UPDATE_URL'];
  const feed = feedUrl ? ['--config.publish.provider=generic', `--config.publish.url=${feedUrl}`] : [];
  return [...own, ...feed, `--config.electronVersion=${version}`, '--publish', 'never', SYSTEM_FLAG[process.platform] ?? ''];
}

/**
 * @param {string[]} args
 * @param {boolean} quick
 * @returns {Promise<string[]>} the files that were made
 */
async function runBuilder(args, quick) {
  const [command, fullArgs] = installedProgram('electron-builder', 'electron-builder', ['--config', 'electron-builder.yml', ...args]);
  const sevenZip = programPath('7za');
  const env = {
    ...process.env,
    CUSTOM_FPM_PATH: OWN_FPM,
    ...(sevenZip === null ? {} : { ELECTRON_BUILDER_7ZIP_PATH: sevenZip }),
    // At level 9, gzip takes minutes more than at 7 (docs/releasing.md).
    ELECTRON_BUILDER_COMPRESSION_LEVEL: quick ? '1' : '7',
    ...(quick ? { SLUICE_QUICK_PACKAGE: '1' } : {}),
  };
  const { code, output } = await runCaptured(command, fullArgs, { cwd: REPO_FOLDER, env });
  if (code !== 0) throw new SetupError(`electron-builder failed:\n${lastLines(output, 25)}`);
  return [...output.matchAll(/file=(\S+)/g)].map(([, file]) => join(REPO_FOLDER, file ?? '')).filter(isFile);
}

/** @param {string} path */
function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
