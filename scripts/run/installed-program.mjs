// Programs of npm packages are run through this Node and by their path: no shell, no PATH, the same on every system.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { REPO_FOLDER } from '../setup/repo-folder.mjs';
import { SetupError } from '../setup/setup-error.mjs';

/**
 * The command line that runs a package's program with these arguments.
 * @param {string} packageName
 * @param {string} program its name in the package's `bin`
 * @param {readonly string[]} args
 * @returns {[command: string, args: string[]]}
 * @throws {SetupError} when the package is not installed
 */
export function installedProgram(packageName, program, args) {
  const manifestPath = join(REPO_FOLDER, 'node_modules', packageName, 'package.json');
  if (!existsSync(manifestPath))
    throw new SetupError(`The npm package ${packageName} is not installed. Run \`npm ci\`, then the same command again.`);
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const file = typeof bin === 'string' ? bin : bin[program];
  return [process.execPath, [join(dirname(manifestPath), file), ...args]];
}
