// What can be built, from which sources, and what must be there afterwards.
import { join } from 'node:path';
import { installedProgram } from '../run/installed-program.mjs';
import { REPO_FOLDER } from '../setup/repo-folder.mjs';

/**
 * @typedef {'desktop' | 'cli'} TargetName
 * @typedef {object} BuildTarget
 * @property {TargetName} name
 * @property {string} folder where the bundler runs
 * @property {string} config
 * @property {readonly string[]} sources files and folders that the result is made of
 * @property {string} output a file or folder that exists after a build
 * @property {(config: string) => [command: string, args: string[]]} command
 */

const inRepo = (/** @type {string[]} */ ...path) => join(REPO_FOLDER, ...path);
const SHARED_SOURCES = [inRepo('packages'), inRepo('package-lock.json'), inRepo('tsconfig.base.json')];

/** @type {Readonly<Record<TargetName, BuildTarget>>} */
export const BUILD_TARGETS = {
  desktop: {
    name: 'desktop',
    folder: inRepo('apps', 'desktop'),
    config: inRepo('apps', 'desktop', 'electron.vite.config.ts'),
    sources: [inRepo('apps', 'desktop'), ...SHARED_SOURCES],
    output: inRepo('apps', 'desktop', 'out', 'main', 'index.cjs'),
    command: (config) => installedProgram('electron-vite', 'electron-vite', ['build', '--config', config]),
  },
  cli: {
    name: 'cli',
    folder: inRepo('apps', 'cli'),
    config: inRepo('apps', 'cli', 'vite.config.ts'),
    sources: [inRepo('apps', 'cli'), ...SHARED_SOURCES],
    output: inRepo('apps', 'cli', 'dist'),
    command: (config) => installedProgram('vite', 'vite', ['build', '--config', config]),
  },
};
