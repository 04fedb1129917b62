/** Of a long list the window has the order, and whole jobs only where somebody looks; nobody sees a difference. */
import type { Client } from '@sluice/ipc';
import { countJobs, countOf, type FileKind, type JobSnapshot, type JobState, type ListFilter } from '@sluice/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listJobs, type Shown } from '../filters/filter-jobs.ts';
import { selectAll } from '../jobs/selection.ts';
import { aSnapshot, NOW } from './a-job.test-data.ts';
import { createActions } from './actions.ts';
import { search, showFilter, showKind } from './change-jobs.ts';
import { createListLoader } from './load-list.ts';
import { KEPT_WHOLE, placeRows, rowsOf } from './long-list.ts';
import { createWindowStore } from './window-store.ts';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

const ALL: Shown = { filter: 'all', fileKind: null, query: '' };

function job(id: string, rank: number, state: JobState = { kind: 'queued' }, ending = 'zip'): JobSnapshot {
  return aSnapshot(state, { id, rank, name: `${id}.${ending}` });
}

function done(id: string, atMs: number): JobSnapshot {
  return job(id, 0, { kind: 'done', path: `/srv/${id}`, sizeBytes: 1, verdict: { kind: 'unverified' }, atMs });
}

const anyJob = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 1000 }), fc.constantFrom('open', 'ended'))
  .map(([id, key, kind]) => (kind === 'open' ? job(`j${id}`, key + id / 100) : done(`j${id}`, NOW + key + id / 100)));

test('what changes is put where sorting all jobs anew would put it', () => {
  fc.assert(
    fc.property(fc.array(anyJob), fc.array(anyJob), fc.array(fc.integer({ min: 0, max: 30 })), (first, second, gone) => {
      const jobs = new Map(first.map((snapshot) => [snapshot.job.id, snapshot]));
      const before = rowsOf(listJobs(jobs.values(), ALL), jobs);
      const changes = new Map(second.map((snapshot) => [snapshot.job.id, snapshot]));
      const removed = gone.map((id) => `j${id}`).filter((id) => !changes.has(id));
      for (const [id, snapshot] of changes) jobs.set(id, snapshot);
      for (const id of removed) jobs.delete(id);
      const after = placeRows(before, { snapshots: [...changes.values()], removed }, () => true);
      expect(after.ids).toEqual(listJobs(jobs.values(), ALL));
    }),
  );
});

function countsOf(jobs: ReadonlyMap<string, JobSnapshot>) {
  return countJobs([...jobs.values()].map(({ job: one }) => one));
}

/** A main process with very many jobs, which filters, searches and counts. */
function mainWith(count: number) {
  const jobs = new Map<string, JobSnapshot>(Array.from({ length: count }, (_unused, at) => [`j${at}`, job(`j${at}`, at)]));
  const asked: { channel: string; ids: number }[] = [];
  const answer = (channel: string, input: never): unknown => {
    const {
      ids,
      filter,
      fileKind,
      search: query,
      from,
      limit,
      snapshots,
    } = input as {
      ids: readonly string[];
      filter: ListFilter;
      fileKind: FileKind | null;
      search: string;
      from: number;
      limit: number;
      snapshots: number;
    };
    if (channel === 'jobs:snapshots') return { snapshots: ids.flatMap((id) => jobs.get(id) ?? []) };
    if (channel !== 'jobs:rows') return null;
    const all = rowsOf(listJobs(jobs.values(), { filter, fileKind, query }), jobs);
    const part = { ids: all.ids.slice(from, from + limit), keys: all.keys.slice(from, from + limit) };
    const open = Math.max(0, Math.min(all.open - from, part.ids.length));
    return {
      rows: { ...part, open },
      counts: countsOf(jobs),
      snapshots: part.ids.slice(0, snapshots).flatMap((id) => jobs.get(id) ?? []),
    };
  };
  const client = {
    invoke: (channel: string, input: { ids?: readonly string[] }) => {
      asked.push({ channel, ids: input.ids?.length ?? 0 });
      return Promise.resolve(answer(channel, input as never));
    },
  } as unknown as Client;
  const store = createWindowStore();
  return { jobs, asked, store, client, actions: createActions(store, client), loader: createListLoader(store, client) };
}

test('of a long list all rows are there, but only those whole that are in sight', async () => {
  const { store, loader, actions, jobs } = mainWith(12_000);
  await loader.open(Promise.resolve({}));
  expect(store.getState().listed).toHaveLength(60);
  await settled();
  expect(store.getState().listed).toEqual([...jobs.keys()]);
  actions.look(['j9000', 'j9001']);
  await settled();
  expect(store.getState().snapshots.get('j9000')).toEqual(jobs.get('j9000'));
  for (let at = 0; at < 12_000; at += 40) {
    actions.look(Array.from({ length: 40 }, (_unused, row) => `j${at + row}`));
    await Promise.resolve();
  }
  await settled();
  expect(store.getState().snapshots.size).toBeLessThanOrEqual(600);
  expect(store.getState().snapshots.has('j11999')).toBe(true);
});

test('a filter and a search are asked for', async () => {
  const { store, loader, jobs } = mainWith(KEPT_WHOLE + 500);
  for (let at = 0; at < 10; at += 1) jobs.set(`j${at}`, job(`j${at}`, at, { kind: 'paused' }));
  await loader.open(Promise.resolve({}));
  await settled();
  store.setState((state) => showFilter(state, 'paused'));
  await settled();
  expect(store.getState().listed).toHaveLength(10);
  store.setState((state) => search(showFilter(state, 'all'), 'j2499'));
  await settled();
  expect(store.getState().listed).toEqual(['j2499']);
});

test('a state and a kind narrow each other down, and news find their place in both', async () => {
  const { store, loader, jobs } = mainWith(KEPT_WHOLE + 500);
  for (let at = 0; at < 10; at += 1) jobs.set(`j${at}`, job(`j${at}`, at, { kind: 'paused' }, at < 4 ? 'mp4' : 'zip'));
  await loader.open(Promise.resolve({}));
  await settled();
  store.setState((state) => showKind(showFilter(state, 'paused'), 'video'));
  await settled();
  expect(store.getState().listed).toEqual(['j0', 'j1', 'j2', 'j3']);
  for (const changed of [
    job('j1', 1, { kind: 'queued' }, 'mp4'),
    job('j7', 7, { kind: 'paused' }, 'mkv'),
    job('j9', 9, { kind: 'paused' }),
  ]) {
    jobs.set(changed.job.id, changed);
    loader.take({ snapshots: [changed], removed: [], counts: countsOf(jobs) });
  }
  expect(store.getState().listed).toEqual(['j0', 'j2', 'j3', 'j7']);
  const { counts } = store.getState();
  expect([countOf(counts, 'paused', 'video'), countOf(counts, 'paused'), countOf(counts, 'all', 'video')]).toEqual([4, 9, 5]);
  store.setState((state) => showKind(state, 'video'));
  await settled();
  expect([store.getState().listed.length, store.getState().filter]).toEqual([9, 'paused']);
  store.setState((state) => showFilter(showKind(state, 'archives'), 'all'));
  await settled();
  expect([store.getState().listed.length, store.getState().fileKind]).toEqual([2_500, null]);
});

test('news of rows that nobody sees move them, and the counts come along', async () => {
  const { store, loader, jobs } = mainWith(KEPT_WHOLE + 500);
  await loader.open(Promise.resolve({}));
  await settled();
  jobs.delete('j5');
  const counts = countsOf(jobs);
  loader.take({ snapshots: [job('j2400', -1), done('j7', NOW)], removed: ['j5'], counts });
  const { listed, counts: shown } = store.getState();
  expect([listed[0], listed.at(-1), listed.includes('j5'), listed.length]).toEqual(['j2400', 'j7', false, 2_499]);
  expect(countOf(shown, 'all')).toBe(2_499);
});

test('an action on all rows reaches those that are not here', async () => {
  const { store, loader, actions, asked } = mainWith(12_000);
  await loader.open(Promise.resolve({}));
  await settled();
  store.setState(({ selection, listed }) => ({ selection: selectAll(selection, listed) }));
  actions.act('pause', [...store.getState().selection.ids]);
  await settled();
  expect(asked.filter(({ channel }) => channel === 'jobs:pause').map(({ ids }) => ids)).toEqual([10_000, 2_000]);
});

test('a job is moved among rows that are not here', async () => {
  const { store, loader, actions, asked } = mainWith(6_000);
  await loader.open(Promise.resolve({}));
  await settled();
  actions.act('moveToBottom', ['j3']);
  await settled();
  expect([store.getState().listed.at(-1), store.getState().announcement]).toEqual(['j3', 'j3.zip is now 6000 of 6000.']);
  expect(asked.at(-1)?.channel).toBe('jobs:move');
});
