import type { QueueEvent } from '@sluice/engine';
import type { JobSnapshot, JobState } from '@sluice/model';
import { expect, test } from 'vitest';
import { DONE, snapshot } from '../testing/job-fixture.ts';
import { watchJobs } from './watch-jobs.ts';

const FAILED: JobState = { kind: 'failed', failure: { kind: 'dns', host: 'h' }, atMs: 0 };

/** A queue of two jobs that does what the test says, and what was told of it. */
function scene() {
  const jobs = new Map<string, JobSnapshot>();
  const listeners = new Set<(event: QueueEvent) => void>();
  const told: string[] = [];
  const stop = new AbortController();
  const queue = {
    snapshot: (id: string) => jobs.get(id) ?? null,
    subscribe: (listener: (event: QueueEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const put = (id: string, state: JobState): void => {
    const now = snapshot(state, null, { id });
    jobs.set(id, now);
    for (const listener of listeners) listener({ kind: 'job', cause: 'state', snapshot: now });
  };
  put('a', { kind: 'queued' });
  put('b', { kind: 'queued' });
  const watch = watchJobs(queue, ['a', 'b'], stop.signal, {
    patient: false,
    onChange: ({ job }) => told.push(`${job.id} ${job.state.kind}`),
    onEnd: (ending) => told.push(`${ending.job} ended ${ending.kind}`),
  });
  return { put, watch, told, stop, listeners };
}

test('each job ends once, and nothing is told of it afterwards', async () => {
  const { put, watch, told, listeners } = scene();
  watch.look();
  put('a', { kind: 'transferring' });
  put('a', DONE);
  put('a', DONE);
  put('other', DONE);
  put('b', FAILED);
  expect((await watch.finished).map(({ job, kind }) => [job, kind])).toEqual([
    ['a', 'done'],
    ['b', 'failed'],
  ]);
  expect(told).toEqual(['a queued', 'b queued', 'a transferring', 'a ended done', 'b ended failed']);
  expect(listeners.size).toBe(0);
});

test('the failure of an earlier run is not told: the jobs are looked at once they were started', async () => {
  const { put, watch, told } = scene();
  put('a', FAILED);
  put('a', DONE);
  put('b', DONE);
  watch.look();
  await watch.finished;
  expect(told).toEqual(['a ended done', 'b ended done']);
});

test('a stop ends the watch with what has ended so far', async () => {
  const { put, watch, told, stop } = scene();
  watch.look();
  put('a', DONE);
  stop.abort();
  put('b', FAILED);
  expect(await watch.finished).toHaveLength(1);
  expect(told).not.toContain('b ended failed');
});
