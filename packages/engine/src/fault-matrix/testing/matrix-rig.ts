/** One download of the matrix: real sockets and a real disk, with a pause or a crash in its middle. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_OPTIONS, isRunning, type Job, type JobId } from '@sluice/model';
import {
  HASTY_CLOCK,
  MemoryJobStore,
  addJob,
  changedSeed,
  countedTransport,
  newJob,
  startOrigin,
  tempFolder,
  untilFound,
  type Origin,
} from '@sluice/testkit';
import { ForgetfulHostMemory, type HostMemory } from '../../transfer/host-memory.ts';
import { DEFAULT_SETTINGS, JobQueue, alwaysOnline, httpSource, openTransport } from '../../index.ts';
import type { Behaviour } from './behaviour.ts';

export type Mode = 'fresh' | 'resumed' | 'killed';

const SEED = 7;
export const SIZE = 8 * 1024 * 1024 + 17;
const PATH = '/file.zip';
/** The first run ends when so much was sent. */
const HELD_BYTES = 3 * 1024 * 1024;
const MIN_DURABLE_BYTES = 1024 * 1024;
/** News of the job until the first run is ended although less is durable: what a reset lost does not come again through the gate. */
const MOST_NEWS = 60;
const TIMEOUTS = { headMs: 500, bodyIdleMs: 500, connectMs: 2_000 };

export interface Result {
  /** At its first rest after the behaviour was met. */
  readonly met: Job;
  /** Once the server was honest again, where the first rest was not the end. */
  readonly healed: Job;
  readonly seed: number;
  readonly sizeBytes: number;
  /** Bytes of responses that came over the network, up to the first rest. */
  readonly fetchedBytes: number;
  /** Durable when the second run began, and at the first rest. */
  readonly durable: { readonly before: number; readonly met: number };
  /** What lies in the folder at the end. */
  readonly files: readonly string[];
  readonly path: (name: string) => string;
}

interface Session {
  readonly queue: JobQueue;
  job(id: JobId): Job;
  until(id: JobId, happened: (job: Job) => boolean): Promise<Job>;
}

/** Runs it, and cleans up behind it; `finish` looks at the files before that. */
export async function tryBehaviour(behaviour: Behaviour, mode: Mode, finish: (result: Result) => Promise<void>): Promise<void> {
  const origin = await startOrigin();
  const folder = await tempFolder();
  const closing: (() => Promise<void>)[] = [];
  try {
    await finish(await run(behaviour, mode, origin, folder.path, closing));
  } finally {
    for (const close of closing) await close();
    await origin.close();
    await folder.remove();
  }
}

async function run(behaviour: Behaviour, mode: Mode, origin: Origin, directory: string, closing: (() => Promise<void>)[]): Promise<Result> {
  const { behind, later = [], serve = {}, replaced, query = '' } = behaviour;
  const dataPath = behind?.path ?? PATH;
  const faults = serve.faults ?? [];
  const honest = { seed: SEED, sizeBytes: SIZE, ...serve };
  if (behind !== undefined) origin.serve(behind.path, { seed: SEED, sizeBytes: SIZE, ...behind });
  const url = origin.serve(PATH, { ...honest, faults: mode === 'fresh' ? [...faults, ...later] : faults }) + query;
  const meter = { bytes: 0 };
  const memory = new ForgetfulHostMemory();
  let store = new MemoryJobStore();
  let session = openSession(store, memory, meter, closing);
  const release = mode === 'fresh' ? null : origin.hold(dataPath, { afterBytes: HELD_BYTES });
  const options = { ...NO_OPTIONS, ...behaviour.options };
  const id = addJob(session.queue, newJob(url, directory, { options, headers: behaviour.headers ?? [] }));
  let before = 0;
  if (release !== null) {
    let news = 0;
    const isHeld = (job: Job): boolean => {
      if (origin.bytesSent(dataPath) < HELD_BYTES) return false;
      news += 1;
      return job.durableBytes >= MIN_DURABLE_BYTES || news > MOST_NEWS;
    };
    await session.until(id, (job) => !isUnderWay(job) || isHeld(job));
    if (mode === 'killed') store = await crash(session, store, id);
    else await session.queue.close();
    before = store.read(id)?.job.durableBytes ?? 0;
    if (replaced !== undefined) origin.replace(PATH, replaced);
    if (later.length > 0)
      origin.replace(PATH, {
        ...(replaced ?? { seed: SEED, lastModified: honest.lastModified ?? null }),
        ...honest,
        faults: [...faults, ...later],
      });
    release();
    session = openSession(store, memory, meter, closing);
    if (!isUnderWay(session.job(id))) session.queue.retry([id]);
  }
  const met = await session.until(id, (job) => !isUnderWay(job));
  const fetchedBytes = meter.bytes;
  const changedByFault = faults.some((fault) => fault.kind === 'change-etag-after' || fault.kind === 'same-size-swap-after');
  const seed = changedByFault ? changedSeed(SEED) : (replaced?.seed ?? SEED);
  const sizeBytes = replaced?.sizeBytes ?? SIZE;
  const durableAtMet = met.durableBytes;
  let healed = met;
  if (met.state.kind !== 'done') {
    origin.serve(PATH, { ...honest, ...replaced, faults: [] });
    if (behind !== undefined) origin.serve(behind.path, { seed: SEED, sizeBytes: SIZE });
    session.queue.retry([id]);
    healed = await session.until(id, (job) => !isUnderWay(job));
  }
  const files = await readdir(directory);
  return {
    met,
    healed,
    seed,
    sizeBytes,
    fetchedBytes,
    durable: { before, met: durableAtMet },
    files,
    path: (name) => join(directory, name),
  };
}

/**
 * What a power cut leaves: the rows as they stood at this moment, and of the part file only what they claim. All else in it is
 * overwritten with nonsense, as a disk may do with what was never synced.
 */
async function crash(session: Session, store: MemoryJobStore, id: JobId): Promise<MemoryJobStore> {
  const atOnce = new MemoryJobStore(store);
  await session.queue.close();
  // A restart that was under way has taken the part file along: then the moment of the crash is the one after it.
  const sameFile = atOnce.read(id)?.job.partFile?.inode === store.read(id)?.job.partFile?.inode;
  const left = sameFile ? atOnce : new MemoryJobStore(store);
  const stored = left.read(id);
  const path = stored?.job.partFile?.path;
  if (stored === null || path === undefined || !isUnderWay(stored.job)) return left;
  const file = await open(path, 'r+');
  try {
    for (const { range, durableBytes } of stored.checkpoint.parts) {
      const end = Math.min(range.end, (await file.stat()).size);
      const start = range.start + durableBytes;
      if (start < end) await file.write(Buffer.alloc(end - start, 0xa5), 0, end - start, start);
    }
  } finally {
    await file.close();
  }
  return left;
}

function openSession(store: MemoryJobStore, hostMemory: HostMemory, meter: { bytes: number }, closing: (() => Promise<void>)[]): Session {
  const transport = countedTransport(openTransport({ timeouts: TIMEOUTS }), (bytes) => (meter.bytes += bytes));
  const ports = {
    store,
    transport,
    sources: [httpSource],
    clock: HASTY_CLOCK,
    random: Math.random,
    connectivity: alwaysOnline,
    hostMemory,
  };
  const queue = new JobQueue(ports, { ...DEFAULT_SETTINGS, connectionsPerJob: 4 });
  queue.open({ autostart: true });
  closing.push(() => queue.close());
  const job = (id: JobId): Job => {
    const stored = store.read(id);
    if (stored === null) throw new Error(`no job ${id}`);
    return stored.job;
  };
  const until: Session['until'] = (id, happened) =>
    untilFound(queue, () => {
      const now = job(id);
      return happened(now) ? now : null;
    });
  return { queue, job, until };
}

function isUnderWay({ state }: Job): boolean {
  return state.kind === 'queued' || isRunning(state.kind);
}
