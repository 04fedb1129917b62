/** `npm run fuzz [-- --runs N]`: the property tests with new values, many times over. CI runs them with few values and fixed seeds. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5000' } } });
if (!/^[1-9]\d{0,6}$/.test(values.runs)) {
  console.error(`--runs takes a number from 1 to 9999999, not “${values.runs}”.`);
  process.exit(2);
}
const isProperty = (path) =>
  /\.test\.tsx?$/.test(path) && !path.includes('node_modules') && readFileSync(path, 'utf8').includes("'fast-check'");
const files = ['packages', 'apps']
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, name)))
  .filter(isProperty);
console.log(`${files.length} files with properties, ${values.runs} runs of each property`);
const { status } = spawnSync('npx', ['vitest', 'run', '--testTimeout', '600000', ...files], {
  stdio: 'inherit',
  env: { ...process.env, SLUICE_FUZZ_RUNS: values.runs },
});
process.exit(status ?? 1);
