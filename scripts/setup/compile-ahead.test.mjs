import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockedPackage } from './compile-ahead.mjs';
import { readJsonFile } from './json-file.mjs';
import { REPO_FOLDER } from './repo-folder.mjs';
import { SetupError } from './setup-error.mjs';

const lock = readJsonFile(join(REPO_FOLDER, 'package-lock.json'));

test.each(['better-sqlite3', 'node-addon-api'])('%s is compiled in the version, and of the bytes, that npm would install', (name) => {
  const { spec, integrity } = lockedPackage(lock, name);
  expect(spec).toMatch(new RegExp(`^${name}@\\d+\\.\\d+\\.\\d+$`));
  expect(integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
});

test.each([
  ['another package', lock],
  ['a package of a lock without digests', { packages: { 'node_modules/another': { version: '1.0.0' } } }],
  ['a package of no lock', null],
])('%s is not', (_what, lockFile) => {
  expect(() => lockedPackage(lockFile, 'another')).toThrow(SetupError);
});
