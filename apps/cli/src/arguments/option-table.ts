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
  verify: { type: 'string' },
  mirror: { type: 'string', multiple: true },
  header: { type: 'string', short: 'H', multiple: true },
  cookie: { type: 'string', multiple: true },
  user: { type: 'string' },
  bearer: { type: 'string' },
  proxy: { type: 'string' },
  connection: { type: 'string' },
  'access-key-id': { type: 'string' },
  'secret-file': { type: 'string' },
  'token-file': { type: 'string' },
  recursive: { type: 'boolean' },
  endpoint: { type: 'string' },
  region: { type: 'string' },
  addressing: { type: 'string' },
  network: { type: 'string' },
  signature: { type: 'string' },
  anonymous: { type: 'boolean' },
  'version-id': { type: 'string' },
  'request-payer': { type: 'boolean' },
  'traffic-limit': { type: 'string' },
  'sse-c-key-file': { type: 'string' },
  'sub-range': { type: 'string' },
  restore: { type: 'boolean' },
  state: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
  restart: { type: 'boolean' },
  source: { type: 'string' },
  copy: { type: 'boolean' },
  'delete-data': { type: 'boolean' },
  url: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const satisfies Record<OptionName, NonNullable<ParseArgsConfig['options']>[string]>;

export const COMMAND_NAMES: readonly CommandName[] = [
  'get',
  'add',
  'resume',
  'refresh',
  'adopt',
  'list',
  'history',
  'remove',
  'doctor',
  'connections',
  'ls',
];

const EVERYWHERE: readonly OptionName[] = ['state', 'help', 'version'];

const WAY_OPTIONS: readonly OptionName[] = ['endpoint', 'region', 'addressing', 'network', 'signature', 'anonymous'];

const GET_OPTIONS: readonly OptionName[] = [
  ...EVERYWHERE,
  ...(['output', 'directory', 'connections', 'part-size', 'limit', 'on-conflict', 'checksum', 'verify', 'json', 'quiet'] as const),
  ...(['header', 'cookie', 'user', 'bearer', 'proxy'] as const),
  ...WAY_OPTIONS,
  'connection',
  ...(['version-id', 'request-payer', 'traffic-limit', 'sse-c-key-file', 'sub-range', 'restore'] as const),
];

export const OPTIONS_OF: Readonly<Record<CommandName, readonly OptionName[]>> = {
  get: [...GET_OPTIONS, 'recursive', 'mirror'],
  add: [...EVERYWHERE, 'directory', 'header', 'cookie', 'user', 'bearer', 'json', 'quiet'],
  adopt: [...GET_OPTIONS, 'source', 'copy'],
  resume: [...EVERYWHERE, 'limit', 'on-conflict', 'verify', 'restart', 'json', 'quiet'],
  refresh: [...EVERYWHERE, 'limit', 'verify', 'json', 'quiet'],
  list: [...EVERYWHERE, 'json', 'quiet'],
  history: [...EVERYWHERE, 'json'],
  remove: [...EVERYWHERE, 'delete-data', 'quiet'],
  doctor: [...EVERYWHERE, 'directory', 'url', 'json'],
  connections: [...EVERYWHERE, ...WAY_OPTIONS, 'access-key-id', 'secret-file', 'token-file', 'json'],
  ls: [...EVERYWHERE, ...WAY_OPTIONS, 'connection', 'request-payer', 'recursive', 'json'],
};
