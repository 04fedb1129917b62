/** argv → what is asked for, or what is wrong with it. No environment and no output; files only through `readText`, for what follows an `@`. */
import { parseArgs } from 'node:util';
import { parseObjectPlace } from '@sluice/object-storage';
import type {
  Command,
  CommandName,
  ConnectionsCommand,
  GetCommand,
  JobWishes,
  OptionName,
  Output,
  UsageError,
  UsageProblem,
} from './arguments/command.ts';
import { COMMAND_NAMES, OPTIONS_OF, OPTION_TABLE } from './arguments/option-table.ts';
import { parseCredentials, parseProxyOption, type ReadText } from './arguments/parse-credentials.ts';
import { parseConnectionName, parseCustomerKey, parseKeys, parseObjectOptions } from './arguments/parse-object-options.ts';
import {
  optional,
  parseChecksum,
  parseConnections,
  parseLimit,
  parsePartSize,
  parsePath,
  parsePolicy,
  parseVerify,
} from './arguments/parse-options.ts';

type Values = ReturnType<typeof readValues>['values'];

/** Thrown by the parts of this file only, to leave a half-parsed command; it never gets out. */
class Misuse extends Error {
  readonly problem: UsageProblem;
  constructor(problem: UsageProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/**
 * Understands the arguments after the program's name. Options may stand anywhere, also before the command; what follows `--` is never
 * an option. Wrong usage is a value.
 */
export function parseArguments(argv: readonly string[], readText: ReadText = () => null): Command | UsageError {
  let command: CommandName | null = null;
  try {
    const { values, positionals } = readValues(argv);
    const [first, ...rest] = positionals;
    command = COMMAND_NAMES.find((name) => name === first) ?? null;
    if (values.version === true) return { kind: 'version' };
    if (values.help === true || first === 'help')
      return { kind: 'help', about: command ?? COMMAND_NAMES.find((n) => n === rest[0]) ?? null };
    if (command === null) throw new Misuse(noCommand(first));
    refuseOptionsOfOthers(command, values);
    return understand(command, rest, values, readText);
  } catch (error) {
    return { kind: 'usage-error', command, problem: problemOf(error) };
  }
}

function readValues(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTION_TABLE, allowPositionals: true, strict: true });
}

function understand(command: CommandName, operands: readonly string[], values: Values, readText: ReadText): Command {
  const stateFolder = taken(optional(values.state, (text) => parsePath('state', text)));
  const output: Output = { json: values.json === true, quiet: values.quiet === true };
  switch (command) {
    case 'get':
      return understandGet(operands, values, { stateFolder, output, readText });
    case 'add': {
      if (operands.length === 0) throw new Misuse({ kind: 'no-url' });
      const directory = taken(optional(values.directory, (text) => parsePath('directory', text)));
      const { header = [], cookie = [], user, bearer } = values;
      const headers = taken(parseCredentials({ header, cookie, user, bearer }, readText));
      return { kind: 'add', urls: operands, directory, headers, stateFolder, output };
    }
    case 'resume':
      return {
        kind: 'resume',
        jobs: operands,
        conflict: taken(optional(values['on-conflict'], parsePolicy)),
        restart: values.restart === true,
        limitBytesPerSecond: taken(optional(values.limit, parseLimit)),
        ...verifyWish(values),
        stateFolder,
        output,
      };
    case 'refresh': {
      const [job, url, another] = operands;
      if (job === undefined || url === undefined || another !== undefined) throw new Misuse({ kind: 'refresh-operands' });
      const limitBytesPerSecond = taken(optional(values.limit, parseLimit));
      return { kind: 'refresh', job, url, limitBytesPerSecond, ...verifyWish(values), stateFolder, output };
    }
    case 'adopt': {
      const [path, another] = operands;
      if (path === undefined || path === '' || another !== undefined) throw new Misuse({ kind: 'adopt-operand' });
      const { urls: _urls, ...like } = understandGet([path], values, { stateFolder, output, readText });
      return { ...like, kind: 'adopt', path, source: values.source ?? null, keepOriginal: values.copy === true };
    }
    case 'list':
      if (operands.length > 0) throw new Misuse({ kind: 'unexpected-argument' });
      return { kind: 'list', stateFolder, json: output.json };
    case 'history': {
      const [job, another] = operands;
      if (job === undefined || another !== undefined) throw new Misuse({ kind: 'history-operand' });
      return { kind: 'history', job, stateFolder, json: output.json };
    }
    case 'connections':
      return { kind: 'connections', stateFolder, ...understandConnections(operands, values, readText) };
    case 'ls': {
      const [place, another] = operands;
      if (place === undefined || another !== undefined || parseObjectPlace(place) === null) throw new Misuse({ kind: 'not-a-place' });
      const wishes = taken(parseObjectOptions(values));
      return { kind: 'ls', place, recursive: values.recursive === true, json: output.json, wishes, stateFolder };
    }
    case 'doctor': {
      if (operands.length > 0) throw new Misuse({ kind: 'unexpected-argument' });
      const directory = taken(optional(values.directory, (text) => parsePath('directory', text)));
      return { kind: 'doctor', directory, url: values.url ?? null, stateFolder, json: output.json };
    }
    case 'remove':
      if (operands.length === 0) throw new Misuse({ kind: 'no-job' });
      return { kind: 'remove', jobs: operands, deleteData: values['delete-data'] === true, stateFolder, quiet: output.quiet };
  }
}

type ConnectionsAction = ConnectionsCommand extends infer C
  ? C extends ConnectionsCommand
    ? Omit<C, 'kind' | 'stateFolder'>
    : never
  : never;

function understandConnections(operands: readonly string[], values: Values, readText: ReadText): ConnectionsAction {
  const [action, given, place, another] = operands;
  const wrong = new Misuse({ kind: 'connections-operands' });
  if (action === undefined || another !== undefined) throw wrong;
  if (action === 'list') {
    if (given !== undefined) throw wrong;
    return { action, json: values.json === true };
  }
  if (given === undefined || (place !== undefined && parseObjectPlace(place) === null)) throw wrong;
  const name = taken(parseConnectionName(given));
  switch (action) {
    case 'remove':
      if (place !== undefined) throw wrong;
      return { action, name };
    case 'test':
      return { action, name, place: place ?? null };
    case 'add':
      if (place === undefined) throw wrong;
      return { action, name, place, wishes: taken(parseObjectOptions(values)), keys: taken(parseKeys(values, readText)) };
    default:
      throw wrong;
  }
}

interface GetSurroundings {
  readonly stateFolder: string | null;
  readonly output: Output;
  readonly readText: ReadText;
}

function understandGet(urls: readonly string[], values: Values, { stateFolder, output, readText }: GetSurroundings): GetCommand {
  if (urls.length === 0) throw new Misuse({ kind: 'no-url' });
  const file = taken(optional(values.output, (text) => parsePath('output', text)));
  const directory = taken(optional(values.directory, (text) => parsePath('directory', text)));
  if (file !== null) checkFile(file, urls.length, directory);
  if (values.mirror !== undefined && urls.length > 1) throw new Misuse({ kind: 'mirrors-for-many' });
  if (values.recursive === true && (file !== null || urls.some((url) => parseObjectPlace(url) === null)))
    throw new Misuse({ kind: 'not-a-place' });
  return {
    kind: 'get',
    urls,
    file,
    directory,
    wishes: understandWishes(values, readText),
    limitBytesPerSecond: taken(optional(values.limit, parseLimit)),
    ...verifyWish(values),
    stateFolder,
    output,
    ...(values.mirror === undefined ? {} : { mirrors: values.mirror }),
    ...(values.recursive === true ? { recursive: true } : {}),
  };
}

/** Nothing where the option was not given. */
function verifyWish({ verify }: Values): Pick<GetCommand, 'verify'> {
  return verify === undefined ? {} : { verify: taken(parseVerify(verify)) };
}

function understandWishes(values: Values, readText: ReadText): JobWishes {
  const { header = [], cookie = [], user, bearer } = values;
  const checksum = taken(optional(values.checksum, parseChecksum));
  const proxy = taken(parseProxyOption(values.proxy, readText));
  const object = taken(parseObjectOptions(values));
  const customerKey = taken(parseCustomerKey(values['sse-c-key-file'], readText));
  return {
    connections: taken(optional(values.connections, parseConnections)),
    partSizeBytes: taken(optional(values['part-size'], parsePartSize)),
    conflict: taken(optional(values['on-conflict'], parsePolicy)),
    digest: checksum === 'auto' ? null : checksum,
    headers: taken(parseCredentials({ header, cookie, user, bearer }, readText)),
    ...(checksum === 'auto' ? { seekChecksum: true } : {}),
    ...(proxy === null ? {} : { proxy }),
    ...(object === null ? {} : { object }),
    ...(customerKey === null ? {} : { customerKey }),
  };
}

function checkFile(file: string, urlCount: number, directory: string | null): void {
  if (directory !== null) throw new Misuse({ kind: 'file-and-directory' });
  if (urlCount > 1) throw new Misuse({ kind: 'one-file-for-many' });
  if (file === '-') throw new Misuse({ kind: 'file-is-stdout' });
  if (/[/\\]$/.test(file) || /(?:^|[/\\])\.{1,2}$/.test(file)) throw new Misuse({ kind: 'file-is-folder', given: file });
}

function refuseOptionsOfOthers(command: CommandName, values: Values): void {
  const allowed = OPTIONS_OF[command];
  const given = (Object.keys(OPTION_TABLE) as OptionName[]).filter((name) => values[name] !== undefined);
  const foreign = given.find((name) => !allowed.includes(name));
  if (foreign !== undefined) throw new Misuse({ kind: 'option-elsewhere', option: foreign, command });
}

function noCommand(first: string | undefined): UsageProblem {
  if (first === undefined) return { kind: 'no-command' };
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(first) || /^www\./i.test(first)
    ? { kind: 'url-without-command' }
    : { kind: 'unknown-command', given: first };
}

function taken<T>(parsed: { readonly kind: 'value'; readonly value: T } | { readonly kind: 'problem'; readonly problem: UsageProblem }): T {
  if (parsed.kind === 'problem') throw new Misuse(parsed.problem);
  return parsed.value;
}

/** Node's parser throws TypeErrors with stable codes whose text names the option in quotes first. */
function problemOf(error: unknown): UsageProblem {
  if (error instanceof Misuse) return error.problem;
  if (!(error instanceof TypeError) || !('code' in error)) throw error;
  const option = /'((?:-\w, )?--?[^'\s]*)/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return { kind: 'unknown-option', option };
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return { kind: error.message.includes('does not take an argument') ? 'value-unwanted' : 'value-missing', option };
    default:
      throw error;
  }
}
