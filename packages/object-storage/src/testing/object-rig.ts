/** The engine's queue with the object source against the fake store: real sockets, real disk. For tests. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  DEFAULT_SETTINGS,
  JobQueue,
  alwaysOnline,
  httpSource,
  openTransport,
  type Clock,
  type NewJob,
  type QueueSettings,
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
import {
  HASTY_CLOCK,
  MemoryJobStore,
  addJob,
  connectionTo,
  environmentWith,
  jobOf,
  newJob,
  openObjectStore,
  tempFolder,
  untilState,
  type BucketOptions,
  type ObjectStore,
  type ObjectStoreOptions,
  type StoreCredential,
} from '@sluice/testkit';
import { connectionBook, credentialsFrom, openObjectSource, renewLink, type ClientPorts, type ConnectionNews } from '../index.ts';

export const KiB = 1024;
export const MiB = 1024 * KiB;
export const BUCKET = 'examplebucket';
export const KEYS: StoreCredential = { accessKeyId: 'LTAI5tExampleKeyId', secret: 'Sec-ret/Example+Value==' };

export interface ObjectRig {
  readonly store: ObjectStore;
  readonly rows: MemoryJobStore;
  readonly queue: JobQueue;
  readonly connection: Connection;
  readonly news: readonly ConnectionNews[];
  readonly ports: ClientPorts & { readonly clock: Clock };
  add(url: string, wishes?: Wishes, request?: Partial<NewJob>, options?: Partial<JobOptions>): JobId;
  job(id: JobId): Job;
  until<Kind extends JobStateKind>(id: JobId, ...kinds: readonly Kind[]): Promise<Extract<JobState, { kind: Kind }>>;
  path(name: string): string;
}

export interface ObjectRigOptions {
  readonly store?: Partial<ObjectStoreOptions>;
  readonly bucket?: BucketOptions;
  readonly connection?: Partial<Connection>;
  /** What the environment holds; absent: the keys. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly settings?: Partial<QueueSettings>;
  readonly clock?: Clock;
}

/** Opens everything, and closes it when the running test is over. */
export async function openObjectRig(options: ObjectRigOptions = {}): Promise<ObjectRig> {
  const dialect = options.store?.dialect ?? 'oss';
  const store = await openObjectStore({ dialect, region: 'cn-hangzhou', credentials: [KEYS], ...options.store });
  const folder = await tempFolder();
  onTestFinished(async () => {
    await store.close();
    await folder.remove();
  });
  store.createBucket(BUCKET, options.bucket ?? {});
  const connection = connectionTo(store, { provider: dialect, ...options.connection });
  const book = connectionBook(() => [connection]);
  const news: ConnectionNews[] = [];
  const clock = options.clock ?? HASTY_CLOCK;
  const ports = {
    transport: openTransport(),
    clock,
    book,
    credentials: credentialsFrom(options.environment ?? environmentWith(KEYS)),
    tell: (one: ConnectionNews) => void news.push(one),
  };
  const rows = new MemoryJobStore();
  const queue = new JobQueue(
    {
      store: rows,
      transport: ports.transport,
      sources: [httpSource, openObjectSource(ports)],
      clock,
      random: Math.random,
      connectivity: alwaysOnline,
      renewLink: (url) => renewLink(book, url),
    },
    { ...DEFAULT_SETTINGS, ...options.settings },
  );
  queue.open({ autostart: true });
  onTestFinished(() => queue.close());
  return {
    store,
    rows,
    queue,
    connection,
    news,
    ports,
    job: (id) => jobOf(queue, id),
    add(url, wishes = {}, request = {}, more = {}) {
      const object = { connection: { kind: 'given', connection }, ...wishes } as const;
      return addJob(queue, newJob(url, folder.path, { options: { ...NO_OPTIONS, ...more, object }, ...request }));
    },
    until: (id, ...kinds) => untilState(queue, id, ...kinds),
    path: (name) => (name === '' ? folder.path : join(folder.path, name)),
  };
}
