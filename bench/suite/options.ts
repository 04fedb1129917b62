/** What every suite is told: how many rounds, and whether a rough figure is enough. */
import { parseArgs } from 'node:util';

interface SuiteOptions {
  readonly rounds: number;
  readonly quick: boolean;
  /** The command in `bench/dist` is the one to measure. */
  readonly built: boolean;
}

/** `--built` takes the command as it was built last; `--quick` takes two rounds instead of `rounds`, `--runs N` as many as it says. */
export function suiteOptions(rounds: number): SuiteOptions {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean' }, runs: { type: 'string' }, built: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
  });
  const quick = values.quick === true;
  return {
    rounds: typeof values.runs === 'string' ? Number(values.runs) : quick ? Math.min(2, rounds) : rounds,
    quick,
    built: values.built === true,
  };
}
