import type { QueueEvent } from '@sluice/engine';
import type { JobState } from '@sluice/model';
import { exampleJob, FakeClock } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { notifyBody } from './linux-notifier.ts';
import type { Note } from './note.ts';
import { Notify } from './notify.ts';

function setUp({ watched = false, done = true, attention = true } = {}) {
  const clock = new FakeClock();
  const shown: Note[] = [];
  const state = { watched };
  const ports = {
    clock,
    wanted: () => ({ done, attention }),
    isWatched: () => state.watched,
    isKnown: (id: string) => id === 'known',
    language: () => 'en' as const,
  };
  const notify = new Notify([], { ...ports, show: (note) => shown.push(note) });
  return { clock, shown, state, notify };
}

function news(id: string, state: JobState, cause: 'state' | 'progress' = 'state'): QueueEvent {
  const job = exampleJob({ id, state });
  return { kind: 'job', cause, snapshot: { job: { ...job, target: { ...job.target, path: `/d/${id}.iso` } }, progress: null } };
}

const done = (id: string): JobState => ({
  kind: 'done',
  path: `/d/${id}.iso`,
  sizeBytes: 2_500_000,
  verdict: { kind: 'unverified' },
  atMs: 1,
});
const failed: JobState = { kind: 'failed', failure: { kind: 'ranges-lost' }, atMs: 1 };

test('a finished file is told once, with its name, its size and what can be done with it', () => {
  const { clock, shown, notify } = setUp();
  notify.take(news('a', { kind: 'transferring' }));
  notify.take(news('a', done('a')));
  notify.take(news('a', done('a')));
  clock.advance(600);
  expect(shown).toEqual([
    {
      title: 'Download complete',
      body: 'a.iso\n2.50 MB',
      urgency: 'normal',
      category: 'transfer.complete',
      onClick: { kind: 'show-job', id: 'a' },
      buttons: [
        { label: 'Open', action: { kind: 'open', id: 'a' } },
        { label: 'Show in folder', action: { kind: 'show-in-folder', id: 'a' } },
      ],
    },
  ]);
});

test('twenty that finish one after the other make one summary', () => {
  const { clock, shown, notify } = setUp();
  for (let index = 0; index < 20; index += 1) {
    notify.take(news(`f${index}`, { kind: 'transferring' }));
    notify.take(news(`f${index}`, done(`f${index}`)));
    clock.advance(50);
  }
  clock.advance(600);
  expect(shown.map(({ title, body, buttons }) => ({ title, body, buttons }))).toEqual([
    { title: '20 downloads complete', body: 'f0.iso\nf1.iso\nf2.iso\nf3.iso\nand 16 more', buttons: [] },
  ]);
});

test('news that never pause are told after three seconds all the same', () => {
  const { clock, shown, notify } = setUp();
  for (let index = 0; index < 10; index += 1) {
    notify.take(news(`f${index}`, { kind: 'transferring' }));
    notify.take(news(`f${index}`, done(`f${index}`)));
    clock.advance(400);
  }
  expect(shown).toHaveLength(1);
});

test.each([
  ['a failed job', failed, 'retry'],
  ['one with an expired link', { kind: 'waiting', reason: { kind: 'new-link', status: 403 } }, 'refresh-link'],
  ['one with a question', { kind: 'waiting', reason: { kind: 'decision', question: 'target-exists' } }, 'decide'],
] as const)('%s is told with what helps', (_sentence, state, kind) => {
  const { clock, shown, notify } = setUp();
  notify.take(news('a', { kind: 'transferring' }));
  notify.take(news('a', state));
  clock.advance(600);
  expect(shown).toMatchObject([{ title: 'a.iso needs you', buttons: [{ action: { kind, id: 'a' } }] }]);
  expect(shown[0]?.body).not.toBe('');
});

test('trouble that is over before it is told, waits that end by themselves, and removed jobs are no news', () => {
  const { clock, shown, notify } = setUp();
  notify.take(news('a', failed));
  notify.take(news('a', { kind: 'queued' }));
  notify.take(news('b', { kind: 'waiting', reason: { kind: 'network' } }));
  notify.take(news('c', failed));
  notify.take({ kind: 'removed', id: 'c' });
  notify.take(news('known', failed));
  clock.advance(5000);
  expect(shown).toEqual([]);
});

test('nothing is told to who looks at the window, nor what was switched off', () => {
  const watched = setUp({ watched: true });
  const off = setUp({ done: false });
  for (const { clock, notify } of [watched, off]) {
    notify.take(news('a', { kind: 'transferring' }));
    notify.take(news('a', done('a')));
    clock.advance(600);
  }
  watched.state.watched = false;
  watched.clock.advance(5000);
  expect([watched.shown, off.shown]).toEqual([[], []]);
});

test('a name keeps to one line, and markup in it is no markup', () => {
  const { clock, shown, notify } = setUp();
  const event = news('a', { kind: 'transferring' });
  const path = '/d/<b>&\u202e\nexe.txt';
  notify.take(event);
  notify.take({
    ...event,
    snapshot: { job: exampleJob({ id: 'a', state: { ...done('a'), kind: 'done', path } as JobState }), progress: null },
  } as QueueEvent);
  clock.advance(600);
  const note = shown[0]!;
  expect(note.body.split('\n')).toEqual(['<b>& exe.txt', '2.50 MB']);
  expect(notifyBody(note, ['body-markup', 'actions'])[4]).toBe('&lt;b&gt;&amp; exe.txt\n2.50 MB');
  expect([notifyBody(note, [])[4], notifyBody(note, [])[5]]).toEqual([note.body, []]);
  expect(notifyBody(note, ['actions'])[5]).toEqual(['default', '', '0', 'Open', '1', 'Show in folder']);
});
