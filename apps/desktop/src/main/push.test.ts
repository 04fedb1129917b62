import { toListCounts, type JobSnapshot } from '@sluice/model';
import { exampleJob, FakeClock } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { Pusher } from './push.ts';

const PROGRESS = {
  receivedBytes: 0,
  durableBytes: 0,
  totalBytes: null,
  secondsLeft: null,
  connections: 1,
  strip: [],
  perConnection: [],
  retry: null,
};

const COUNTS = toListCounts([{ place: 'paused', fileKind: 'other', jobs: 1 }]);

function snapshot(id: string, bytesPerSecond: number | null): JobSnapshot {
  return bytesPerSecond === null
    ? { job: exampleJob({ id, state: { kind: 'paused' } }), progress: null }
    : { job: exampleJob({ id, state: { kind: 'transferring' } }), progress: { ...PROGRESS, bytesPerSecond } };
}

function setUp() {
  const clock = new FakeClock();
  const pushed: unknown[] = [];
  const pusher = new Pusher({
    clock,
    snapshots: () => [],
    counts: () => COUNTS,
    limitBytesPerSecond: () => 500,
    push: (topic, payload) => pushed.push([topic, payload]),
  });
  return { clock, pushed, pusher };
}

function throughputs(pushed: readonly unknown[]): readonly unknown[] {
  return pushed.filter((push) => Array.isArray(push) && push[0] === 'throughput').map((push) => (push as [string, unknown])[1]);
}

test('the throughput of all jobs goes out once a second, and a last time when it ends', () => {
  const { clock, pushed, pusher } = setUp();
  pusher.setVisible(true);
  clock.advance(1000);
  pushed.length = 0;
  for (const id of ['a', 'b']) pusher.take({ kind: 'job', cause: 'progress', snapshot: snapshot(id, 100) });
  clock.advance(1000);
  pusher.take({ kind: 'job', cause: 'state', snapshot: snapshot('a', null) });
  pusher.take({ kind: 'removed', id: 'b' });
  clock.advance(1000);
  clock.advance(5000);
  expect(throughputs(pushed)).toEqual([
    { bytesPerSecond: 200, limitBytesPerSecond: 500 },
    { bytesPerSecond: 0, limitBytesPerSecond: 500 },
  ]);
});

test('a hidden window is told nothing', () => {
  const { clock, pushed, pusher } = setUp();
  pusher.setVisible(true);
  clock.advance(2000);
  pusher.setVisible(false);
  pushed.length = 0;
  pusher.take({ kind: 'job', cause: 'progress', snapshot: snapshot('a', 100) });
  clock.advance(5000);
  expect(pushed).toEqual([]);
});

test('the counts of the filters go along with every change but progress', () => {
  const { clock, pushed, pusher } = setUp();
  pusher.setVisible(true);
  pusher.take({ kind: 'job', cause: 'state', snapshot: snapshot('a', null) });
  clock.advance(250);
  pusher.take({ kind: 'job', cause: 'progress', snapshot: snapshot('a', 5) });
  clock.advance(250);
  const frames = pushed.filter((push) => Array.isArray(push) && push[0] === 'jobs:changed').map((push) => (push as [string, object])[1]);
  expect(frames.map((frame) => ('counts' in frame ? frame.counts : null))).toEqual([COUNTS, null]);
});
