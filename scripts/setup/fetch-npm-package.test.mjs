import { expect, test } from 'vitest';
import { npmCommand } from './fetch-npm-package.mjs';

test('npm is called by the path of the npm that runs the script, and by name where another tool or none runs it', () => {
  expect(npmCommand('/x/npm/bin/npm-cli.js')).toEqual({ command: process.execPath, args: ['/x/npm/bin/npm-cli.js'] });
  expect(npmCommand('/x/pnpm.cjs')).toEqual({ command: 'npm', args: [] });
  expect(npmCommand(undefined)).toEqual({ command: 'npm', args: [] });
});
