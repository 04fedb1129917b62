import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs', 'bench/**/*.test.ts'],
    // Set by scripts/fuzz.mjs.
    setupFiles: process.env['SLUICE_FUZZ_RUNS'] === undefined ? [] : ['scripts/run/many-runs.setup.mjs'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
