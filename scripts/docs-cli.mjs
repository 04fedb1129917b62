// `npm run docs:cli`: writes docs/cli.md from the program's own tables and help.
import { writeFileSync } from 'node:fs';
import { cliReference, CLI_REFERENCE_FILE } from './docs/cli-reference.mjs';
import { runMain } from './run/run-main.mjs';
import { say } from './setup/say.mjs';

await runMain(async () => {
  writeFileSync(CLI_REFERENCE_FILE, cliReference());
  say('Wrote docs/cli.md.');
});
