// `npm run package [-- --target dir,tar.gz,deb,rpm] [--quick]`: packages of the app for this system, in release/packages.
import { parseArgs } from 'node:util';
import { BUILD_TARGETS } from './build/build-targets.mjs';
import { buildTarget, isBuilt } from './build/build-target.mjs';
import { billOfMaterials } from './package/bill-of-materials.mjs';
import { buildPackages } from './package/build-packages.mjs';
import { componentsIn, notices } from './package/licences.mjs';
import { stageApp } from './package/stage-app.mjs';
import { DEFAULT_TARGETS, readTargets } from './package/targets.mjs';
import { runMain } from './run/run-main.mjs';
import { say } from './setup/say.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupError } from './setup/setup-error.mjs';

await runMain(async () => {
  const { values } = parseArgs({ options: { target: { type: 'string' }, quick: { type: 'boolean', default: false } } });
  const targets = values.target === undefined ? DEFAULT_TARGETS[process.platform] : readTargets(values.target, process.platform);
  if (targets === undefined) throw new SetupError(`There are no packages for ${process.platform}.`);
  const electron = await setUp('package');
  if (electron === null) throw new SetupError('There is no Electron to package.');
  if (!isBuilt(BUILD_TARGETS.desktop)) await buildTarget(BUILD_TARGETS.desktop);
  stageApp({ notices: notices(componentsIn(await billOfMaterials())) });
  if (electron.origin !== 'official') {
    say(`These packages carry Electron ${electron.version} (${electron.origin}): they are for tests on this machine and not for users.`);
  }
  await buildPackages({ targets, electron, quick: values.quick });
});
