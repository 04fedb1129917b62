/** Brings a parsed command line to its command. */
import { inspect } from 'node:util';
import { assertNever } from '@sluice/model';
import type { Command, UsageError } from './arguments/command.ts';
import { add } from './commands/add.ts';
import { adopt } from './commands/adopt.ts';
import { connections } from './commands/connections.ts';
import { doctor } from './commands/doctor.ts';
import { get } from './commands/get.ts';
import { history } from './commands/history.ts';
import { list } from './commands/list.ts';
import { ls } from './commands/ls.ts';
import { refresh } from './commands/refresh.ts';
import { remove } from './commands/remove.ts';
import { resume } from './commands/resume.ts';
import type { Console } from './console.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { helpText } from './text/help.ts';
import { usageLine } from './text/sentences.ts';
import { programVersion } from './version.ts';

export async function run(command: Command | UsageError, console: Console): Promise<ExitCode> {
  try {
    return await dispatch(command, console);
  } catch (error) {
    console.stderr.line(`sluice: ${console.sentences.internal(inspect(error))}`);
    return EXIT.failure;
  }
}

async function dispatch(command: Command | UsageError, console: Console): Promise<ExitCode> {
  switch (command.kind) {
    case 'usage-error':
      console.stderr.line(usageLine(command, console.sentences));
      return EXIT.usage;
    case 'help':
      console.stdout.write(helpText(command.about, console.language));
      return EXIT.done;
    case 'version':
      console.stdout.line(`sluice ${programVersion()}`);
      return EXIT.done;
    case 'get':
      return get(command, console);
    case 'add':
      return add(command, console);
    case 'resume':
      return resume(command, console);
    case 'refresh':
      return refresh(command, console);
    case 'adopt':
      return adopt(command, console);
    case 'list':
      return list(command, console);
    case 'history':
      return history(command, console);
    case 'connections':
      return connections(command, console);
    case 'ls':
      return ls(command, console);
    case 'remove':
      return remove(command, console);
    case 'doctor':
      return doctor(command, console);
    default:
      return assertNever(command);
  }
}
