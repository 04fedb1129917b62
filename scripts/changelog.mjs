// `npm run changelog [-- --from TAG] [--to COMMIT]`: prints what changed since the last release, made of the commit lines.
import { parseArgs } from 'node:util';
import { changelogOf } from './package/changelog-of.mjs';
import { runCaptured } from './run/run-command.mjs';
import { runMain } from './run/run-main.mjs';
import { REPO_FOLDER } from './setup/repo-folder.mjs';
import { SetupError } from './setup/setup-error.mjs';

await runMain(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string', default: 'HEAD' } } });
  const from = values.from ?? (await lastTagBefore(values.to));
  const range = from === null ? values.to : `${from}..${values.to}`;
  process.stdout.write(changelogOf((await git(['log', '--no-merges', '--reverse', '--format=%s', range])).split('\n')));
});

/** @param {string} commit */
async function lastTagBefore(commit) {
  const { code, output } = await runCaptured('git', ['describe', '--tags', '--abbrev=0', '--match', 'v*', `${commit}^`], {
    cwd: REPO_FOLDER,
  });
  return code === 0 ? output.trim() : null;
}

/** @param {string[]} args */
async function git(args) {
  const { code, output } = await runCaptured('git', args, { cwd: REPO_FOLDER });
  if (code !== 0) throw new SetupError(output.trim());
  return output;
}
