import { expect, test } from 'vitest';
import { readTargets } from './targets.mjs';

test('targets are read with commas between them, each once', () => {
  expect(readTargets('deb, dir,deb', 'linux')).toEqual(['deb', 'dir']);
});

test('a target of another system, or none at all, is refused by name', () => {
  expect(() => readTargets('nsis', 'linux')).toThrow('nsis');
  expect(() => readTargets('', 'linux')).toThrow('--target takes some of: dir, tar.gz, zip, deb, rpm, AppImage');
});
