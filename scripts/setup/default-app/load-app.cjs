// Stands in for Electron's own default app: starts the app whose folder is the first argument that is not a switch.
const { app } = require('electron');
const Module = require('node:module');
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

/** `-r FILE` and `--require FILE` preload a module, as in Electron itself; every other switch belongs to Chromium or to the app. */
function readArguments(args) {
  const preloads = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index];
    if (arg === '-r' || arg === '--require') preloads.push(args[++index]);
    else if (!arg.startsWith('-')) return { preloads, folder: resolve(arg) };
  }
  return { preloads, folder: null };
}

function takeIdentity(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version ?? '0.0.0');
  app.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`);
  app.setPath('userData', join(app.getPath('appData'), app.getName()));
  const chosen = app.commandLine.getSwitchValue('user-data-dir');
  if (chosen) app.setPath('userData', resolve(chosen));
  app.setAppPath(folder);
}

function start() {
  if (process.argv.includes('--version') || process.argv.includes('-v')) {
    process.stdout.write(`v${process.versions.electron}\n`);
    process.exit(0);
  }
  const { preloads, folder } = readArguments(process.argv.slice(1));
  if (folder === null) throw new Error('Name the folder of an app: electron FOLDER');
  for (const file of preloads) Module._load(resolve(file), null, false);
  takeIdentity(folder);
  Module._load(Module._resolveFilename(folder, null, true), null, true);
}

try {
  start();
} catch (error) {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
}
