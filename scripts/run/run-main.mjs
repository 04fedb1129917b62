// The one place where a script's outcome becomes an exit code and its expected trouble becomes plain sentences.
import { SetupError } from '../setup/setup-error.mjs';

/**
 * Runs a script's main function and sets the exit code: the returned number, else 0; 1 after a SetupError (printed without a stack).
 * Anything else that is thrown is a bug and keeps its stack.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(error instanceof SetupError ? `\n${error.message}\n` : `${describeBug(error)}\n`);
  }
}

/** @param {unknown} error */
function describeBug(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
