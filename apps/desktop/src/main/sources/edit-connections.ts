/** Saving and testing what was typed of a connection. What comes back to the window never holds a secret. */
import { randomUUID } from 'node:crypto';
import type { ConnectionList, ConnectionNote, InputOf, SaveConnectionReply, TestReply } from '@sluice/ipc';
import type { Connection } from '@sluice/model';
import { bareRegion, checkConnection, parseEndpoint, type ConnectionNews, type KeysWish } from '@sluice/object-storage';
import type { Sources } from './sources.ts';

type Typed = InputOf<'connections:save'>;
type Refused = Extract<SaveConnectionReply, { readonly kind: 'refused' }>;

/** A store that does not answer for so long is told as that. */
const PATIENCE_MS = 20_000;
/** Only for a test of what has no bucket yet: no store has it, and the answer tells whether the keys are known. */
const NO_BUCKET = 'sluice-connection-test';

export function listConnections({ connections }: Sources): ConnectionList {
  return { connections: connections.list() };
}

export function saveConnection(typed: Typed, sources: Sources): SaveConnectionReply {
  const { connections } = sources;
  const connection = connectionOf(typed, sources);
  if ('kind' in connection) return connection;
  const saved = connections.save({ connection, bucket: typed.bucket }, keysOf(typed));
  return saved ? { kind: 'saved', id: connection.id, connections: connections.list() } : { kind: 'refused', reason: 'too-many' };
}

export async function testConnection(typed: Typed, sources: Sources): Promise<TestReply> {
  const connection = connectionOf(typed, sources);
  if ('kind' in connection) return connection;
  const keys = keysOf(typed);
  const notes: ConnectionNote[] = [];
  const credentials = keys === 'keep' ? sources.connections.credentials : { credentials: () => Promise.resolve(keys) };
  const ports = sources.portsWith(credentials, (news) => notes.push(noteOf(news)));
  const failure = await checkConnection(ports, { connection, bucket: typed.bucket ?? NO_BUCKET }, AbortSignal.timeout(PATIENCE_MS));
  const isAnswer = typed.bucket === null && failure?.kind === 'object-store' && failure.advice === 'no-such-bucket';
  return failure === null || isAnswer ? { kind: 'works', notes } : { kind: 'failed', failure, notes };
}

export function noteOf(news: ConnectionNews): ConnectionNote {
  return news.kind === 'clock-differs'
    ? { kind: news.kind, connection: news.connection, offsetMs: news.offsetMs }
    : { kind: news.kind, connection: news.connection, bucket: news.bucket, to: news.to };
}

function connectionOf(typed: Typed, { connections }: Sources): Connection | Refused {
  const { id, name, provider, endpoint, addressing, network, signature, credentials } = typed;
  const region = typed.region === null ? null : bareRegion(typed.region);
  if (endpoint !== null && parseEndpoint(endpoint) === null) return { kind: 'refused', reason: 'endpoint' };
  if (typed.region !== null && region === null) return { kind: 'refused', reason: 'region' };
  if (endpoint === null && region === null) return { kind: 'refused', reason: 'region' };
  const known = id === null ? null : connections.find(id);
  if (credentials === 'stored' && typed.keys === null && known?.accessKeyId == null) return { kind: 'refused', reason: 'keys' };
  return {
    id: known === null ? randomUUID() : known.connection.id,
    name,
    provider,
    endpoint,
    region,
    addressing,
    network,
    signature,
    credentials,
  };
}

function keysOf({ keys, credentials }: Typed): KeysWish {
  return keys === null || credentials !== 'stored' ? 'keep' : keys;
}
