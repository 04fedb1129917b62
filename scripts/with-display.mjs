// `node scripts/with-display.mjs COMMAND…`: runs the command where windows can open, without showing them on the screen in use.
import { composeDisplayCommand } from './run/display-command.mjs';
import { runCommand } from './run/run-command.mjs';
import { runMain } from './run/run-main.mjs';
import { SetupError } from './setup/setup-error.mjs';

await runMain(async () => {
  const request = process.argv.slice(2);
  if (request.length === 0) throw new SetupError('Name the command to run: node scripts/with-display.mjs COMMAND…');
  const { command, env } = composeDisplayCommand({ platform: process.platform, env: process.env, command: request });
  const [program = '', ...args] = command;
  return runCommand(program, args, { env });
});
