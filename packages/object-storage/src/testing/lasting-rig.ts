/** A queue over a real database, that can be quit, crashed and opened again against the fake store. For tests. */
import { cpSync, linkSync, rmSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  DEFAULT_SETTINGS,
  JobQueue,
  alwaysOnline,
  httpSource,
  openTransport,
  systemClock,
  type JobStore,
  type NewJob,
  type QueueEvent,
  type QueueSettings,
  type StoredJob,
  type TransportOptions,
} from '@sluice/engine';
import {
  NO_OPTIONS,
  type Connection,
  type Job,
  type JobId,
  type JobOptions,
  type JobState,
  type JobStateKind,
  type ObjectOptions as Wishes,
} from '@sluice/model';
import { openDatabase, plainBox, type SecretBox } from '@sluice/store';
import {
  HASTY_CLOCK,
  addJob,
  connectionTo,
  environmentWith,
  jobOf,
  newJob,
  openObjectStore,
  tempFolder,
  untilState,
  type BucketOptions,
  type ObjectOptions,
  type ObjectStore,
  type ObjectStoreOptions,
  type StoreCredential,
} from '@sluice/testkit';
import { connectionBook, credentialsFrom, openObjectSource, renewLink } from '../index.ts';

export const KiB = 1024;
export const MiB = 1024 * KiB;
export const BUCKET = 'examplebucket';
export const KEYS: StoreCredential = { accessKeyId: 'LTAI5tPromisesKeyId', secret: 'Promised/Secret+Value==' };

export interface LastingRigOptions {
  readonly store?: Partial<ObjectStoreOptions>;
  readonly bucket?: BucketOptions;
  readonly connection?: Partial<Connection>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly settings?: Partial<QueueSettings>;
  readonly secretBox?: SecretBox;
  /** Where the database is made, under the rig's folder. */
  readonly databaseFolder?: string;
  /** How the store is reached; absent: straight. */
  readonly transport?: (store: ObjectStore) => TransportOptions;
  /** Absent: a folder in the system's place for such. */
  readonly folder?: string;
}

export interface AddRequest extends Partial<NewJob> {
  readonly wishes?: Wishes;
  readonly jobOptions?: Partial<JobOptions>;
}

/** Opens a rig that the running test closes by itself. */
export async function openLastingRig(options: LastingRigOptions = {}): Promise<LastingRig> {
  const dialect = options.store?.dialect ?? 'oss';
  const store = await openObjectStore({ dialect, region: 'cn-hangzhou', credentials: [KEYS], ...options.store });
  const folder = await tempFolder(options.folder);
  const rig = new LastingRig(store, folder.path, options);
  onTestFinished(async () => {
    await rig.quit();
    await store.close();
    await folder.remove();
  });
  store.createBucket(BUCKET, options.bucket ?? {});
  await mkdir(rig.downloads);
  rig.start();
  return rig;
}

interface Running {
  readonly queue: JobQueue;
  readonly rows: JobStore;
  readonly events: QueueEvent[];
  close(): Promise<void>;
}

export class LastingRig {
  readonly store: ObjectStore;
  readonly folder: string;
  readonly downloads: string;
  readonly #options: LastingRigOptions;
  #running: Running | null = null;

  constructor(store: ObjectStore, folder: string, options: LastingRigOptions) {
    this.store = store;
    this.folder = folder;
    this.downloads = join(folder, 'downloads');
    this.#options = options;
  }

  get queue(): JobQueue {
    return this.#now().queue;
  }

  /** What is stored of the job and its parts. */
  stored(id: JobId): StoredJob | null {
    return this.#now().rows.read(id);
  }

  /** What the queue told since it was started. */
  get events(): readonly QueueEvent[] {
    return this.#now().events;
  }

  get databaseFolder(): string {
    return join(this.folder, this.#options.databaseFolder ?? 'state');
  }

  /** Opens the database and a queue on it, as starting the program does. */
  start(settings: Partial<QueueSettings> = {}): void {
    const opened = openDatabase(this.databaseFolder, { clock: systemClock, secretBox: this.#options.secretBox ?? plainBox });
    if (opened.kind !== 'open') throw new Error(`the database is ${opened.kind}`);
    const book = connectionBook(() => [this.connection]);
    const transport = openTransport(this.#options.transport?.(this.store));
    const credentials = credentialsFrom(this.#options.environment ?? environmentWith(KEYS));
    const queue = new JobQueue(
      {
        store: opened.store,
        transport,
        sources: [httpSource, openObjectSource({ transport, clock: HASTY_CLOCK, book, credentials })],
        clock: HASTY_CLOCK,
        random: Math.random,
        connectivity: alwaysOnline,
        renewLink: (url) => renewLink(book, url),
      },
      { ...DEFAULT_SETTINGS, ...this.#options.settings, ...settings },
    );
    const events: QueueEvent[] = [];
    queue.subscribe((event) => events.push(event));
    queue.open({ autostart: true });
    const close = async (): Promise<void> => {
      await queue.close();
      opened.store.close();
    };
    this.#running = { queue, rows: opened.store, events, close };
  }

  /** Ends the queue in an orderly way, if it runs. */
  async quit(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    await running?.close();
  }

  /** Quits and starts again. */
  async reopen(settings: Partial<QueueSettings> = {}): Promise<void> {
    await this.quit();
    this.start(settings);
  }

  /**
   * Keeps the disk as it is at this moment; the returned function, once the queue was quit, puts that back, as if
   * the program had been killed then. Part files keep their identity.
   */
  freezeDisk(partNames: readonly string[]): (finished: readonly string[]) => void {
    const kept = join(this.folder, `frozen-${process.hrtime.bigint()}`);
    cpSync(this.databaseFolder, join(kept, 'state'), { recursive: true });
    for (const name of partNames) linkSync(this.path(name), join(kept, name));
    return (finished) => {
      for (const name of finished) rmSync(this.path(name), { force: true });
      rmSync(this.databaseFolder, { recursive: true });
      cpSync(join(kept, 'state'), this.databaseFolder, { recursive: true });
      for (const name of partNames) {
        rmSync(this.path(name), { force: true });
        linkSync(join(kept, name), this.path(name));
      }
      rmSync(kept, { recursive: true });
    };
  }

  get connection(): Connection {
    return connectionTo(this.store, { provider: this.#options.store?.dialect ?? 'oss', ...this.#options.connection });
  }

  /** Puts an object and returns its address. */
  put(key: string, object: ObjectOptions): string {
    this.store.put(BUCKET, key, object);
    return `${this.connection.provider}://${BUCKET}/${key}`;
  }

  /** Adds one job; throws when it is refused. */
  add(url: string, { wishes, jobOptions, ...request }: AddRequest = {}): JobId {
    const object = { connection: { kind: 'given', connection: this.connection }, ...wishes } as const;
    return addJob(this.queue, newJob(url, this.downloads, { options: { ...NO_OPTIONS, ...jobOptions, object }, ...request }));
  }

  job(id: JobId): Job {
    return jobOf(this.queue, id);
  }

  /** Resolves with the job's state as soon as it is one of `kinds`. */
  until<Kind extends JobStateKind>(id: JobId, ...kinds: readonly Kind[]): Promise<Extract<JobState, { kind: Kind }>> {
    return untilState(this.queue, id, ...kinds);
  }

  /** Holds the object after so many bytes and resolves once they were sent; the returned function lets go. */
  async sent(key: string, bytes: number, begin: () => void): Promise<() => void> {
    const letGo = this.store.hold(BUCKET, key, { afterBytes: bytes });
    begin();
    await this.store.untilBytesSent(this.store.pathFor(BUCKET, key), bytes);
    return letGo;
  }

  bytesSent(key: string): number {
    return this.store.bytesSent(this.store.pathFor(BUCKET, key));
  }

  path(name: string): string {
    return join(this.downloads, name);
  }

  /** Names in the folder of downloads, sorted. */
  async names(): Promise<readonly string[]> {
    return (await readdir(this.downloads)).sort();
  }

  #now(): Running {
    if (this.#running === null) throw new Error('the queue does not run');
    return this.#running;
  }
}
