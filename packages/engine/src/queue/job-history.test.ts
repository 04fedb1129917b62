/** What is remembered of the way a job went: real transfers, told as facts. */
import { expect, test } from 'vitest';
import type { HistoryEvent, HistoryFact } from '@sluice/model';
import { MemoryJobStore, changeETagAfter, dropAfter } from '@sluice/testkit';
import { MiB, NO_OPTIONS, openRig, type Rig } from '../testing/queue-rig.ts';

const SEED = 9;

const kinds = (events: readonly HistoryEvent[]): readonly HistoryFact['kind'][] => events.map(({ kind }) => kind);

function without(event: HistoryEvent): unknown {
  return { ...event, atMs: 0 };
}

/** Settles when so many bytes of the only job have been taken from the network. */
async function untilReceived({ queue }: Rig, bytes: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const stop = queue.subscribe((event) => {
      if (event.kind !== 'job' || (event.snapshot.progress?.receivedBytes ?? 0) < bytes) return;
      stop();
      resolve();
    });
  });
}

async function rigWithHistory(): Promise<Rig> {
  return openRig({ store: new MemoryJobStore() });
}

test('a job that goes well: added, started, probed, committed, each with its time', async () => {
  const rig = await rigWithHistory();
  const id = rig.add(rig.origin.serve('/f', { seed: SEED, sizeBytes: 1000 }));
  await rig.until(id, 'done');
  const events = rig.queue.history(id);
  expect(kinds(events)).toEqual(['added', 'started', 'probed', 'committed']);
  expect(events.map(({ atMs }) => atMs)).toEqual(events.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  expect(events.slice(1).map(without)).toEqual([
    { kind: 'started', keptBytes: 0, atMs: 0 },
    { kind: 'probed', sizeBytes: 1000, resumable: true, host: new URL(rig.origin.url).host, atMs: 0 },
    { kind: 'committed', path: rig.path('f'), sizeBytes: 1000, verdict: { kind: 'unverified' }, atMs: 0 },
  ]);
});

test('a part that lost its connection tells where it went on, and why', async () => {
  const rig = await rigWithHistory();
  const url = rig.origin.serve('/f', { seed: SEED, sizeBytes: 8 * MiB, faults: [dropAfter(1 * MiB, { times: 1 })] });
  const id = rig.add(url, { options: { ...NO_OPTIONS, connections: 1 } });
  await rig.until(id, 'done');
  const wentOn = rig.queue.history(id).filter(({ kind }) => kind === 'part-went-on');
  expect(wentOn).toMatchObject([{ part: 1, range: { start: 0, end: 8 * MiB }, failure: {} }]);
  expect(wentOn[0]?.kind === 'part-went-on' && wentOn[0].atBytes > 0).toBe(true);
});

test('who paused it: the user, and the program that was quit', async () => {
  const rig = await rigWithHistory();
  const url = rig.origin.serve('/f', { seed: SEED, sizeBytes: 4 * MiB });
  const release = rig.origin.hold('/f', { afterBytes: 2 * MiB });
  const id = rig.add(url, { options: { ...NO_OPTIONS, connections: 1 } });
  await untilReceived(rig, 2 * MiB);
  await rig.queue.pause([id]);
  rig.queue.resume([id]);
  await rig.until(id, 'transferring');
  const again = await rig.reopen();
  release();
  await again.until(id, 'done');
  const events = again.queue.history(id);
  expect(kinds(events)).toEqual(['added', 'started', 'probed', 'paused', 'resumed', 'started', 'paused', 'started', 'committed']);
  expect(events.flatMap((event) => ('by' in event ? [event.by] : []))).toEqual(['user', 'user', 'quit']);
  expect(events.flatMap((event) => (event.kind === 'started' ? [event.keptBytes > 0] : []))).toEqual([false, true, true]);
});

test('a restart says why, and what a failure was', async () => {
  const rig = await rigWithHistory();
  const changing = rig.origin.serve('/f', {
    seed: SEED,
    sizeBytes: 4 * MiB,
    faults: [dropAfter(1 * MiB, { times: 1 }), changeETagAfter(1)],
  });
  const id = rig.add(changing, { options: { ...NO_OPTIONS, connections: 1 } });
  await rig.until(id, 'done');
  expect(rig.queue.history(id)).toContainEqual(
    expect.objectContaining({ kind: 'restarted', reason: { kind: 'remote-changed', what: 'validator' } }),
  );
  const missing = rig.add(`${rig.origin.url}/missing`);
  await rig.until(missing, 'failed');
  expect(rig.queue.history(missing).at(-1)).toMatchObject({ kind: 'failed', failure: { kind: 'http-status', status: 404 } });
});

test('nothing that opens the source gets into it: neither the address, nor headers, nor a redirect’s token', async () => {
  const rig = await rigWithHistory();
  const plain = rig.origin.serve('/f', { seed: SEED, sizeBytes: 8 * MiB, faults: [dropAfter(1 * MiB, { times: 1 })] });
  const url = `${plain.replace('://', '://user:hunter2@')}?X-Amz-Signature=hunter2`;
  const id = rig.add(url, { headers: [['X-Api-Key', 'hunter2']], options: { ...NO_OPTIONS, connections: 1 } });
  await rig.until(id, 'done');
  const refused = rig.add(`${rig.origin.url}/missing?token=hunter2`, { headers: [['Cookie', 'hunter2']] });
  await rig.until(refused, 'failed');
  const told = JSON.stringify([rig.queue.history(id), rig.queue.history(refused)]);
  expect(told).toContain('part-went-on');
  expect(told).not.toContain('hunter2');
  expect(told).not.toContain('http://');
});

test('of a job that nobody knows there is no history', async () => {
  const rig = await rigWithHistory();
  expect(rig.queue.history('nobody')).toEqual([]);
});
