/** Every option, and which commands take it. Node's parser reads the first table, the second says who may use what. */
import type { ParseArgsConfig } from 'node:util';
import type { CommandName, OptionName } from './command.ts';

export const OPTION_TABLE = {
  output: { type: 'string', short: 'o' },
  directory: { type: 'string', short: 'd' },
  connections: { type: 'string' },
  'part-size': { type: 'string' },
  limit: { type: 'string' },
  'on-conflict': { type: 'string' },
  checksum: { type: 'string' },
  header: { type: 'string', short: 'H', multiple: true },
  cookie: { type: 'string', multiple: true },
  user: { type: 'string' },
  bearer: { type: 'string' },
  proxy: { type: 'string' },
  state: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  restart: { type: 'boolean' },
  'delete-data': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies Record<OptionName, NonNullable<ParseArgsConfig['options']>[string]>;

export const COMMAND_NAMES: readonly CommandName[] = ['get', 'resume', 'refresh', 'list', 'remove'];

const EVERYWHERE: readonly OptionName[] = ['state', 'help', 'version'];

export const OPTIONS_OF: Readonly<Record<CommandName, readonly OptionName[]>> = {
  get: [
    ...EVERYWHERE,
    ...(['output', 'directory', 'connections', 'part-size', 'limit', 'on-conflict', 'checksum', 'json', 'quiet'] as const),
    ...(['header', 'cookie', 'user', 'bearer', 'proxy'] as const),
  ],
  resume: [...EVERYWHERE, 'limit', 'on-conflict', 'restart', 'json', 'quiet'],
  refresh: [...EVERYWHERE, 'limit', 'json', 'quiet'],
  list: [...EVERYWHERE, 'json', 'quiet'],
  remove: [...EVERYWHERE, 'delete-data', 'quiet'],
};
