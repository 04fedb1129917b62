import type { JobState } from '@sluice/model';
import { exampleJob, FakeClock, startedJob } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { BehindPortal } from './behind-portal.ts';

const PAGE: JobState = { kind: 'failed', failure: { kind: 'not-the-file', mediaType: 'text/html' }, atMs: 0 };

function setUp() {
  const clock = new FakeClock();
  const retried: (readonly string[])[] = [];
  const portal = new BehindPortal(clock, (ids) => retried.push(ids));
  const enter = (id: string, state: JobState): void => {
    portal.take({ kind: 'job', cause: 'state', snapshot: { job: { ...startedJob(), id, state }, progress: null } });
  };
  return { clock, retried, portal, enter };
}

test('after the network changed, jobs that a page stopped are tried again, ever more slowly, until it is gone', () => {
  const { clock, retried, portal, enter } = setUp();
  portal.networkChanged();
  enter('a', PAGE);
  enter('b', PAGE);
  clock.advance(5_000);
  expect(retried).toEqual([['a', 'b']]);
  for (const id of ['a', 'b']) enter(id, { kind: 'queued' });
  enter('a', PAGE);
  expect([portal.has('a'), portal.has('b')]).toEqual([true, true]);
  enter('b', { kind: 'transferring' });
  clock.advance(9_999);
  expect(retried).toHaveLength(1);
  clock.advance(1);
  expect(retried).toEqual([['a', 'b'], ['a']]);
});

test('a page without a change of the network, long after one, or before the file was known is left alone', () => {
  const { clock, retried, portal, enter } = setUp();
  enter('a', PAGE);
  portal.networkChanged();
  portal.take({ kind: 'job', cause: 'state', snapshot: { job: exampleJob({ id: 'new', state: PAGE }), progress: null } });
  clock.advance(30 * 60_000 + 1);
  enter('b', PAGE);
  clock.advance(3_600_000);
  expect([retried, clock.pendingTimers]).toEqual([[], 0]);
});
