/** The queue and the user's commands: real sockets and a real disk where jobs run, a store in memory. */
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { isRunning, isTerminal, nextState, type Job, type JobId, type JobState, type JobStateKind } from '@sluice/model';
import {
  EVERY_STATE,
  FakeClock,
  MemoryJobStore,
  exampleJob,
  exampleSecrets,
  expectSeededFile,
  stallHead,
  startOrigin,
  tempFolder,
  type Origin,
} from '@sluice/testkit';
import {
  DEFAULT_SETTINGS,
  JobQueue,
  alwaysOnline,
  httpSource,
  openTransport,
  systemClock,
  type Clock,
  type EnginePorts,
  type JobChange,
  type NewJob,
  type QueueEvent,
  type QueueSettings,
} from '../index.ts';
import { openHandlesOf } from '../testing/open-handles.ts';
import { NO_OPTIONS } from '../testing/queue-rig.ts';

const MIB = 1024 * 1024;
const SIZE = 4 * MIB;

/** A store that refuses while it is told to. It gives in after many times, so that a queue that asks for ever is seen and not waited for. */
class FullStore extends MemoryJobStore {
  refuses: (change: JobChange) => boolean = () => false;
  refused = 0;

  override save(changes: readonly JobChange[]): void {
    if (this.refused < 50 && changes.some((change) => this.refuses(change))) {
      this.refused += 1;
      throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    }
    super.save(changes);
  }
}

interface Bench {
  readonly origin: Origin;
  readonly folder: string;
  readonly store: FullStore;
  readonly queue: JobQueue;
  readonly events: readonly QueueEvent[];
  readonly faults: readonly unknown[];
  serve(path: string): string;
  add(...requests: readonly Partial<NewJob>[]): readonly JobId[];
  state(id: JobId): JobStateKind | null;
  until(id: JobId, ...kinds: readonly JobStateKind[]): Promise<void>;
  kinds(id: JobId): readonly JobStateKind[];
}

async function openBench(
  options: {
    readonly settings?: Partial<QueueSettings>;
    readonly store?: FullStore;
    readonly autostart?: boolean;
    readonly clock?: Clock;
  } = {},
): Promise<Bench> {
  const origin = await startOrigin();
  const folder = await tempFolder();
  const store = options.store ?? new FullStore();
  const ports: EnginePorts = {
    store,
    transport: openTransport(),
    sources: [httpSource],
    clock: options.clock ?? systemClock,
    random: Math.random,
    connectivity: alwaysOnline,
  };
  const faults: unknown[] = [];
  const queue = new JobQueue(ports, { ...DEFAULT_SETTINGS, ...options.settings }, (fault) => faults.push(fault));
  const events: QueueEvent[] = [];
  queue.subscribe((event) => events.push(event));
  queue.open({ autostart: options.autostart ?? true });
  onTestFinished(async () => {
    store.refuses = () => false;
    await origin.close();
    await queue.close();
    await folder.remove();
  });
  const state = (id: JobId): JobStateKind | null => queue.snapshot(id)?.job.state.kind ?? null;
  return {
    origin,
    folder: folder.path,
    store,
    queue,
    events,
    faults,
    serve: (path) => origin.serve(path, { seed: 1, sizeBytes: SIZE }),
    add(...requests) {
      const base: NewJob = {
        url: '',
        directory: folder.path,
        chosenName: null,
        conflict: 'keep-both',
        options: NO_OPTIONS,
        headers: [],
        begin: 'queued',
      };
      return queue.add(requests.map((request) => ({ ...base, ...request }))).map((outcome) => {
        if (outcome.kind !== 'added') throw new Error(JSON.stringify(outcome));
        return outcome.job.id;
      });
    },
    state,
    until: (id, ...kinds) =>
      vi.waitUntil(() => kinds.some((kind) => kind === state(id)), { timeout: 10_000, interval: 5 }).then(() => undefined),
    kinds: (id) =>
      events.flatMap((event) =>
        event.kind === 'job' && event.cause === 'state' && event.snapshot.job.id === id ? [event.snapshot.job.state.kind] : [],
      ),
  };
}

/** Two jobs of which the second waits for the only place, while the first has begun to arrive. */
async function oneRunningOneWaiting(): Promise<Bench & { readonly first: JobId; readonly second: JobId; release(): void }> {
  const bench = await openBench({ settings: { concurrentJobs: 1 } });
  bench.serve('/a.bin');
  bench.serve('/b.bin');
  const release = bench.origin.hold('/a.bin', { afterBytes: MIB });
  const [first = '', second = ''] = bench.add({ url: `${bench.origin.url}/a.bin` }, { url: `${bench.origin.url}/b.bin` });
  await bench.origin.untilBytesSent('/a.bin', MIB);
  await bench.until(first, 'transferring');
  return { ...bench, first, second, release };
}

function stored(state: JobState, overrides: Partial<Job> = {}): FullStore {
  const store = new FullStore();
  store.save([{ job: exampleJob({ state, ...overrides }), secrets: exampleSecrets() }]);
  return store;
}

const turns = async (count = 20): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('opening', () => {
  test.each(EVERY_STATE.map((state) => [state.kind, state] as const))('finds %s and leaves it, unless it ran', async (kind, state) => {
    const { store, faults } = await openBench({ store: stored(state), autostart: false });
    const expected = isRunning(kind) ? { kind: 'queued' } : state;
    expect(store.read('job-1')?.job.state).toEqual(expected);
    expect(faults).toEqual([]);
  });

  test('without a start of its own runs nothing, until it is told what', async () => {
    const { queue, serve, add, until, state, origin } = await openBench({ autostart: false });
    const [first = '', second = ''] = add({ url: serve('/a.bin') }, { url: serve('/b.bin') });
    await turns();
    expect([state(first), state(second), origin.requests.length]).toEqual(['queued', 'queued', 0]);
    queue.run([second]);
    await until(second, 'done', 'failed');
    expect([state(first), state(second)]).toEqual(['queued', 'done']);
  });
});

describe('the order', () => {
  test('is that of adding, with no more at a time than is set, and changes live', async () => {
    const { queue, serve, add, until, state, origin } = await openBench({ settings: { concurrentJobs: 2 } });
    const paths = ['/a.bin', '/b.bin', '/c.bin', '/d.bin'];
    for (const path of paths) serve(path);
    const releases = paths.map((path) => origin.hold(path, { afterBytes: MIB }));
    const ids = add(...paths.map((path) => ({ url: `${origin.url}${path}` })));
    const [a = '', b = '', c = '', d = ''] = ids;
    await until(a, 'transferring');
    await until(b, 'transferring');
    await turns();
    expect(ids.map(state)).toEqual(['transferring', 'transferring', 'queued', 'queued']);
    queue.configure({ ...DEFAULT_SETTINGS, concurrentJobs: 3 });
    await until(c, 'transferring');
    await turns();
    expect(state(d)).toBe('queued');
    for (const release of releases) release();
    for (const id of ids) await until(id, 'done', 'failed');
    expect(ids.map(state)).toEqual(['done', 'done', 'done', 'done']);
  });

  test('of news is that of what happened, with exactly one end for each job', async () => {
    const { serve, add, until, kinds, folder } = await openBench();
    const ids = add({ url: serve('/a.bin') }, { url: serve('/b.bin') }, { url: serve('/c.bin') });
    for (const id of ids) await until(id, 'done', 'failed');
    await turns();
    for (const id of ids) {
      const seen = kinds(id).filter((kind, index, all) => kind !== all[index - 1]);
      expect(seen).toEqual(['queued', 'probing', 'transferring', 'verifying', 'committing', 'done']);
      expect(kinds(id).filter((kind) => kind === 'done')).toHaveLength(1);
    }
    await expectSeededFile(`${folder}/a.bin`, 1, SIZE);
  });
});

describe('a command, in every state at rest', () => {
  const COMMANDS = {
    pause: (queue: JobQueue) => queue.pause(['job-1']),
    cancel: (queue: JobQueue) => queue.cancel(['job-1']),
    resume: (queue: JobQueue) => queue.resume(['job-1']),
    retry: (queue: JobQueue) => queue.retry(['job-1']),
    remove: (queue: JobQueue) => queue.remove(['job-1'], { deleteData: false }),
    'remove with its data': (queue: JobQueue) => queue.remove(['job-1'], { deleteData: true }),
  } as const;
  const states = EVERY_STATE.map((state): JobState => (state.kind === 'done' ? { ...state, path: '/nowhere/f' } : state));
  const cases = Object.keys(COMMANDS).flatMap((name) => states.map((state) => [name, state.kind, state] as const));

  test.each(cases)('%s in %s does what the table says, and the second time nothing', async (name, kind, state) => {
    const { queue, store, faults } = await openBench({ store: stored(state), autostart: false });
    const command = Object.entries(COMMANDS).find(([key]) => key === name)?.[1];
    await command?.(queue);
    const after = store.read('job-1')?.job;
    await command?.(queue);
    expect(store.read('job-1')?.job).toEqual(after);
    if (name.startsWith('remove')) expect(after).toBeUndefined();
    else if (name === 'pause' || name === 'cancel') {
      const from = isRunning(kind) ? 'queued' : kind;
      expect(after?.state.kind).toBe(nextState(from, name) ?? from);
    } else if (isTerminal(kind)) expect(after?.state).toEqual(state);
    expect(faults).toEqual([]);
  });

  test('for a job that is not there does nothing', async () => {
    const { queue, faults } = await openBench();
    await queue.pause(['nobody']);
    await queue.cancel(['nobody']);
    await queue.remove(['nobody'], { deleteData: true });
    queue.resume(['nobody']);
    queue.retry(['nobody']);
    queue.run(['nobody']);
    expect(faults).toEqual([]);
  });
});

describe.each(['probing', 'transferring'] as const)('a command while a job is %s', (kind) => {
  async function running(): Promise<Bench & { readonly id: JobId }> {
    const bench = await openBench();
    const faults = kind === 'probing' ? [stallHead({ times: 1 })] : [];
    const url = bench.origin.serve('/a.bin', { seed: 1, sizeBytes: SIZE, faults });
    if (kind === 'transferring') bench.origin.hold('/a.bin', { afterBytes: MIB });
    const [id = ''] = bench.add({ url });
    await bench.origin.untilRequests(1);
    if (kind === 'transferring') await bench.origin.untilBytesSent('/a.bin', MIB);
    await bench.until(id, kind);
    return { ...bench, id };
  }

  test('pause, given twice at once and once more, pauses and closes every socket', async () => {
    const { queue, id, state, origin, kinds, faults } = await running();
    await Promise.all([queue.pause([id]), queue.pause([id])]);
    await queue.pause([id]);
    expect(state(id)).toBe('paused');
    await origin.untilConnections(0);
    expect(kinds(id).filter((seen) => seen === 'paused')).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  test('cancel after pause, both at once, ends cancelled', async () => {
    const { queue, id, state, faults } = await running();
    await Promise.all([queue.pause([id]), queue.cancel([id])]);
    await queue.cancel([id]);
    expect(state(id)).toBe('cancelled');
    expect(faults).toEqual([]);
  });

  test('remove forgets it for good', async () => {
    const { queue, id, store, origin, faults } = await running();
    await queue.remove([id], { deleteData: true });
    await origin.untilConnections(0);
    await turns();
    expect(store.read(id)).toBeNull();
    expect(faults).toEqual([]);
  });

  test('resume and retry change nothing', async () => {
    const { queue, id, state } = await running();
    queue.resume([id]);
    queue.retry([id]);
    expect(state(id)).toBe(kind);
  });

  test('close, twice, leaves it queued for the next start', async () => {
    const { queue, id, store, origin } = await running();
    await Promise.all([queue.close(), queue.close()]);
    await queue.close();
    expect(store.read(id)?.job.state).toEqual({ kind: 'queued' });
    await origin.untilConnections(0);
  });
});

describe('a command for several jobs, of which one runs and one waits for its place', () => {
  test('pause pauses both: the place that becomes free is not taken by the other', async () => {
    const { queue, first, second, state, kinds } = await oneRunningOneWaiting();
    await queue.pauseAll();
    await turns();
    expect([state(first), state(second), kinds(second)]).toEqual(['paused', 'paused', ['queued', 'paused']]);
  });

  test('cancel cancels both, for good', async () => {
    const { queue, first, second, state, kinds } = await oneRunningOneWaiting();
    await queue.cancel([first, second]);
    await turns();
    expect([state(first), state(second), kinds(second)]).toEqual(['cancelled', 'cancelled', ['queued', 'cancelled']]);
  });

  test('remove forgets both, for good', async () => {
    const { queue, first, second, store, kinds } = await oneRunningOneWaiting();
    await queue.remove([first, second], { deleteData: true });
    await turns();
    expect([store.read(first), store.read(second), kinds(second)]).toEqual([null, null, ['queued']]);
  });
});

describe('sleep', () => {
  test('F4: suspend and wake, each told twice, burn no retry, put no job in error, and the file arrives', async () => {
    const { queue, first, second, state, until, kinds, release, faults, folder } = await oneRunningOneWaiting();
    await Promise.all([queue.suspend(), queue.suspend()]);
    expect([state(first), state(second)]).toEqual(['queued', 'queued']);
    await turns();
    expect(state(first)).toBe('queued');
    release();
    await Promise.all([queue.wake(), queue.wake()]);
    await until(first, 'done', 'failed', 'waiting');
    await until(second, 'done', 'failed', 'waiting');
    expect(kinds(first).filter((kind) => kind === 'failed' || kind === 'waiting')).toEqual([]);
    await expectSeededFile(`${folder}/a.bin`, 1, SIZE);
    expect(faults).toEqual([]);
  });

  test('F4: what ran before it runs again after it, before anything that had waited', async () => {
    const bench = await openBench({ settings: { concurrentJobs: 1 } });
    const { queue, origin, add, until, state } = bench;
    for (const path of ['/a.bin', '/b.bin']) {
      bench.serve(path);
      origin.hold(path, { afterBytes: MIB });
    }
    const [earlier = '', ran = ''] = add({ url: `${origin.url}/a.bin`, begin: 'paused' }, { url: `${origin.url}/b.bin` });
    await until(ran, 'transferring');
    queue.resume([earlier]);
    await queue.suspend();
    await queue.wake();
    await turns();
    expect([isRunning(state(ran) ?? 'done'), state(earlier)]).toEqual([true, 'queued']);
  });
});

describe('a store that refuses (SQLITE_FULL)', () => {
  test('when a job starts is reported as what it is, and is not asked again and again', async () => {
    const { store, add, serve, faults, origin } = await openBench();
    store.refuses = ({ job }) => job.state.kind === 'probing';
    add({ url: serve('/a.bin') });
    await vi.waitUntil(() => faults.length > 0, { timeout: 5000, interval: 5 });
    await turns();
    expect(faults[0]).toMatchObject({ code: 'SQLITE_FULL' });
    expect(store.refused).toBeLessThan(5);
    expect(origin.requests).toHaveLength(0);
  });

  test.each(['transferring', 'verifying', 'committing', 'done'] as const)(
    'when a job becomes %s is reported, and nothing is called done',
    async (kind) => {
      const { store, add, serve, faults, state, kinds } = await openBench();
      store.refuses = ({ job }) => job.state.kind === kind;
      const [id = ''] = add({ url: serve('/a.bin') });
      await vi.waitUntil(() => faults.length > 0 || state(id) === 'failed', { timeout: 5000, interval: 5 });
      expect(kinds(id)).not.toContain('done');
      expect(store.read(id)?.job.state.kind).not.toBe('done');
      store.refuses = () => false;
    },
  );

  test('when a job has just made its part file leaves neither that file nor a connection open', async () => {
    const { origin, store, add, serve, faults, folder, state } = await openBench();
    store.refuses = ({ job }) => job.state.kind === 'transferring';
    const url = serve('/a.bin');
    const release = origin.hold('/a.bin', { afterBytes: MIB });
    const [id = ''] = add({ url });
    await vi.waitUntil(() => faults.length > 0 || state(id) === 'failed', { timeout: 5000, interval: 5 });
    await origin.untilConnections(0);
    expect(await openHandlesOf(`${folder}/a.bin.part`)).toBe(0);
    release();
  });

  test('for good, once it takes rows again, is no obstacle to the next start: the file arrives', async () => {
    const { store, queue, add, serve, faults, folder } = await openBench();
    store.refuses = () => true;
    const url = serve('/a.bin');
    expect(() => add({ url })).toThrow('full');
    store.refuses = ({ job }) => job.state.kind !== 'queued';
    const [id = ''] = add({ url });
    await vi.waitUntil(() => faults.length > 0, { timeout: 5000, interval: 5 });
    store.refuses = () => false;
    await queue.close();
    const ports = {
      store,
      transport: openTransport(),
      sources: [httpSource],
      clock: systemClock,
      random: Math.random,
      connectivity: alwaysOnline,
    };
    const next = new JobQueue(ports, DEFAULT_SETTINGS);
    onTestFinished(() => next.close());
    next.open({ autostart: true });
    await vi.waitUntil(() => next.snapshot(id)?.job.state.kind === 'done', { timeout: 5000, interval: 5 });
    await expectSeededFile(`${folder}/a.bin`, 1, SIZE);
  });
});

test('a listener that throws is reported, and disturbs neither the jobs nor the other listeners', async () => {
  const { queue, add, serve, until, state, faults } = await openBench();
  const heard: string[] = [];
  queue.subscribe(() => {
    throw new Error('a bug in a window');
  });
  queue.subscribe((event) => void heard.push(event.kind));
  const [id = ''] = add({ url: serve('/a.bin') });
  await until(id, 'done', 'failed');
  expect(state(id)).toBe('done');
  expect(heard).toContain('job');
  expect(faults).not.toEqual([]);
});

test('what is refused in a call does not keep the others out', async () => {
  const { queue, folder } = await openBench({ autostart: false, clock: new FakeClock() });
  const base = { directory: folder, chosenName: null, conflict: 'keep-both', options: NO_OPTIONS, headers: [], begin: 'paused' } as const;
  const outcomes = queue.add([
    { ...base, url: 'not a url' },
    { ...base, url: 'gopher://h.example/x' },
    { ...base, url: 'https://h.example/x', chosenName: '../x' },
    { ...base, url: 'https://h.example/x', directory: 'relative' },
    { ...base, url: 'https://h.example/x', options: { ...NO_OPTIONS, connections: 65 } },
    { ...base, url: 'https://user:secret@h.example/x?X-Amz-Signature=secret' },
  ]);
  expect(outcomes.map((outcome) => (outcome.kind === 'refused' ? outcome.failure.kind : outcome.job.state.kind))).toEqual([
    'invalid-url',
    'unsupported-scheme',
    'name-illegal',
    'folder-missing',
    'invalid-option',
    'paused',
  ]);
  expect(JSON.stringify(queue.snapshots())).not.toContain('secret');
});
