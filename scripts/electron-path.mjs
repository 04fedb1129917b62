// `npm run --silent electron-path`: prints the Electron executable in use, and nothing else on stdout.
import { runMain } from './run/run-main.mjs';
import { requireInstalledDependencies } from './setup/installed-dependencies.mjs';

await runMain(async () => {
  requireInstalledDependencies();
  const { provideElectron } = await import('./setup/electron-runtime.mjs');
  const runtime = await provideElectron();
  process.stdout.write(`${runtime.executablePath}\n`);
});
