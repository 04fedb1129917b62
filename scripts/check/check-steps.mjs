// The guards of this repository, in the order in which they are started: the long ones first.
import { installedProgram } from '../run/installed-program.mjs';

/**
 * @typedef {{ name: string, isTest: boolean, command: () => [command: string, args: string[]] }} CheckStep
 */

/** @type {readonly CheckStep[]} */
export const CHECK_STEPS = [
  { name: 'types', isTest: false, command: () => installedProgram('typescript', 'tsc', ['-b']) },
  { name: 'unit tests', isTest: true, command: () => installedProgram('vitest', 'vitest', ['run']) },
  { name: 'lint', isTest: false, command: () => withRoomForYoung(installedProgram('eslint', 'eslint', ['.'])) },
  { name: 'format', isTest: false, command: () => installedProgram('prettier', 'prettier', ['--check', '.']) },
  { name: 'import directions', isTest: false, command: () => installedProgram('dependency-cruiser', 'depcruise', ['packages', 'apps']) },
  { name: 'dead code', isTest: false, command: () => installedProgram('knip', 'knip', []) },
];

/**
 * The same, with more room for what was just made: typed lint throws nearly all of it away, and collecting it in 16 MB took an eighth of the
 * processor's time.
 * @param {[command: string, args: string[]]} command of a program of Node
 * @returns {[command: string, args: string[]]}
 */
function withRoomForYoung([node, args]) {
  return [node, ['--max-semi-space-size=64', ...args]];
}
