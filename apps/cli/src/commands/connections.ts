/** `sluice connections`: how buckets are reached and with whose keys, kept for later commands. Secrets are never on the command line. */
import { assertNever, type Connection } from '@sluice/model';
import { checkConnection, parseObjectPlace, type SavedConnection } from '@sluice/object-storage';
import type { AddConnection, ConnectionsCommand, GivenKeys, ObjectWishes } from '../arguments/command.ts';
import { isSecretText } from '../arguments/parse-object-options.ts';
import type { Console } from '../console.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { connectionFrom } from '../jobs/object-options.ts';
import { stateFolder } from '../state-folder.ts';
import { askSecret } from '../terminal/ask-secret.ts';
import { printable } from '../terminal/printable.ts';
import { table } from '../terminal/table.ts';
import { savedConnections, tellFailure, withObjects } from './with-objects.ts';

const NO_WISHES: ObjectWishes = {
  ...{ connection: null, endpoint: null, region: null, addressing: null, network: null, signature: null },
  ...{ anonymous: false, asked: {} },
};

export async function connections(command: ConnectionsCommand, console: Console): Promise<ExitCode> {
  switch (command.action) {
    case 'add':
      return add(command, console);
    case 'list':
      return list(command, console);
    case 'test':
      return test(command, console);
    case 'remove':
      return remove(command, console);
    default:
      return assertNever(command);
  }
}

type Asked<Action> = Extract<ConnectionsCommand, { readonly action: Action }>;

async function add(command: Asked<'add'>, console: Console): Promise<ExitCode> {
  const { sentences, stderr, surroundings } = console;
  const { objects } = sentences;
  const keys = command.keys === null ? null : await wholeKeys(command.keys, console);
  if (keys === 'missing') {
    stderr.line(`sluice: ${objects.secretMissing}`);
    return EXIT.usage;
  }
  const connection = { ...connectionOf(command), ...(keys === null ? {} : { credentials: 'stored' as const }) };
  const bucket = parseObjectPlace(command.place)?.bucket ?? null;
  const store = savedConnections(stateFolder(command.stateFolder, surroundings), console);
  if (!store.save({ connection, bucket }, keys ?? 'keep')) {
    stderr.line(`sluice: ${objects.tooMany}`);
    return EXIT.failure;
  }
  stderr.line(objects.connectionSaved(command.name));
  return EXIT.done;
}

/** A connection's id is its name here, so that a job can name it in another run. */
function connectionOf({ name, place, wishes }: AddConnection): Connection {
  return connectionFrom(wishes ?? NO_WISHES, parseObjectPlace(place)?.provider ?? 'oss', { id: name, name });
}

async function wholeKeys({ accessKeyId, secret, token }: GivenKeys, console: Console) {
  const typed = secret ?? (await askSecret(console.sentences.objects.secretPrompt(accessKeyId)));
  return isSecretText(typed) ? { accessKeyId, secret: typed, token } : 'missing';
}

function list({ stateFolder: folder, json }: Asked<'list'>, console: Console): ExitCode {
  const { sentences, stderr, stdout, surroundings } = console;
  const saved = savedConnections(stateFolder(folder, surroundings), console).list();
  if (json) for (const one of saved) stdout.line(JSON.stringify(jsonOf(one)));
  else if (saved.length === 0) stderr.line(sentences.objects.noConnections);
  else {
    const rows = saved.map((one) => rowOf(one, console).map(printable));
    const columns = stdout.isTerminal ? stdout.size().columns : Number.POSITIVE_INFINITY;
    for (const line of table([[...sentences.objects.columns], ...rows], columns)) stdout.line(line);
  }
  return EXIT.done;
}

/** The contract of `connections list --json`. No secret is in it. */
function jsonOf({ connection, bucket, accessKeyId }: SavedConnection): Readonly<Record<string, unknown>> {
  const { name, provider, endpoint, region, addressing, network, signature, credentials } = connection;
  return { name, provider, bucket, endpoint, region, addressing, network, signature, keys: credentials, accessKeyId };
}

function rowOf({ connection, bucket, accessKeyId }: SavedConnection, { sentences: { objects } }: Console): readonly string[] {
  const { name, provider, endpoint, region, credentials } = connection;
  const keys = credentials === 'stored' ? (accessKeyId ?? objects.keys.lost) : objects.keys[credentials];
  return [name, `${provider}://${bucket ?? ''}`, [endpoint, region].filter((part) => part !== null).join(' '), keys];
}

async function test(command: Asked<'test'>, console: Console): Promise<ExitCode> {
  const { sentences, stderr } = console;
  return withObjects(command, console, async ({ ports, connections: store, signal }) => {
    const saved = store.find(command.name);
    if (saved === null) {
      stderr.line(`sluice: ${sentences.objects.noConnection(command.name)}`);
      return EXIT.failure;
    }
    const bucket = (command.place === null ? null : parseObjectPlace(command.place)?.bucket) ?? saved.bucket;
    if (bucket === null) {
      stderr.line(`sluice: ${sentences.objects.bucketNeeded}`);
      return EXIT.usage;
    }
    const failure = await checkConnection(ports, { connection: saved.connection, bucket }, signal);
    if (failure !== null) return tellFailure(failure, console);
    stderr.line(stderr.paint('good', sentences.objects.works(command.name, bucket)));
    return EXIT.done;
  });
}

function remove({ name, stateFolder: folder }: Asked<'remove'>, console: Console): ExitCode {
  const { sentences, stderr, surroundings } = console;
  const store = savedConnections(stateFolder(folder, surroundings), console);
  if (store.find(name) === null) {
    stderr.line(`sluice: ${sentences.objects.noConnection(name)}`);
    return EXIT.failure;
  }
  store.remove(name);
  stderr.line(sentences.objects.connectionRemoved(name));
  return EXIT.done;
}
