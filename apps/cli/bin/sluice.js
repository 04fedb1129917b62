#!/usr/bin/env node
/** Starts the built program. It is plain JavaScript, so that it can say what is missing before anything was built. */
import { existsSync } from 'node:fs';
import module from 'node:module';

const program = new URL('../dist/sluice.js', import.meta.url);

if (existsSync(program)) {
  // Node keeps the compiled code between runs where it can (22.8 and newer).
  module.enableCompileCache?.();
  await import(program.href);
} else {
  process.stderr.write('sluice: the program has not been built yet. Run `npm run build` in the repository, then try again.\n');
  process.exitCode = 1;
}
