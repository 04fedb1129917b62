import { expect, test } from 'vitest';
import { SYSTEM_NEEDS, describeNeed, packagesFor } from './needed-from-system.mjs';

test('a need whose package has a new name on this release takes the one that can be installed', () => {
  const missing = SYSTEM_NEEDS.electron.filter(({ packages }) => packages.includes('libgtk-3-0'));
  expect(packagesFor(missing, (name) => name.endsWith('t64'))).toEqual(['libgtk-3-0t64']);
  expect(packagesFor(missing, (name) => !name.endsWith('t64'))).toEqual(['libgtk-3-0']);
});

test('two programs of one package name it once', () => {
  const missing = SYSTEM_NEEDS.display.filter(({ packages }) => packages.includes('xvfb'));
  expect(missing).toHaveLength(2);
  expect(packagesFor(missing, () => true)).toEqual(['xvfb']);
});

test('what no list knows is still named', () => {
  expect(packagesFor(SYSTEM_NEEDS.server, () => false)).toEqual(['nginx-light', 'openssl']);
});

test('a need is described by its sign', () => {
  expect(SYSTEM_NEEDS.server.map(describeNeed)).toEqual(['nginx (program)', 'openssl (program)']);
});
