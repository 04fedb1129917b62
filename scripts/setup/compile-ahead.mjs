// Compiles the database binding while `npm ci` still runs: that waits for the network, this keeps one processor busy for two minutes.
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCaptured } from '../run/run-command.mjs';
import { fetchNpmPackage } from './fetch-npm-package.mjs';
import { requireIntegrity } from './file-integrity.mjs';
import { readJsonFile } from './json-file.mjs';
import { compileWhereNeeded } from './native-sqlite.mjs';
import { REPO_FOLDER } from './repo-folder.mjs';
import { say } from './say.mjs';
import { SetupError, lastLines } from './setup-error.mjs';

/** All that the binding is made of; npm itself brings node-gyp. */
const SOURCES = ['better-sqlite3', 'node-addon-api'];

/**
 * Fills the cache with a compiled binding where the prebuilt one does not run; needs no `npm ci` before. What keeps it from that is told
 * and is no failure: the set-up that follows compiles then, and tells what is wrong.
 */
export async function compileAhead() {
  // Set by npm for the scripts that it runs.
  const nodeGyp = process.env['npm_config_node_gyp'];
  if (nodeGyp === undefined) return say('npm does not say where its node-gyp is: the set-up will compile.');
  const work = mkdtempSync(join(tmpdir(), 'sluice-ahead-'));
  try {
    const lock = readJsonFile(join(REPO_FOLDER, 'package-lock.json'));
    for (const name of SOURCES) await unpackInto(work, name, lockedPackage(lock, name));
    await compileWhereNeeded(join(work, 'node_modules', 'better-sqlite3'), nodeGyp);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`Not compiled ahead: ${error.message}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * What the lock file says of a package.
 * @param {any} lock the content of package-lock.json
 * @param {string} name
 * @returns {{ spec: string, integrity: string }}
 * @throws {SetupError} when it does not have the package, or not with a digest
 */
export function lockedPackage(lock, name) {
  const { version, integrity } = lock?.packages?.[`node_modules/${name}`] ?? {};
  if (typeof version === 'string' && typeof integrity === 'string') return { spec: `${name}@${version}`, integrity };
  throw new SetupError(`package-lock.json does not pin ${name}.`);
}

/**
 * @param {string} work
 * @param {string} name
 * @param {{ spec: string, integrity: string }} locked
 */
async function unpackInto(work, name, { spec, integrity }) {
  const fetched = join(work, `${name}-fetched`);
  mkdirSync(fetched);
  const tarball = await fetchNpmPackage(spec, fetched);
  await requireIntegrity(tarball, integrity);
  const tar = await runCaptured('tar', ['-xzf', tarball, '-C', fetched]);
  if (tar.code !== 0) throw new SetupError(`${spec} could not be unpacked: ${lastLines(tar.output, 2)}`);
  mkdirSync(join(work, 'node_modules'), { recursive: true });
  renameSync(join(fetched, 'package'), join(work, 'node_modules', name));
}
