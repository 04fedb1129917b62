/** The `sluice` command: reads the command line and ends with the code that tells how it went. */
import { parseArguments } from './parse-arguments.ts';
import { processConsole } from './console.ts';
import { tolerateClosedPipes } from './interrupt.ts';
import { run } from './run.ts';

tolerateClosedPipes();
// Not process.exit: what was written to a pipe must be read first.
process.exitCode = await run(parseArguments(process.argv.slice(2)), processConsole());
