// End-to-end tests in real Electron. `npm run test:e2e` gives them a display; a bare `playwright test` finds the same Electron.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { defineConfig, type ReporterDescription } from '@playwright/test';

const electronPathScript = join(import.meta.dirname, 'scripts', 'electron-path.mjs');
process.env['ELECTRON_EXEC_PATH'] ??= execFileSync(process.execPath, [electronPathScript], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
}).trim();

const resultsFolder = process.env['SLUICE_RESULTS_DIR'];
const jsonReport: ReporterDescription[] = resultsFolder ? [['json', { outputFile: join(resultsFolder, 'playwright.json') }]] : [];

/** They make packages in one folder, and install them for the whole system. */
const PACKAGES = ['packaged.spec.ts', 'updates.spec.ts'];

export default defineConfig({
  testDir: 'apps/desktop/e2e',
  outputDir: 'test-results',
  // Each worker has a screen and a session bus of its own (support/own-desktop.ts).
  workers: 2,
  projects: [
    { name: 'packages', testMatch: PACKAGES, workers: 1 },
    { name: 'desktop', testIgnore: PACKAGES },
  ],
  retries: 0,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  globalTimeout: process.env['CI'] ? 20 * 60_000 : 0,
  expect: { timeout: 10_000 },
  reporter: [['list'], ...jsonReport],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
