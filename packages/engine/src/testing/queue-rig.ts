/** A queue with real sockets and a real disk against a scripted origin, for tests. The store is in memory unless one is given. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Job, JobId, JobOptions, JobState, JobStateKind } from '@sluice/model';
import { MemoryJobStore, startOrigin, tempFolder, type Origin } from '@sluice/testkit';
import {
  DEFAULT_SETTINGS,
  JobQueue,
  alwaysOnline,
  httpSource,
  openTransport,
  systemClock,
  type Clock,
  type JobHistory,
  type JobStore,
  type NewJob,
  type QueueEvent,
  type QueueSettings,
} from '../index.ts';

export const KiB = 1024;
export const MiB = 1024 * KiB;

export const NO_OPTIONS: JobOptions = {
  connections: null,
  partSizeBytes: null,
  limitBytesPerSecond: null,
  digest: null,
  onRemoteChange: 'restart',
};

export interface Rig {
  readonly origin: Origin;
  readonly folder: string;
  readonly store: JobStore;
  readonly queue: JobQueue;
  readonly events: readonly QueueEvent[];
  /** Adds one job and returns its id; throws when it is refused. */
  add(url: string, request?: Partial<NewJob>): JobId;
  job(id: JobId): Job;
  /** Resolves with the job's state as soon as it is one of `kinds`. */
  until<Kind extends JobStateKind>(id: JobId, ...kinds: readonly Kind[]): Promise<Extract<JobState, { kind: Kind }>>;
  /** Closes the queue as a quit does, and opens another one on the same store. */
  reopen(settings?: Partial<QueueSettings>): Promise<Rig>;
  /** `reopen` on another store, such as one that a crash left. */
  reopenOn(store: JobStore & Partial<JobHistory>): Promise<Rig>;
  path(name: string): string;
}

export interface RigOptions {
  readonly settings?: Partial<QueueSettings>;
  readonly store?: JobStore & Partial<JobHistory>;
  readonly timeouts?: { readonly headMs?: number; readonly bodyIdleMs?: number; readonly connectMs?: number };
  /** Absent: real time in which no wait is longer than 20 ms. */
  readonly clock?: Clock;
}

/** Opens a rig that the running test closes by itself. */
export async function openRig(options: RigOptions = {}): Promise<Rig> {
  const origin = await startOrigin();
  const folder = await tempFolder();
  onTestFinished(async () => {
    await origin.close();
    await folder.remove();
  });
  return openQueue(origin, folder.path, options.store ?? new MemoryJobStore(), options);
}

function openQueue(origin: Origin, folder: string, store: JobStore & Partial<JobHistory>, options: RigOptions): Rig {
  const transport = openTransport(options.timeouts === undefined ? {} : { timeouts: options.timeouts });
  const ports = {
    store,
    transport,
    sources: [httpSource],
    clock: options.clock ?? HASTY_CLOCK,
    random: Math.random,
    connectivity: alwaysOnline,
    history: { events: (id: JobId) => store.events?.(id) ?? [] },
  };
  const queue = new JobQueue(ports, { ...DEFAULT_SETTINGS, ...options.settings });
  const events: QueueEvent[] = [];
  queue.subscribe((event) => events.push(event));
  queue.open({ autostart: true });
  onTestFinished(() => queue.close());
  const job = (id: JobId): Job => {
    const snapshot = queue.snapshot(id);
    if (snapshot === null) throw new Error(`no job ${id}`);
    return snapshot.job;
  };
  const rig: Rig = {
    origin,
    folder,
    store,
    queue,
    events,
    job,
    add(url, request = {}) {
      const [outcome] = queue.add([
        { url, directory: folder, chosenName: null, conflict: 'keep-both', options: NO_OPTIONS, headers: [], begin: 'queued', ...request },
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
    async reopen(settings = {}) {
      await queue.close();
      return openQueue(origin, folder, store, { ...options, settings: { ...options.settings, ...settings } });
    },
    async reopenOn(left) {
      await queue.close();
      return openQueue(origin, folder, left, options);
    },
    path: (name) => join(folder, name),
  };
  return rig;
}

/** Real time, but no wait is longer than 20 ms: back-off and batching are as they are, only quicker. */
const HASTY_CLOCK: Clock = { ...systemClock, after: (delayMs, action) => systemClock.after(Math.min(delayMs, 20), action) };
