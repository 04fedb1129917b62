/** The program that `soak:kill` kills: a queue that downloads, pauses, resumes and changes its settings all the time. */
import { setTimeout as pass } from 'node:timers/promises';
import { DEFAULT_SETTINGS, JobQueue, alwaysOnline, httpSource, openTransport, systemClock, type JobStore } from '@sluice/engine';
import { NO_OPTIONS, isTerminal, type Job } from '@sluice/model';
import { openDatabase, plainBox } from '@sluice/store';
import { seededRandom } from '../packages/engine/src/crash-lab/testing/power-cut.ts';
import { armTrap, aimedStore } from './kill-trap.ts';
import type { ChildMessage, KillOrder, RowReport } from './kill-order.ts';

const PART_SIZES = [null, 128 * 1024, 512 * 1024, 1024 * 1024];
const CONNECTIONS = [1, 2, 3, 4];

const order = JSON.parse(process.argv[2] ?? '') as KillOrder;
const random = seededRandom(order.seed);
const pick = <T>(items: readonly [T, ...T[]] | readonly T[]): T => items[Math.floor(random() * items.length)] as T;
const tell = (message: ChildMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

const trap = armTrap(order.aim);
const opened = openDatabase(order.stateFolder, { clock: systemClock, secretBox: plainBox });
if (opened.kind !== 'open') throw new Error(`the database is ${opened.kind}`);
const store = aimedStore(opened.store, trap);
tell({ kind: 'ready', rows: rowsOf(store), notices: opened.notices.map(({ kind }) => kind) });

changeOptions(store);
const ports = {
  store,
  transport: openTransport(),
  sources: [httpSource],
  clock: systemClock,
  random: Math.random,
  connectivity: alwaysOnline,
};
const queue = new JobQueue(ports, { ...DEFAULT_SETTINGS, connectionsPerJob: 2, concurrentJobs: pick([2, 3, 3]) }, (fault) =>
  tell({ kind: 'trouble', detail: `fault: ${String(fault)}` }),
);
queue.subscribe((event) => {
  if (event.kind !== 'job' || event.cause !== 'state') return;
  const { state } = event.snapshot.job;
  tell({ kind: 'state', state: state.kind });
  if (state.kind === 'failed' || state.kind === 'waiting' || state.kind === 'cancelled')
    tell({ kind: 'trouble', detail: JSON.stringify(state) });
});
queue.open({ autostart: true });
addMissing();
queue.run(store.find({}).map(({ id }) => id));
while (!store.find({}).every(({ state }) => isTerminal(state.kind))) await disturb();
await queue.close();
tell({ kind: 'finished', rows: rowsOf(store) });
opened.store.close();

function addMissing(): void {
  const known = new Set(store.find({}).map(({ source }) => source.url));
  const missing = order.files.filter(({ url }) => !known.has(url));
  queue.add(
    missing.map(({ url }) => ({
      url,
      directory: order.downloadFolder,
      chosenName: null,
      conflict: 'keep-both' as const,
      options: { ...NO_OPTIONS, connections: pick(CONNECTIONS), partSizeBytes: pick(PART_SIZES) },
      headers: [],
      begin: 'queued' as const,
    })),
  );
}

/** Another number of connections, another part size, as `sluice get --connections 3` does for a job that is there. */
function changeOptions(jobs: JobStore): void {
  for (const job of jobs.find({})) {
    if (isTerminal(job.state.kind) || random() < 0.5) continue;
    jobs.save([{ job: { ...job, options: { ...job.options, connections: pick(CONNECTIONS), partSizeBytes: pick(PART_SIZES) } } }]);
  }
}

async function disturb(): Promise<void> {
  await pass(20 + random() * 250);
  const jobs = store.find({}).filter(({ state }) => !isTerminal(state.kind));
  if (jobs.length === 0) return;
  const dice = random();
  if (dice < 0.25) {
    const { id } = pick<Job>(jobs);
    await queue.pause([id]);
    if (random() < 0.5) await pass(random() * 40);
    queue.resume([id]);
  } else if (dice < 0.4) {
    queue.configure({
      ...DEFAULT_SETTINGS,
      connectionsPerJob: pick(CONNECTIONS),
      concurrentJobs: pick([1, 2, 3]),
      partSizeBytes: pick(PART_SIZES),
    });
  } else if (dice < 0.45) {
    await queue.suspend();
    await queue.wake();
  }
}

function rowsOf(jobs: JobStore): readonly RowReport[] {
  return jobs.find({}).map(({ source, state, durableBytes, restarts }) => ({
    name: source.url.slice(source.url.lastIndexOf('/') + 1),
    state: state.kind,
    durableBytes,
    restarts: restarts.count,
  }));
}
