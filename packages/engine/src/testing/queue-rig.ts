/** A queue with real sockets and a real disk against a scripted origin, for tests. The store is in memory unless one is given. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Job, JobId, JobState, JobStateKind } from '@sluice/model';
import { HASTY_CLOCK, MemoryJobStore, addJob, jobOf, newJob, startOrigin, tempFolder, untilState, type Origin } from '@sluice/testkit';
import {
  DEFAULT_SETTINGS,
  JobQueue,
  alwaysOnline,
  httpSource,
  openTransport,
  type Clock,
  type JobHistory,
  type JobStore,
  type NewJob,
  type QueueEvent,
  type QueueSettings,
} from '../index.ts';

export const KiB = 1024;
export const MiB = 1024 * KiB;

export { NO_OPTIONS } from '@sluice/model';

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
  const rig: Rig = {
    origin,
    folder,
    store,
    queue,
    events,
    job: (id) => jobOf(queue, id),
    add: (url, request) => addJob(queue, newJob(url, folder, request)),
    until: (id, ...kinds) => untilState(queue, id, ...kinds),
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
