/** A queue with real sockets, disk and servers, into which other programs' files are adopted. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  DEFAULT_SETTINGS,
  JobQueue,
  alwaysOnline,
  httpSource,
  openTransport,
  systemClock,
  type AdoptOutcome,
  type Clock,
  type NewJob,
} from '@sluice/engine';
import type { Connection, JobState } from '@sluice/model';
import { connectionBook, credentialsFrom, openObjectSource } from '@sluice/object-storage';
import { MemoryJobStore, expectSeededFile, openObjectStore, startOrigin, tempFolder, type ObjectStore, type Origin } from '@sluice/testkit';
import { recogniseUnfinished } from '../index.ts';

export const MIB = 1024 * 1024;
export const BUCKET = 'examplebucket';
const KEYS = { accessKeyId: 'LTAI5tExampleKeyId', secret: 'Sec-ret/Example+Value==' };

export interface AdoptRig {
  readonly origin: Origin;
  readonly store: ObjectStore;
  readonly queue: JobQueue;
  /** Where files are downloaded to. */
  readonly folder: string;
  /** For everything else: what the Python SDK keeps in the user's folder, a compiler's output. */
  readonly aside: string;
  path(name: string): string;
  /** What `sluice adopt FILE [--source URL]` does. */
  adopt(path: string, source?: string | null): Promise<AdoptOutcome>;
  /** Resolves when the job is done and the file is right. */
  finish(outcome: AdoptOutcome, file: { readonly seed: number; readonly sizeBytes: number }): Promise<Extract<JobState, { kind: 'done' }>>;
}

/** Opens everything, and closes it when the running test is over. */
export async function openAdoptRig(): Promise<AdoptRig> {
  const origin = await startOrigin();
  const store = await openObjectStore({ dialect: 'oss', region: 'cn-hangzhou', credentials: [KEYS] });
  const temp = await tempFolder();
  onTestFinished(async () => {
    await origin.close();
    await store.close();
    await temp.remove();
  });
  const [folder, aside] = [join(temp.path, 'downloads'), join(temp.path, 'aside')];
  await mkdir(folder);
  await mkdir(aside);
  store.createBucket(BUCKET);
  const connection: Connection = {
    id: 'main',
    name: 'Main',
    provider: 'oss',
    endpoint: store.url,
    region: 'cn-hangzhou',
    addressing: 'virtual-host',
    network: 'public',
    signature: 'v4',
    credentials: 'environment',
  };
  const transport = openTransport();
  const environment = { OSS_ACCESS_KEY_ID: KEYS.accessKeyId, OSS_ACCESS_KEY_SECRET: KEYS.secret };
  const objects = openObjectSource({
    transport,
    clock: HASTY_CLOCK,
    book: connectionBook(() => [connection]),
    credentials: credentialsFrom(environment),
  });
  const around = { clock: HASTY_CLOCK, random: Math.random, connectivity: alwaysOnline };
  const queue = new JobQueue({ store: new MemoryJobStore(), transport, sources: [httpSource, objects], ...around }, DEFAULT_SETTINGS);
  queue.open({ autostart: true });
  onTestFinished(() => queue.close());
  const rig: AdoptRig = {
    origin,
    store,
    queue,
    folder,
    aside,
    path: (name) => join(folder, name),
    async adopt(path, source = null) {
      const recognised = await recogniseUnfinished(path, { pythonFolder: aside });
      if (recognised.kind === 'refused') {
        return { kind: 'refused', failure: { kind: 'not-adopted', cause: recognised.cause, path: recognised.path } };
      }
      const { claim } = recognised;
      return queue.adopt({ claim, job: newJob(source ?? claim.url ?? '', folder, connection), keepOriginal: false });
    },
    async finish(outcome, { seed, sizeBytes }) {
      if (outcome.kind !== 'added') throw new Error(JSON.stringify(outcome));
      const state = await ending(queue, outcome.job.id);
      if (state.kind !== 'done') throw new Error(JSON.stringify(state));
      await expectSeededFile(state.path, seed, sizeBytes);
      return state;
    },
  };
  return rig;
}

function newJob(url: string, directory: string, connection: Connection): NewJob {
  const options = { connections: null, partSizeBytes: null, limitBytesPerSecond: null, digest: null, onRemoteChange: 'restart' } as const;
  const object = url.startsWith('oss:') ? { object: { connection: { kind: 'given', connection } as const } } : {};
  return { url, directory, chosenName: null, conflict: 'keep-both', options: { ...options, ...object }, headers: [], begin: 'queued' };
}

function ending(queue: JobQueue, id: string): Promise<JobState> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const state = queue.snapshot(id)?.job.state;
      const isOver = state !== undefined && ['done', 'failed', 'waiting', 'cancelled'].includes(state.kind);
      if (isOver) resolve(state);
      return isOver;
    };
    if (look()) return;
    const stop = queue.subscribe(() => {
      if (look()) stop();
    });
  });
}

/** Real time, but no wait is longer than 20 ms. */
const HASTY_CLOCK: Clock = { ...systemClock, after: (delayMs, action) => systemClock.after(Math.min(delayMs, 20), action) };
