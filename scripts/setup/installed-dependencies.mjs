// Says "run npm ci" where a missing module would otherwise end in a stack.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { REPO_FOLDER } from './repo-folder.mjs';
import { SetupError } from './setup-error.mjs';

const LOWEST_NODE = [20, 19];

/**
 * Returns when Node is new enough and the npm packages are installed.
 * @throws {SetupError}
 */
export function requireInstalledDependencies() {
  if (!isNodeNewEnough(process.versions.node)) {
    throw new SetupError(
      `This is Node ${process.versions.node}; Sluice is built with Node ${LOWEST_NODE.join('.')} or newer. Install it, then run \`npm ci\`.`,
    );
  }
  const missing = ['electron', 'yauzl', 'vite'].filter((name) => !existsSync(join(REPO_FOLDER, 'node_modules', name, 'package.json')));
  if (missing.length > 0)
    throw new SetupError('The npm packages are not installed, or not completely. Run `npm ci`, then the same command again.');
}

/** @param {string} version as in process.versions.node */
export function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [lowestMajor = 0, lowestMinor = 0] = LOWEST_NODE;
  return major > lowestMajor || (major === lowestMajor && minor >= lowestMinor);
}
