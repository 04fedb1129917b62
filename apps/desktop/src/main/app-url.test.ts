import fc from 'fast-check';
import { join, sep } from 'node:path';
import { expect, test } from 'vitest';
import { assetPath, isOwnUrl, START_URL } from './app-url.ts';

const FOLDER = join(sep, 'app', 'out', 'renderer');

test('the start page is a file of the folder', () => {
  expect(assetPath(FOLDER, START_URL)).toBe(join(FOLDER, 'index.html'));
});

test('query and fragment do not change the file', () => {
  expect(assetPath(FOLDER, `${START_URL}?a=/../x#b`)).toBe(join(FOLDER, 'index.html'));
});

test.each([
  'sluice-app://window/../../etc/passwd',
  'sluice-app://window/%2e%2e/%2e%2e/etc/passwd',
  'sluice-app://window/..%2f..%2fetc/passwd',
  'sluice-app://window/..%5c..%5cetc',
  'sluice-app://window/a%00b',
  'sluice-app://window/%',
  'sluice-app://window/',
  'sluice-app://window/../renderer-of-another/x.js',
  'sluice-app://elsewhere/index.html',
  'file:///etc/passwd',
])('%s names no file', (url) => {
  expect(assetPath(FOLDER, url)).toBeNull();
});

test('no address leads out of the folder', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('..', '.', '%2e', '%2f', '/', '\\', '%5c', 'a', ':')), (pieces) => {
      const path = assetPath(FOLDER, `sluice-app://window/${pieces.join('')}`);
      expect(path === null || path.startsWith(FOLDER + sep)).toBe(true);
    }),
  );
});

test('only pages of the window are its own', () => {
  expect(['sluice-app://window/index.html', 'sluice-app://window.evil/index.html', 'https://example.org', ''].map(isOwnUrl)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
