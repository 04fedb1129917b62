import { defineConfig } from 'vitest/config';

/**
 * Tests of functions without a process of their own behind them: no sockets, no database, no clock or environment that is changed. Their
 * files share a process and its modules, which is most of what each of them costs.
 */
const PURE = [
  'packages/{ipc,link-files,model,words}/src/**/*.test.ts',
  'packages/engine/src/{plan,source}/**/*.test.ts',
  'apps/desktop/src/renderer/**/*.test.{ts,tsx}',
  'scripts/**/*.test.mjs',
  'bench/**/*.test.ts',
];

export default defineConfig({
  test: {
    // Set by scripts/fuzz.mjs.
    setupFiles: process.env['SLUICE_FUZZ_RUNS'] === undefined ? [] : ['scripts/run/many-runs.setup.mjs'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', ...PURE],
        },
      },
    ],
  },
});
