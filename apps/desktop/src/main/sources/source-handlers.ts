/** Answers what the window asks of object stores. */
import type { JobQueue, NewJob } from '@sluice/engine';
import type { AddObjectsReply, AddingObjects, Handlers, InputOf, ObjectPage, RecognisedObject } from '@sluice/ipc';
import { NO_OPTIONS, objectAddress, type ConnectionRef, type Failure, type ObjectOptions } from '@sluice/model';
import { listObjects } from '@sluice/object-storage';
import type { SettingsBox } from '../settings.ts';
import { addObjects } from './add-objects.ts';
import { listConnections, saveConnection, testConnection } from './edit-connections.ts';
import type { Sources } from './sources.ts';

export interface SourcePorts {
  readonly sources: Sources;
  readonly queue: Pick<JobQueue, 'addMany'>;
  readonly settings: SettingsBox;
  readonly tellAdding: (progress: AddingObjects) => void;
}

type SourceChannel = Extract<keyof Handlers, `connections:${string}` | `objects:${string}`>;
export type SourceHandlers = Pick<Handlers, SourceChannel>;

const PATIENCE_MS = 60_000;

export function createSourceHandlers(ports: SourcePorts): SourceHandlers {
  const { sources } = ports;
  let adding: AbortController | null = null;
  return {
    'connections:list': () => listConnections(sources),
    'connections:save': (input) => saveConnection(input, sources),
    'connections:remove': ({ id }) => {
      sources.connections.remove(id);
      return listConnections(sources);
    },
    'connections:test': (input) => testConnection(input, sources),
    'objects:list': (input) => listPage(input, sources),
    'objects:add': async (input) => {
      adding?.abort();
      const mine = new AbortController();
      adding = mine;
      try {
        return await addChosen(input, ports, mine.signal);
      } finally {
        if (adding === mine) adding = null;
      }
    },
    'objects:stop-adding': () => {
      adding?.abort();
      return null;
    },
    'objects:recognise': ({ urls }) => ({ objects: urls.flatMap((url) => recognised(url, sources)) }),
  };
}

/** What a job of an address gets of its connection: the wished one, which may be gone meanwhile. */
export function objectOptionsOf(wish: NonNullable<InputOf<'jobs:add'>['object']>, { connections }: Sources): ObjectOptions {
  const { connectionId, versionId, requestPayer, trafficLimitBitsPerSecond, subRange, requestRestore } = wish;
  return {
    ...(connectionId === null ? {} : { connection: savedRef(connectionId, connections.find(connectionId)?.connection.name ?? '') }),
    ...(versionId === null ? {} : { versionId }),
    ...(requestPayer ? { requestPayer } : {}),
    ...(trafficLimitBitsPerSecond === null ? {} : { trafficLimitBitsPerSecond }),
    ...(subRange === null ? {} : { subRange }),
    ...(requestRestore ? { requestRestore } : {}),
  };
}

function savedRef(id: string, name: string): ConnectionRef {
  return { kind: 'saved', id, name };
}

async function listPage({ connectionId, bucket, prefix, from }: InputOf<'objects:list'>, sources: Sources): Promise<ObjectPage> {
  const connection = sources.ports.book.find(connectionId);
  if (connection === null) return { kind: 'failed', failure: unknown(bucket) };
  const order = { connection, bucket, prefix, delimiter: '/' as const, ...(from === null ? {} : { from }) };
  for await (const step of listObjects(sources.ports, order, AbortSignal.timeout(PATIENCE_MS))) {
    if (step.kind === 'failed') return step;
    const objects = step.objects.filter(({ key }) => key !== prefix);
    return {
      kind: 'page',
      prefixes: step.prefixes,
      objects: objects.map(({ key, sizeBytes, modifiedAtMs, storageClass }) => ({ key, sizeBytes, modifiedAtMs, storageClass })),
      next: step.next,
    };
  }
  return { kind: 'failed', failure: { kind: 'timeout', waitedFor: 'body', afterMs: PATIENCE_MS } };
}

async function addChosen(
  input: InputOf<'objects:add'>,
  { sources, queue, settings, tellAdding }: SourcePorts,
  signal: AbortSignal,
): Promise<AddObjectsReply> {
  const connection = sources.ports.book.find(input.connectionId);
  if (connection === null) return { added: 0, refused: 0, stopped: false, failure: unknown(input.bucket) };
  const { current } = settings;
  const jobFor = ({ url, directory, name }: { readonly url: string; readonly directory: string; readonly name: string }): NewJob => ({
    url,
    directory,
    chosenName: name,
    conflict: current.conflict,
    options: {
      ...NO_OPTIONS,
      onRemoteChange: current.onRemoteChange,
      object: { connection: savedRef(connection.id, connection.name) },
    },
    headers: [],
    begin: 'queued',
  });
  const root = input.directory ?? current.downloadFolder;
  const add = (requests: readonly NewJob[]) => queue.addMany(requests);
  return addObjects(input, { ports: sources.ports, connection, root, add, jobFor, tell: tellAdding }, signal);
}

function recognised(url: string, { ports }: Sources): readonly RecognisedObject[] {
  const known = ports.book.forBucketUrl(url);
  if (known === null) return [];
  const { connection, object } = known;
  return [{ url, address: objectAddress(object), connectionId: connection.id, connection: connection.name }];
}

function unknown(bucket: string): Failure {
  return { kind: 'connection', trouble: 'unknown', provider: 'oss', name: bucket };
}
