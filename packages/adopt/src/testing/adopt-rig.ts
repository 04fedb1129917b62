/** A queue with real sockets, disk and servers, into which other programs' files are adopted. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { DEFAULT_SETTINGS, JobQueue, alwaysOnline, httpSource, openTransport, type AdoptOutcome, type NewJob } from '@sluice/engine';
import { NO_OPTIONS, type Connection, type JobState } from '@sluice/model';
import { connectionBook, credentialsFrom, openObjectSource } from '@sluice/object-storage';
import {
  HASTY_CLOCK,
  MemoryJobStore,
  connectionTo,
  environmentWith,
  expectSeededFile,
  newJob,
  openObjectStore,
  startOrigin,
  tempFolder,
  untilState,
  type ObjectStore,
  type Origin,
} from '@sluice/testkit';
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
  const connection = connectionTo(store);
  const transport = openTransport();
  const objects = openObjectSource({
    transport,
    clock: HASTY_CLOCK,
    book: connectionBook(() => [connection]),
    credentials: credentialsFrom(environmentWith(KEYS)),
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
      return queue.adopt({ claim, job: jobFor(source ?? claim.url ?? '', folder, connection), keepOriginal: false });
    },
    async finish(outcome, { seed, sizeBytes }) {
      if (outcome.kind !== 'added') throw new Error(JSON.stringify(outcome));
      const state = await untilState(queue, outcome.job.id, 'done', 'failed', 'waiting', 'cancelled');
      if (state.kind !== 'done') throw new Error(JSON.stringify(state));
      await expectSeededFile(state.path, seed, sizeBytes);
      return state;
    },
  };
  return rig;
}

function jobFor(url: string, directory: string, connection: Connection): NewJob {
  const object = { connection: { kind: 'given', connection } } as const;
  return newJob(url, directory, url.startsWith('oss:') ? { options: { ...NO_OPTIONS, object } } : {});
}
