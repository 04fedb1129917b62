/** Vitest set-up for `npm run fuzz`: properties without a number of their own are tried with new values, as often as told. */
import fc from 'fast-check';

fc.configureGlobal({ numRuns: Number(process.env['SLUICE_FUZZ_RUNS']), seed: Date.now() });
