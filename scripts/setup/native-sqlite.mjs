// Makes sure that better-sqlite3 runs under Node and under the Electron in use. Its prebuilt binary wants newer ones of both and crashes in
// older ones, so it is tried first, and replaced by a compiled one where it fails. npm replaces the package's folder, so each start looks again.
import { copyFileSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder.mjs';
import { compileSqlite } from './compile-sqlite.mjs';
import { holdLock } from './hold-lock.mjs';
import { readJsonFile, writeJsonFile } from './json-file.mjs';
import { probeSqlite } from './probe-sqlite.mjs';
import { REPO_FOLDER, STAMP_FOLDER } from './repo-folder.mjs';
import { say } from './say.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {import('./probe-sqlite.mjs').SqliteHost} SqliteHost
 * @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime
 */

/** Raise it when the way of compiling changes, so that older binaries are not taken for these. */
const COMPILED_FOR = 'node20-electron33';
const STAMP = join(STAMP_FOLDER, 'native-sqlite.json');

/**
 * Returns when better-sqlite3 works under Node and, when one is given, under this Electron; compiles it when it must.
 * @param {ElectronRuntime | null} electron
 * @throws {SetupError}
 */
export async function provideNativeSqlite(electron) {
  const packageFolder = findPackage();
  const hosts = [nodeHost(), ...(electron === null ? [] : [electronHost(electron)])];
  const key = { binary: describeBinary(packageFolder), hosts: hosts.map(({ name }) => name) };
  if (isStamped(key)) return;
  if ((await firstFailure(hosts, packageFolder)) !== null) await repair(hosts, packageFolder);
  writeJsonFile(STAMP, { binary: describeBinary(packageFolder), hosts: key.hosts });
}

/**
 * Compiles what Node on this machine will need of this copy of the package, where it is not kept yet; installs nothing.
 * @param {string} packageFolder
 * @param {string} nodeGyp the program that compiles
 * @throws {SetupError}
 */
export async function compileWhereNeeded(packageFolder, nodeGyp) {
  if ((await firstFailure([nodeHost()], packageFolder)) !== null) await keepCompiled(packageFolder, nodeGyp);
}

/** Where the store's own import finds it. */
function findPackage() {
  const resolve = createRequire(join(REPO_FOLDER, 'packages', 'store', 'package.json')).resolve;
  try {
    return dirname(resolve('better-sqlite3/package.json'));
  } catch {
    throw new SetupError('better-sqlite3 is not installed. Run `npm ci`, then the same command again.');
  }
}

/** @returns {SqliteHost} */
function nodeHost() {
  return { name: `Node ${process.versions.node} at ${realpathSync(process.execPath)}`, executablePath: process.execPath, env: {} };
}

/**
 * @param {ElectronRuntime} electron
 * @returns {SqliteHost}
 */
function electronHost({ version, executablePath }) {
  return { name: `Electron ${version} at ${executablePath}`, executablePath, env: { ELECTRON_RUN_AS_NODE: '1' } };
}

/**
 * What tells one state of the installed package from another: its version and the compiled binary, if there is one.
 * @param {string} packageFolder
 */
function describeBinary(packageFolder) {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const compiled = compiledPath(packageFolder);
  if (!existsSync(compiled)) return `${version} prebuilt`;
  const { size, mtimeMs } = statSync(compiled);
  return `${version} compiled ${size} ${mtimeMs}`;
}

/** The place that better-sqlite3 prefers to its prebuilt binaries. @param {string} packageFolder */
function compiledPath(packageFolder) {
  return join(packageFolder, 'build', 'Release', 'better_sqlite3.node');
}

/** @param {{ binary: string, hosts: string[] }} key */
function isStamped({ binary, hosts }) {
  const stamp = readJsonFile(STAMP);
  return stamp?.binary === binary && Array.isArray(stamp.hosts) && hosts.every((name) => stamp.hosts.includes(name));
}

/**
 * The first host under which it fails, with the reason, or null.
 * @param {readonly SqliteHost[]} hosts
 * @param {string} packageFolder
 */
async function firstFailure(hosts, packageFolder) {
  const outcomes = await Promise.all(hosts.map(async (host) => ({ host, outcome: await probeSqlite(host, packageFolder) })));
  for (const { host, outcome } of outcomes) {
    if (!outcome.works) return `${host.name}: ${outcome.reason}`;
  }
  return null;
}

/**
 * @param {readonly SqliteHost[]} hosts
 * @param {string} packageFolder
 */
async function repair(hosts, packageFolder) {
  const cached = await keepCompiled(packageFolder);
  put(cached, packageFolder);
  let failure = await firstFailure(hosts, packageFolder);
  if (failure === null) return;
  say(`The kept binary of better-sqlite3 does not run (${failure}); compiling it anew.`);
  rmSync(compiledPath(packageFolder), { force: true });
  await compileSqlite(packageFolder, cached);
  put(cached, packageFolder);
  failure = await firstFailure(hosts, packageFolder);
  if (failure === null) return;
  rmSync(compiledPath(packageFolder), { force: true });
  rmSync(cached, { force: true });
  throw new SetupError(
    `The database binding was compiled but does not work under ${failure}.\n` +
      'It was removed again; nothing else was changed. Use Node 22 or newer, or a current Electron, for which the prebuilt binding is made.',
  );
}

/**
 * The compiled binary in the cache; compiled first when it is missing. Who comes while another compiles waits for that.
 * @param {string} packageFolder
 * @param {string} [nodeGyp]
 */
async function keepCompiled(packageFolder, nodeGyp) {
  const cached = cachedBinary(packageFolder);
  await holdLock(join(cacheFolder(), 'native-sqlite.lock'), async () => {
    if (!existsSync(cached)) await compileSqlite(packageFolder, cached, nodeGyp);
  });
  return cached;
}

/** @param {string} packageFolder */
function cachedBinary(packageFolder) {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const name = ['better-sqlite3', version, process.platform, process.arch, libc(), COMPILED_FOR].join('-');
  return join(cacheFolder(), 'native', `${name}.node`);
}

function libc() {
  if (process.platform !== 'linux') return 'native';
  const header = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport()).header;
  return header?.glibcVersionRuntime ? 'glibc' : 'musl';
}

/**
 * @param {string} binary
 * @param {string} packageFolder
 */
function put(binary, packageFolder) {
  const target = compiledPath(packageFolder);
  mkdirSync(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.draft`;
  copyFileSync(binary, draft);
  renameSync(draft, target);
}
