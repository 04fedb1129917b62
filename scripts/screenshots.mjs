// `npm run screenshots`: photographs every screen in both themes and languages into release/screenshots, in real Electron.
import { join } from 'node:path';
import { buildTarget, isBuilt } from './build/build-target.mjs';
import { BUILD_TARGETS } from './build/build-targets.mjs';
import { composeDisplayCommand } from './run/display-command.mjs';
import { installedProgram } from './run/installed-program.mjs';
import { runCommand } from './run/run-command.mjs';
import { runMain } from './run/run-main.mjs';
import { REPO_FOLDER } from './setup/repo-folder.mjs';
import { setUp } from './setup/set-up.mjs';

await runMain(async () => {
  await setUp('test');
  if (!isBuilt(BUILD_TARGETS.desktop)) await buildTarget(BUILD_TARGETS.desktop);
  const folder = join(REPO_FOLDER, 'release', 'screenshots');
  const [program, args] = installedProgram('@playwright/test', 'playwright', ['test', 'looks']);
  const { command, env } = composeDisplayCommand({ platform: process.platform, env: process.env, command: [program, ...args] });
  const [first = '', ...rest] = command;
  return runCommand(first, rest, { env: { ...env, SLUICE_SCREENSHOTS: folder } });
});
