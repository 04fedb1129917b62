// The guards of this repository, in the order in which they are started: the long ones first.
import { installedProgram } from '../run/installed-program.mjs';

/**
 * @typedef {{ name: string, isTest: boolean, command: () => [command: string, args: string[]] }} CheckStep
 */

/** @type {readonly CheckStep[]} */
export const CHECK_STEPS = [
  { name: 'types', isTest: false, command: () => installedProgram('typescript', 'tsc', ['-b']) },
  { name: 'unit tests', isTest: true, command: () => installedProgram('vitest', 'vitest', ['run']) },
  { name: 'lint', isTest: false, command: () => installedProgram('eslint', 'eslint', ['.']) },
  { name: 'format', isTest: false, command: () => installedProgram('prettier', 'prettier', ['--check', '.']) },
  { name: 'import directions', isTest: false, command: () => installedProgram('dependency-cruiser', 'depcruise', ['packages', 'apps']) },
  { name: 'dead code', isTest: false, command: () => installedProgram('knip', 'knip', []) },
];
