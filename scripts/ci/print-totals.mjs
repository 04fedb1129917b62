// `node scripts/ci/print-totals.mjs FOLDER EXIT-CODE`: reads the runners' reports and prints the one line that sums them up.
// Needs nothing but Node, because it also runs where installing failed.
import { join } from 'node:path';
import { readJsonFile } from '../setup/json-file.mjs';
import { readPlaywrightReport, readVitestReport, sumResults } from './sum-results.mjs';

const [folder = '', testExitCode = '1'] = process.argv.slice(2);
const { passed, failed } = sumResults(
  [readVitestReport(readJsonFile(join(folder, 'vitest.json'))), readPlaywrightReport(readJsonFile(join(folder, 'playwright.json')))],
  Number(testExitCode),
);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
