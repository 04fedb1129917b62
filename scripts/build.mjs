// `npm run build`: bundles the desktop app into apps/desktop/out and the command-line program into apps/cli/dist.
import { parseArgs } from 'node:util';
import { BUILD_TARGETS } from './build/build-targets.mjs';
import { buildTarget, isBuilt } from './build/build-target.mjs';
import { runMain } from './run/run-main.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupError } from './setup/setup-error.mjs';

await runMain(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string' }, 'if-stale': { type: 'boolean', default: false } } });
  const targets = Object.values(BUILD_TARGETS).filter(({ name }) => values.only === undefined || values.only === name);
  if (targets.length === 0) throw new SetupError(`--only takes one of: ${Object.keys(BUILD_TARGETS).join(', ')}.`);
  await setUp('build');
  for (const target of targets) {
    if (!values['if-stale'] || !isBuilt(target)) await buildTarget(target);
  }
});
