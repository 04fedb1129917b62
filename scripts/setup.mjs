// `npm run setup -- --for start|test|unit|build`: brings this checkout to where that command can run. The commands do it themselves.
// `--system-only` stops after the packages of the operating system, `--compile-ahead` after the database binding: both need no `npm ci` before.
import { parseArgs } from 'node:util';
import { runMain } from './run/run-main.mjs';
import { compileAhead } from './setup/compile-ahead.mjs';
import { PURPOSES, isPurpose } from './setup/purposes.mjs';
import { say } from './setup/say.mjs';
import { setUp } from './setup/set-up.mjs';
import { SetupError } from './setup/setup-error.mjs';
import { requireFromSystem } from './setup/system-packages.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      for: { type: 'string', default: 'start' },
      'retry-download': { type: 'boolean', default: false },
      'system-only': { type: 'boolean', default: false },
      'compile-ahead': { type: 'boolean', default: false },
    },
  });
  if (values['compile-ahead']) return void (await compileAhead());
  const purpose = values.for;
  if (!isPurpose(purpose)) throw new SetupError(`--for takes one of: ${Object.keys(PURPOSES).join(', ')}.`);
  if (values['system-only']) return void (await requireFromSystem(PURPOSES[purpose].system, PURPOSES[purpose].wished));
  const electron = await setUp(purpose, { retryDownload: values['retry-download'] });
  if (electron !== null) say(`Electron ${electron.version} (${electron.origin}): ${electron.executablePath}`);
  say(`Ready for: ${purpose}.`);
});
