import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REPO_FOLDER } from '../setup/repo-folder.mjs';
import { changelogOf } from './changelog-of.mjs';

test('commit lines become chapters, what users meet first, in the order in which it was done', () => {
  const lines = [
    'engine: the tail is fetched twice; the slower one is dropped',
    'bench: say where the figures go',
    'cli: objects, adopt, history',
    'model, words: why this speed',
    'desktop: the tray; cli: doctor',
    'a line without an area',
    'release: 1.2.3',
    '',
  ];
  expect(changelogOf(lines)).toBe(`## The app

- the tray

## The command line

- objects, adopt, history
- doctor

## Downloading

- the tail is fetched twice; the slower one is dropped
- why this speed

## For those who work on it

- say where the figures go
- a line without an area
`);
  expect(changelogOf([])).toBe('');
});

test('one version: the app’s, the command’s and the workspace’s are the same', () => {
  const versionOf = (/** @type {string} */ folder) => JSON.parse(readFileSync(join(REPO_FOLDER, folder, 'package.json'), 'utf8')).version;
  expect([
    versionOf('apps/desktop'),
    versionOf('apps/cli'),
    JSON.parse(readFileSync(join(REPO_FOLDER, 'apps/extension/manifest.json'), 'utf8')).version,
  ]).toEqual(Array(3).fill(versionOf('.')));
});
