import { defineConfig } from 'vitest/config';

/** Tests that start the built command. It is built once for all of them. */
const OF_THE_COMMAND = ['apps/cli/src/**/*.integration.test.ts', 'packages/object-storage/src/promises-secrets.test.ts'];

/** Tests that put something of their own in place of what a whole process has: how files are written. */
const ALONE = ['packages/engine/src/crash-lab/**/*.test.ts'];

/** All others. They change nothing that outlives a test, so files share a process and its modules, which take longer to load than most to run. */
const SHARED = ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs', 'bench/**/*.test.ts'];

export default defineConfig({
  test: {
    // Set by scripts/fuzz.mjs.
    setupFiles: process.env['SLUICE_FUZZ_RUNS'] === undefined ? [] : ['scripts/run/many-runs.setup.mjs'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'alone', include: ALONE } },
      {
        extends: true,
        test: { name: 'command', include: OF_THE_COMMAND, isolate: false, globalSetup: ['apps/cli/src/testing/build-for-tests.ts'] },
      },
      {
        extends: true,
        test: { name: 'shared', include: SHARED, exclude: ['**/node_modules/**', ...ALONE, ...OF_THE_COMMAND], isolate: false },
      },
    ],
  },
});
