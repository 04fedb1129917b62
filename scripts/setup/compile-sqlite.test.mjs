import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { headersOfThisNode } from './compile-sqlite.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-headers-'));
  mkdirSync(join(folder, 'include', 'node'), { recursive: true });
  const header = '#define NODE_MAJOR_VERSION 20\n#define NODE_MINOR_VERSION 19\n#define NODE_PATCH_VERSION 5\n';
  writeFileSync(join(folder, 'include', 'node', 'node_version.h'), header);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('headers that came with this Node are used', () => {
  expect(headersOfThisNode(join(folder, 'bin', 'node'), '20.19.5')).toBe(folder);
});

test('headers of another version, or none, are not', () => {
  expect(headersOfThisNode(join(folder, 'bin', 'node'), '20.20.2')).toBeNull();
  expect(headersOfThisNode('/nowhere/bin/node', '20.19.5')).toBeNull();
});
