/** The `sluice` command: reads the command line and ends with the code that tells how it went. */
import { readText } from './arguments/read-text.ts';
import { parseArguments } from './parse-arguments.ts';
import { processConsole } from './console.ts';
import { tolerateClosedPipes } from './interrupt.ts';
import { run } from './run.ts';
import { spareMemory } from './spare-memory.ts';

tolerateClosedPipes();
spareMemory();
// Not process.exit: what was written to a pipe must be read first.
process.exitCode = await run(parseArguments(process.argv.slice(2), readText), processConsole());
