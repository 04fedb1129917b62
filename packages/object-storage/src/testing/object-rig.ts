/** The engine's queue with the object source against the fake store: real sockets, real disk. For tests. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  DEFAULT_SETTINGS,
  JobQueue,
  alwaysOnline,
  httpSource,
  openTransport,
  systemClock,
  type Clock,
  type NewJob,
  type QueueSettings,
} from '@sluice/engine';
import type { Connection, Job, JobId, JobOptions, JobState, JobStateKind, ObjectOptions as Wishes } from '@sluice/model';
import {
  MemoryJobStore,
  openObjectStore,
  tempFolder,
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

const ENVIRONMENT = {
  OSS_ACCESS_KEY_ID: KEYS.accessKeyId,
  OSS_ACCESS_KEY_SECRET: KEYS.secret,
  AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: KEYS.secret,
};

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
  const connection: Connection = {
    id: 'main',
    name: 'Main',
    provider: dialect,
    endpoint: store.url,
    region: 'cn-hangzhou',
    addressing: 'virtual-host',
    network: 'public',
    signature: 'v4',
    credentials: 'environment',
    ...options.connection,
  };
  const book = connectionBook(() => [connection]);
  const news: ConnectionNews[] = [];
  const clock = options.clock ?? HASTY_CLOCK;
  const ports = {
    transport: openTransport(),
    clock,
    book,
    credentials: credentialsFrom(options.environment ?? ENVIRONMENT),
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
  const job = (id: JobId): Job => {
    const snapshot = queue.snapshot(id);
    if (snapshot === null) throw new Error(`no job ${id}`);
    return snapshot.job;
  };
  return {
    store,
    rows,
    queue,
    connection,
    news,
    ports,
    job,
    add(url, wishes = {}, request = {}, more = {}) {
      const jobOptions = {
        connections: null,
        partSizeBytes: null,
        limitBytesPerSecond: null,
        digest: null,
        onRemoteChange: 'restart',
      } as const;
      const [outcome] = queue.add([
        {
          url,
          directory: folder.path,
          chosenName: null,
          conflict: 'keep-both',
          options: { ...jobOptions, ...more, object: { connection: { kind: 'given', connection }, ...wishes } },
          headers: [],
          begin: 'queued',
          ...request,
        },
      ]);
      if (outcome?.kind !== 'added') throw new Error(`refused: ${JSON.stringify(outcome)}`);
      return outcome.job.id;
    },
    until: (id, ...kinds) =>
      new Promise((resolve) => {
        const look = (): boolean => {
          const { state } = job(id);
          const found = kinds.some((kind) => kind === state.kind);
          if (found) resolve(state as never);
          return found;
        };
        if (look()) return;
        const stop = queue.subscribe(() => {
          if (look()) stop();
        });
      }),
    path: (name) => (name === '' ? folder.path : join(folder.path, name)),
  };
}

/** Real time, but no wait is longer than 20 ms: back-off and polls are as they are, only quicker. */
const HASTY_CLOCK: Clock = { ...systemClock, after: (delayMs, action) => systemClock.after(Math.min(delayMs, 20), action) };
