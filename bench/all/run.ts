/**
 * `npm run bench [-- SUITE…] [--quick]`: runs the suites one after the other, goes on when one fails, and writes `docs/performance.md` from
 * all results that there are. `--report` only writes the document.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSluice } from '../peers/sluice.ts';
import { REMARKS } from '../remarks/remarks.ts';
import { reportOf } from '../report/report-of.ts';
import { readOutcomes, type Outcome } from './outcome.ts';
import { runSuite } from './run-suite.ts';
import { SUITES, type Suite } from './suites.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RESULTS = join(ROOT, 'bench/results');
const DOCUMENT = join(ROOT, 'docs/performance.md');

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    /** The app and the command are built as they shall be measured. */
    built: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !SUITES.some((suite) => suite.name === name));
if (unknown.length > 0) throw new Error(`no such suite: ${unknown.join(', ')}; there are ${SUITES.map(({ name }) => name).join(', ')}`);

const failed = values.report
  ? []
  : await runAll(positionals.length === 0 ? SUITES : SUITES.filter(({ name }) => positionals.includes(name)));
writeFileSync(DOCUMENT, reportOf(readOutcomes(RESULTS), SUITES, REMARKS));
console.log(`docs/performance.md is written.${failed.length === 0 ? '' : ` Failed: ${failed.join(', ')}.`}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function runAll(suites: readonly Suite[]): Promise<readonly string[]> {
  const needsApp = suites.some((suite) => suite.needsApp);
  if (!values.built) {
    buildSluice();
    if (needsApp) execFileSync(process.execPath, ['scripts/build.mjs', '--only', 'desktop'], { cwd: ROOT, stdio: 'inherit' });
  }
  const electron = needsApp ? electronPath() : null;
  const outcomes: Outcome[] = [];
  for (const suite of suites) {
    console.log(`\n${suite.title} (${suite.name})`);
    const outcome = await runSuite(suite, { quick: values.quick, results: RESULTS, electron });
    outcomes.push(outcome);
    const took = `${outcome.tookSeconds.toFixed(0)} s, load ${outcome.load.map((load) => load.toFixed(1)).join(' → ')}`;
    console.log(outcome.result.kind === 'found' ? took : `FAILED after ${took}: ${outcome.result.reason}`);
  }
  return outcomes.flatMap(({ suite, result }) => (result.kind === 'failed' ? [suite] : []));
}

function electronPath(): string | null {
  try {
    return execFileSync(process.execPath, ['scripts/electron-path.mjs'], { cwd: ROOT, encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}
