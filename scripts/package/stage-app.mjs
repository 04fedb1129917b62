// Puts together exactly what a package holds: the bundles, a package.json, and the database binding for this system alone.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { REPO_FOLDER } from '../setup/repo-folder.mjs';
import { SetupError } from '../setup/setup-error.mjs';

const STAGE_FOLDER = join(REPO_FOLDER, 'release', 'app');
const DESKTOP_FOLDER = join(REPO_FOLDER, 'apps', 'desktop');
/** JavaScript of the binding; its one-line files per system only serve bundlers. */
const BINDING_FILES = /^(?:LICENSE|lib|lib\/methods(?:\/[\w-]+\.js)?|lib\/(?:index|binding|database|sqlite-error|util)\.js)$/;

/**
 * Empties and fills the stage folder.
 * @param {{ notices: string }} options `notices`: the licences of what is inside
 * @throws {SetupError} when something that belongs inside is missing
 */
export function stageApp({ notices }) {
  rmSync(STAGE_FOLDER, { recursive: true, force: true });
  mkdirSync(STAGE_FOLDER, { recursive: true });
  const notMaps = (/** @type {string} */ source) => !source.endsWith('.map');
  cpSync(join(DESKTOP_FOLDER, 'out'), join(STAGE_FOLDER, 'out'), { recursive: true, filter: notMaps });
  writeJson(join(STAGE_FOLDER, 'package.json'), manifest());
  writeFileSync(join(STAGE_FOLDER, 'licences.txt'), notices);
  stageBinding();
}

function manifest() {
  const { version, productName, main, dependencies } = readJson(join(DESKTOP_FOLDER, 'package.json'));
  const { description, license, author, homepage } = readJson(join(REPO_FOLDER, 'package.json'));
  const binding = readJson(join(bindingFolder(), 'package.json'));
  if (dependencies === undefined) throw new SetupError('apps/desktop/package.json names no dependencies.');
  return {
    name: 'sluice-desktop',
    productName,
    version,
    description,
    license,
    author,
    homepage,
    main,
    dependencies: { 'better-sqlite3': binding.version },
    ...updates(),
  };
}

/** Where updates come from and who signs them: inside the archive that the program refuses to run when it was changed. */
function updates() {
  const { SLUICE_UPDATE_URL: url, SLUICE_UPDATE_PUBLIC_KEY: publicKey } = process.env;
  if (!url) return {};
  if (!publicKey)
    throw new SetupError('SLUICE_UPDATE_URL is set but SLUICE_UPDATE_PUBLIC_KEY is not: nothing could be believed of that feed.');
  return { updates: { url, publicKey } };
}

/** The binary that is in use here, which the set-up has tried out under the Electron that is packaged. */
function stageBinding() {
  const from = bindingFolder();
  const to = join(STAGE_FOLDER, 'node_modules', 'better-sqlite3');
  cpSync(from, to, { recursive: true, filter: (source) => source === from || BINDING_FILES.test(relative(from, source)) });
  const { name, version, main, license } = readJson(join(from, 'package.json'));
  writeJson(join(to, 'package.json'), { name, version, main, license });
  const compiled = join('build', 'Release', 'better_sqlite3.node');
  const binary = existsSync(join(from, compiled)) ? compiled : join('prebuilds', `${process.platform}-${process.arch}.node`);
  if (!existsSync(join(from, binary))) throw new SetupError(`better-sqlite3 has no ${basename(binary)} for this system. Run npm ci again.`);
  cpSync(join(from, binary), join(to, binary));
}

function bindingFolder() {
  return dirname(createRequire(join(REPO_FOLDER, 'packages', 'store', 'package.json')).resolve('better-sqlite3/package.json'));
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/**
 * @param {string} path
 * @param {unknown} value
 */
function writeJson(path, value) {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
