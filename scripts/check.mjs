// `npm run check`: every guard but the end-to-end tests. `--without-tests` leaves out the unit tests, for where they run anyway.
import { parseArgs } from 'node:util';
import { CHECK_STEPS } from './check/check-steps.mjs';
import { runSteps } from './check/run-steps.mjs';
import { runCaptured } from './run/run-command.mjs';
import { runMain } from './run/run-main.mjs';
import { REPO_FOLDER } from './setup/repo-folder.mjs';
import { say } from './setup/say.mjs';
import { setUp } from './setup/set-up.mjs';

const AT_ONCE = 2;

await runMain(async () => {
  const { values } = parseArgs({ options: { 'without-tests': { type: 'boolean', default: false } } });
  const withTests = !values['without-tests'];
  await setUp(withTests ? 'unit' : 'build');
  const failed = await runSteps(
    CHECK_STEPS.filter(({ isTest }) => withTests || !isTest),
    { atOnce: AT_ONCE, run: runStep, tell: say },
  );
  say(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
});

/** @param {import('./check/check-steps.mjs').CheckStep} step */
function runStep(step) {
  const [command, args] = step.command();
  return runCaptured(command, args, { cwd: REPO_FOLDER });
}
