/** The one place that applies events: table first, then the store, then the listener. */
import { expect, test } from 'vitest';
import type { Job } from '@sluice/model';
import { MemoryJobStore, exampleJob } from '@sluice/testkit';
import { JobRow } from './job-row.ts';

function rowOf(job: Job): { readonly row: JobRow; readonly store: MemoryJobStore; readonly heard: Job[] } {
  const store = new MemoryJobStore();
  const heard: Job[] = [];
  return { row: new JobRow({ store, listener: (changed) => heard.push(changed), nowMs: () => 5 }, job), store, heard };
}

test('an event stores the new state together with its facts, and then is told', () => {
  const { row, store, heard } = rowOf(exampleJob());
  row.applyPlain('start', 'probing', { startedAtMs: 7 });
  expect(store.read('job-1')?.job).toMatchObject({ state: { kind: 'probing' }, startedAtMs: 7 });
  expect(heard).toEqual([row.job]);
});

test('an event that does not apply is a bug: it throws, stores nothing and tells nobody', () => {
  const { row, store, heard } = rowOf(exampleJob({ state: { kind: 'cancelled', atMs: 1 } }));
  expect(() => row.applyPlain('start', 'probing')).toThrow('does not lead');
  expect(() => row.applyPlain('resume', 'queued')).toThrow('does not lead');
  expect([store.read('job-1'), heard, row.allows('resume')]).toEqual([null, [], false]);
});

test('an event that leads elsewhere than said is a bug too', () => {
  const { row } = rowOf(exampleJob());
  expect(() => row.applyPlain('start', 'transferring')).toThrow('does not lead');
});

test('a store that refuses leaves the job as it was, and nobody is told', () => {
  const { row, store, heard } = rowOf(exampleJob());
  store.save = () => {
    throw new Error('full');
  };
  expect(() => row.applyPlain('start', 'probing')).toThrow('full');
  expect([row.job.state.kind, heard]).toEqual(['queued', []]);
});

test('a state that is passed is told at once, and stored with the next change, its history first', () => {
  const { row, store, heard } = rowOf(exampleJob());
  row.pass('start', 'probing', { startedAtMs: 7 });
  expect([store.read('job-1'), heard]).toEqual([null, [row.job]]);
  row.note({ kind: 'paused', by: 'quit' });
  row.applyPlain('interrupt', 'queued');
  expect(store.read('job-1')?.job).toMatchObject({ state: { kind: 'queued' }, startedAtMs: 7 });
  expect(store.events('job-1').map(({ kind }) => kind)).toEqual(['started', 'paused']);
  expect(row.noted).toEqual([]);
  expect(() => row.pass('commit', 'committing')).toThrow('does not lead');
});
