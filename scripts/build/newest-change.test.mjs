import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newestChangeMs } from './newest-change.mjs';

let folder = '';
const at = (/** @type {string} */ path, /** @type {number} */ seconds) => utimesSync(join(folder, path), seconds, seconds);
const put = (/** @type {string} */ path, /** @type {number} */ seconds) => {
  writeFileSync(join(folder, path), '');
  at(path, seconds);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-newest-'));
  for (const name of ['src', 'out', 'e2e']) mkdirSync(join(folder, name));
  put('package.json', 100);
  put('src/a.ts', 200);
  put('src/a.test.ts', 900);
  put('out/a.js', 900);
  put('e2e/a.ts', 900);
  at('src', 150);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the newest source counts; tests and built files do not', () => {
  expect(newestChangeMs([folder])).toBe(200_000);
});

test('a source that was removed is noticed by the time of its folder', () => {
  at('src', 300);
  expect(newestChangeMs([folder])).toBe(300_000);
});

test('what does not exist has never changed', () => {
  expect(newestChangeMs([join(folder, 'nothing')])).toBe(0);
});
