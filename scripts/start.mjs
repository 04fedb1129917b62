// `npm start`: sets up what is missing, builds what changed, and opens the desktop app. Arguments after `--` go to the app.
import { BUILD_TARGETS } from './build/build-targets.mjs';
import { buildTarget, isBuilt } from './build/build-target.mjs';
import { hasDisplay } from './run/display-command.mjs';
import { composeLaunchArguments } from './run/launch-arguments.mjs';
import { runCommand } from './run/run-command.mjs';
import { runMain } from './run/run-main.mjs';
import { electronEnvironmentOf } from './setup/electron-environment.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupError } from './setup/setup-error.mjs';

await runMain(async () => {
  if (process.platform === 'linux' && !hasDisplay(process.env)) {
    throw new SetupError(
      'There is no display here to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).\n' +
        'The same engine runs in a terminal: `npm run build`, then `npx sluice get URL`. For a window, start from a desktop session.',
    );
  }
  const electron = await setUp('start');
  if (electron === null) throw new Error('the purpose "start" has no Electron');
  if (!isBuilt(BUILD_TARGETS.desktop)) await buildTarget(BUILD_TARGETS.desktop);
  const args = composeLaunchArguments({
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    appFolder: BUILD_TARGETS.desktop.folder,
    extra: process.argv.slice(2),
  });
  return runCommand(electron.executablePath, args, { env: { ...process.env, ...electronEnvironmentOf(electron) }, ownGroup: true });
});
