import { expect, test } from 'vitest';
import { SYSTEM_NEEDS, describeNeed, packagesFor, toTry } from './needed-from-system.mjs';
import { PURPOSES } from './purposes.mjs';

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

test('what could not be had is asked for again after a day', () => {
  const missed = SYSTEM_NEEDS.browser;
  const refused = { atMs: 1_000_000, names: missed.map(describeNeed) };
  expect(toTry(missed, refused, 1_000_000 + 3_600_000)).toEqual([]);
  expect(toTry([...missed, ...SYSTEM_NEEDS.others], refused, 1_000_000)).toEqual(SYSTEM_NEEDS.others);
  expect(toTry(missed, refused, 1_000_000 + 25 * 3_600_000)).toEqual(missed);
  for (const unknown of [null, {}, { atMs: 'x', names: 1 }]) expect(toTry(missed, unknown, 1_000_000)).toEqual(missed);
});

test('what a purpose wishes for, no purpose needs', () => {
  const needed = new Set(Object.values(PURPOSES).flatMap(({ system }) => system));
  for (const group of Object.values(PURPOSES).flatMap(({ wished }) => wished)) expect(needed.has(group), group).toBe(false);
});
