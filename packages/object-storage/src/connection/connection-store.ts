/** The user's connections, kept between runs (spec G2): the list lies in the open, each pair of keys in a seal of its own. */
import type { Connection } from '@sluice/model';
import type { Credentials } from '../sign/signing.ts';
import type { ConnectionBook } from './connection-book.ts';
import type { CredentialsProvider } from './credentials.ts';
import { connectionBook } from './list-book.ts';
import { fieldsOf, parseBucket, parseConnection, parseCredentials } from './parse-connection.ts';

/** Where the list lies: a row of the settings, or a file. */
export interface ConnectionPlace {
  /** What was written last; undefined: nothing yet. */
  read(): unknown;
  /** Takes a JSON value. Durable when it returns. */
  write(value: unknown): void;
}

/** How keys are sealed; the box that seals the secrets of jobs fits. */
export interface Seal {
  seal(plain: string): Uint8Array;
  /** Null: sealed by another, or the key is gone. */
  open(sealed: Uint8Array): string | null;
}

export interface SavedConnection {
  readonly connection: Connection;
  /** Where to begin to browse, and what a test asks for; null: not said. */
  readonly bucket: string | null;
  /** The name of the kept keys, which is no secret; null: none are kept, or they can't be opened any more. */
  readonly accessKeyId: string | null;
}

/** What is to become of the kept keys. They are dropped where the connection has no use for them. */
export type KeysWish = Credentials | 'keep';

export const MAX_CONNECTIONS = 200;

interface Entry {
  readonly connection: Connection;
  readonly bucket: string | null;
  readonly sealed: string | null;
}

export class ConnectionStore {
  readonly #place: ConnectionPlace;
  readonly #box: Seal;
  #entries: readonly Entry[] = [];
  /** What an older or newer version wrote, or a hand: written back as it was. */
  #strange: readonly unknown[] = [];
  #keys = new Map<string, Credentials | null>();
  readonly book: ConnectionBook = connectionBook(
    () => this.#entries.map(({ connection }) => connection),
    (bucket) => this.#entries.find((entry) => entry.bucket === bucket)?.connection ?? null,
    ({ id }) => this.#entries.find(({ connection }) => connection.id === id)?.bucket ?? null,
  );
  readonly credentials: CredentialsProvider = { credentials: ({ id }) => Promise.resolve(this.#keysOf(id)) };

  constructor(place: ConnectionPlace, box: Seal) {
    this.#place = place;
    this.#box = box;
  }

  /** Reads what earlier runs left; `unreadable` when some of it is no connection, which is kept as it is and not used. */
  open(): 'read' | 'unreadable' {
    const stored = this.#place.read();
    const list = fieldsOf(stored)?.['connections'];
    const values: readonly unknown[] = Array.isArray(list) ? list : [];
    const read = values.map((value) => ({ value, entry: parseEntry(value) }));
    const known = new Set<string>();
    const isFirst = ({ connection: { id } }: Entry): boolean => !known.has(id) && known.add(id).size <= MAX_CONNECTIONS;
    const entries = read.map(({ value, entry }) => ({ value, entry: entry !== null && isFirst(entry) ? entry : null }));
    this.#entries = entries.flatMap(({ entry }) => entry ?? []);
    this.#strange = entries.flatMap(({ value, entry }) => (entry === null ? [value] : [])).slice(0, MAX_CONNECTIONS);
    this.#keys = new Map();
    return (stored === undefined || Array.isArray(list)) && this.#strange.length === 0 ? 'read' : 'unreadable';
  }

  list(): readonly SavedConnection[] {
    return this.#entries.map((entry) => this.#shown(entry));
  }

  find(id: string): SavedConnection | null {
    const entry = this.#entries.find(({ connection }) => connection.id === id);
    return entry === undefined ? null : this.#shown(entry);
  }

  /** Adds it, or puts it in the place of the one with its id. False: there are too many. */
  save({ connection, bucket }: Pick<SavedConnection, 'connection' | 'bucket'>, keys: KeysWish): boolean {
    const old = this.#entries.find((entry) => entry.connection.id === connection.id);
    if (old === undefined && this.#entries.length >= MAX_CONNECTIONS) return false;
    const kept = keys === 'keep' ? (old?.sealed ?? null) : Buffer.from(this.#box.seal(JSON.stringify(keys))).toString('base64');
    const entry: Entry = { connection, bucket, sealed: connection.credentials === 'stored' ? kept : null };
    this.#write(old === undefined ? [...this.#entries, entry] : this.#entries.map((one) => (one === old ? entry : one)));
    return true;
  }

  /** No such connection is no trouble. Its keys go with it. */
  remove(id: string): void {
    this.#write(this.#entries.filter(({ connection }) => connection.id !== id));
  }

  #write(entries: readonly Entry[]): void {
    this.#place.write({ version: 1, connections: [...entries, ...this.#strange] });
    this.#entries = entries;
    this.#keys = new Map();
  }

  #shown({ connection, bucket }: Entry): SavedConnection {
    return { connection, bucket, accessKeyId: this.#keysOf(connection.id)?.accessKeyId ?? null };
  }

  #keysOf(id: string): Credentials | null {
    const known = this.#keys.get(id);
    if (known !== undefined) return known;
    const sealed = this.#entries.find(({ connection }) => connection.id === id)?.sealed ?? null;
    const text = sealed === null ? null : this.#box.open(Buffer.from(sealed, 'base64'));
    const keys = text === null ? null : parseCredentials(text);
    this.#keys.set(id, keys);
    return keys;
  }
}

function parseEntry(value: unknown): Entry | null {
  const fields = fieldsOf(value);
  const connection = parseConnection(fields?.['connection']);
  if (fields === null || connection === null) return null;
  const sealed = fields['sealed'];
  return { connection, bucket: parseBucket(fields['bucket']), sealed: typeof sealed === 'string' ? sealed : null };
}
