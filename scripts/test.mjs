// `npm test`: everything. `--only unit` and `--only e2e` run one half; further arguments then go to that runner.
// With SLUICE_RESULTS_DIR set, both runners also leave their results there as JSON.
import { join } from 'node:path';
import { BUILD_TARGETS } from './build/build-targets.mjs';
import { buildTarget, isBuilt } from './build/build-target.mjs';
import { installedProgram } from './run/installed-program.mjs';
import { runCommand } from './run/run-command.mjs';
import { runMain } from './run/run-main.mjs';
import { electronEnvironmentOf } from './setup/electron-environment.mjs';
import { REPO_FOLDER } from './setup/repo-folder.mjs';
import { say } from './setup/say.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupError } from './setup/setup-error.mjs';

await runMain(async () => {
  const { only, extra } = readArguments(process.argv.slice(2));
  const electron = await setUp(only === 'unit' ? 'unit' : 'test');
  const env = { ...process.env, ...(electron === null ? {} : electronEnvironmentOf(electron)) };
  const buildTrouble = only === 'unit' ? null : await buildWhatChanged();
  const codes = [];
  if (only !== 'e2e') codes.push(await runUnitTests(env, extra));
  if (buildTrouble !== null) throw new SetupError(`The end-to-end tests were not run, because the build failed.\n${buildTrouble}`);
  if (only !== 'unit') codes.push(await runEndToEndTests(env, extra));
  return codes.find((code) => code !== 0) ?? 0;
});

/** @param {string[]} args */
function readArguments([option, only, ...extra]) {
  if (option === undefined) return { only: null, extra: [] };
  if (option === '--only' && (only === 'unit' || only === 'e2e')) return { only, extra };
  throw new SetupError('To pass arguments to a runner, use `npm run test:unit -- …` or `npm run test:e2e -- …`.');
}

/** What kept a build from succeeding, or null: the unit tests are worth running all the same. @returns {Promise<string | null>} */
async function buildWhatChanged() {
  try {
    for (const target of Object.values(BUILD_TARGETS)) {
      if (!isBuilt(target)) await buildTarget(target);
    }
    return null;
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} extra
 */
function runUnitTests(env, extra) {
  say('Unit and integration tests');
  const results = env['SLUICE_RESULTS_DIR'];
  const reporters = results ? ['--reporter=default', '--reporter=json', `--outputFile.json=${join(results, 'vitest.json')}`] : [];
  const [command, args] = installedProgram('vitest', 'vitest', ['run', ...reporters, ...extra]);
  return runCommand(command, args, { cwd: REPO_FOLDER, env });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} extra
 */
function runEndToEndTests(env, extra) {
  say('End-to-end tests');
  const [command, args] = installedProgram('@playwright/test', 'playwright', ['test', ...extra]);
  return runCommand(command, args, { cwd: REPO_FOLDER, env });
}
