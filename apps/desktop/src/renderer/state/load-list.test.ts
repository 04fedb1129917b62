/** The list comes in parts, and news that come between them are not undone. */
import type { Client, JobsChanged } from '@sluice/ipc';
import { countJobs, type JobSnapshot } from '@sluice/model';
import { expect, test } from 'vitest';
import { aSnapshot } from './a-job.test-data.ts';
import { createListLoader } from './load-list.ts';
import { createWindowStore } from './window-store.ts';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

function snapshotOf(id: string, changes: Partial<JobSnapshot['job']> = {}): JobSnapshot {
  const base = aSnapshot({ kind: 'queued' });
  return { ...base, job: { ...base.job, id, rank: Number(id), ...changes } };
}

/** A main process with so many jobs; `onAsk` is told before each answer. */
function mainWith(count: number) {
  const jobs = new Map(Array.from({ length: count }, (_, index) => [String(index), snapshotOf(String(index))]));
  const asked: string[] = [];
  const onAsk: ((channel: string, asks: number) => void)[] = [];
  const answers: Record<string, (input: never) => unknown> = {
    'jobs:rows': ({ from, limit, snapshots }: { from: number; limit: number; snapshots: number }) => {
      const ids = [...jobs.keys()].slice(from, from + limit);
      const counts = countJobs([...jobs.values()].map(({ job }) => job));
      return { rows: { ids, keys: [], open: ids.length }, counts, snapshots: ids.slice(0, snapshots).flatMap((id) => jobs.get(id) ?? []) };
    },
    'jobs:snapshots': ({ ids }: { ids: readonly string[] }) => ({ snapshots: ids.flatMap((id) => jobs.get(id) ?? []) }),
  };
  const client = {
    invoke: async (channel: string, input: never) => {
      asked.push(channel);
      const answer = answers[channel]?.(input);
      await Promise.resolve();
      onAsk.forEach((tell) => tell(channel, asked.length));
      return answer;
    },
  } as unknown as Client;
  const store = createWindowStore();
  return { jobs, asked, onAsk, store, loader: createListLoader(store, client) };
}

test('the first rows are shown after one question, the others follow by themselves, in order', async () => {
  const { store, loader, asked } = mainWith(1_200);
  await loader.open(Promise.resolve({}));
  expect([asked, store.getState().phase, store.getState().listed.length]).toEqual([['jobs:rows'], 'ready', 60]);
  await settled();
  expect(store.getState().listed).toEqual(Array.from({ length: 1_200 }, (_, index) => String(index)));
  expect(store.getState().announcement).toBe('');
});

test('a short list takes one question', async () => {
  const { store, loader, asked } = mainWith(3);
  await loader.open(Promise.resolve({}));
  await settled();
  expect([asked, store.getState().listed]).toEqual([['jobs:rows'], ['0', '1', '2']]);
});

test('what is pushed while the list arrives is newer than what arrives', async () => {
  const { store, loader, jobs, onAsk } = mainWith(1_200);
  const push = (change: JobsChanged): void => loader.take(change);
  onAsk.push((channel, asks) => {
    if (channel !== 'jobs:snapshots' || asks !== 5) return;
    jobs.delete('7');
    jobs.set('8', snapshotOf('8', { state: { kind: 'paused' } }));
    jobs.set('5000', snapshotOf('5000'));
    push({ snapshots: [snapshotOf('8', { state: { kind: 'paused' } }), snapshotOf('5000')], removed: ['7'] });
  });
  await loader.open(Promise.resolve({}));
  await settled();
  const { snapshots } = store.getState();
  expect([snapshots.has('7'), snapshots.get('8')?.job.state.kind, snapshots.has('5000'), snapshots.size]).toEqual([
    false,
    'paused',
    true,
    1_200,
  ]);
});

test('when much has changed at once the list is asked for anew: what is gone goes, what is new comes', async () => {
  const { store, loader, jobs } = mainWith(900);
  await loader.open(Promise.resolve({}));
  await settled();
  for (let index = 0; index < 800; index += 1) jobs.delete(String(index));
  jobs.set('1000', snapshotOf('1000'));
  loader.take({ snapshots: [], removed: [], reload: true });
  loader.take({ snapshots: [], removed: [], reload: true });
  await settled();
  expect(store.getState().listed).toEqual([...jobs.keys()]);
});
