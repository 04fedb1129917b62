// Builds one target, and remembers what it was built from.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runCaptured } from '../run/run-command.mjs';
import { readJsonFile, writeJsonFile } from '../setup/json-file.mjs';
import { REPO_FOLDER, STAMP_FOLDER } from '../setup/repo-folder.mjs';
import { say } from '../setup/say.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { newestChangeMs } from './newest-change.mjs';

/** @typedef {import('./build-targets.mjs').BuildTarget} BuildTarget */

/**
 * Whether the sources have not changed since the last build that succeeded, and its result is there.
 * @param {BuildTarget} target
 */
export function isBuilt(target) {
  const builtAtMs = readJsonFile(stampPath(target))?.startedAtMs;
  return typeof builtAtMs === 'number' && existsSync(target.output) && newestChangeMs(target.sources) <= builtAtMs;
}

/**
 * Builds the target; the bundler's output is shown only when it fails.
 * @param {BuildTarget} target
 * @throws {SetupError} when its configuration is missing or the bundler fails
 */
export async function buildTarget(target) {
  if (!existsSync(target.config))
    throw new SetupError(`${relative(REPO_FOLDER, target.config)} is missing, so ${target.name} cannot be built.`);
  const startedAtMs = Date.now();
  const [command, args] = target.command(target.config);
  const { code, output } = await runCaptured(command, args, { cwd: target.folder });
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
  if (code !== 0) throw new SetupError(`${output.trim()}\n\nBuilding ${target.name} failed after ${seconds} s; the reason is above.`);
  if (!existsSync(target.output))
    throw new SetupError(`Building ${target.name} ended well but did not make ${relative(REPO_FOLDER, target.output)}.`);
  writeJsonFile(stampPath(target), { startedAtMs });
  say(`Built ${target.name} in ${seconds} s.`);
}

/** @param {BuildTarget} target */
function stampPath(target) {
  return join(STAMP_FOLDER, `built-${target.name}.json`);
}
