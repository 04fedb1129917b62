// Compiles better-sqlite3 so that one binary runs under Node 20 and Electron 33 as well: with the oldest Node-API behaviours that it needs.
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCaptured } from '../run/run-command.mjs';
import { requireFromSystem } from './system-packages.mjs';
import { say } from './say.mjs';
import { SetupError, lastLines } from './setup-error.mjs';

/**
 * Node-API 10 lets finalizers run during garbage collection and hands them a restricted environment; older runtimes call them in the old way.
 * These switches keep the binding to the old way, which newer runtimes still offer.
 */
const CXXFLAGS =
  '-UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT -DNODE_API_EXPERIMENTAL_BASIC_ENV_OPT_OUT';
const TELL_EVERY_MS = 20_000;

/**
 * Compiles a copy of the package and puts the finished binary at `target` in one step; the installed package is not touched.
 * @param {string} packageFolder the folder of better-sqlite3
 * @param {string} target
 * @param {string} [nodeGyp] the program that compiles; the installed one by default
 * @throws {SetupError} when a compiler is missing or the compilation fails
 */
export async function compileSqlite(packageFolder, target, nodeGyp = installedNodeGyp()) {
  await requireFromSystem(['compile']);
  mkdirSync(dirname(target), { recursive: true });
  const work = mkdtempSync(join(dirname(target), 'compiling-'));
  const saysStillBusy = setInterval(() => say('  … still compiling'), TELL_EVERY_MS);
  try {
    say('Compiling better-sqlite3 for the runtimes on this machine: about two minutes, once.');
    const copy = copySources(packageFolder, work);
    await runNodeGyp(copy, packageFolder, nodeGyp);
    const draft = `${target}.${process.pid}.draft`;
    copyFileSync(join(copy, 'build', 'Release', 'better_sqlite3.node'), draft);
    renameSync(draft, target);
    say(`  Compiled, and kept in ${target}.`);
  } finally {
    clearInterval(saysStillBusy);
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * The binding finds node-addon-api as its neighbour, as it does in node_modules.
 * @param {string} packageFolder
 * @param {string} work
 */
function copySources(packageFolder, work) {
  const copy = join(work, 'node_modules', 'better-sqlite3');
  const leftOut = ['build', 'prebuilds'].map((name) => join(packageFolder, name));
  cpSync(packageFolder, copy, { recursive: true, filter: (source) => !leftOut.includes(source) });
  const addonApi = dirname(createRequire(join(packageFolder, 'package.json')).resolve('node-addon-api/package.json'));
  cpSync(addonApi, join(work, 'node_modules', 'node-addon-api'), { recursive: true });
  return copy;
}

function installedNodeGyp() {
  return fileURLToPath(import.meta.resolve('node-gyp/bin/node-gyp.js'));
}

/**
 * @param {string} folder
 * @param {string} packageFolder
 * @param {string} nodeGyp
 */
async function runNodeGyp(folder, packageFolder, nodeGyp) {
  const headers = headersOfThisNode(process.execPath, process.versions.node);
  const args = [nodeGyp, 'rebuild', '--release', '--force_build=1', ...(headers === null ? [] : [`--nodedir=${headers}`])];
  const env = { ...process.env, CXXFLAGS: `${process.env['CXXFLAGS'] ?? ''} ${CXXFLAGS}`.trim(), JOBS: 'max' };
  const outcome = await runCaptured(process.execPath, args, { cwd: folder, env });
  if (outcome.code === 0) return;
  throw new SetupError(
    `The database binding (better-sqlite3) could not be compiled:\n${lastLines(outcome.output, 15)}\n` +
      `The installed package in ${packageFolder} was left as it was. If the lines above speak of headers that could not be fetched, install Node\n` +
      'from a package that carries them (`include/node`), or use Node 22 or newer, for which no compiling is needed.',
  );
}

/**
 * The folder that node-gyp calls nodedir, when this Node came with its headers and they are of its version; else null, and node-gyp fetches them.
 * @param {string} executablePath
 * @param {string} version as in process.versions.node
 */
export function headersOfThisNode(executablePath, version) {
  const folder = dirname(dirname(executablePath));
  const header = join(folder, 'include', 'node', 'node_version.h');
  if (!existsSync(header)) return null;
  const text = readFileSync(header, 'utf8');
  const numbers = ['MAJOR', 'MINOR', 'PATCH'].map((part) => new RegExp(`#define NODE_${part}_VERSION (\\d+)`).exec(text)?.[1]);
  return numbers.join('.') === version ? folder : null;
}
