import type { JobState, Progress, WaitReason } from '@sluice/model';
import { expect, test } from 'vitest';
import { aJob, aSnapshot, NOW } from '../state/a-job.test-data.ts';
import { badgeOf } from './file-kind.ts';
import { actionsOf, MOVES } from './job-actions.ts';
import { countsDown, rowView } from './row-view.ts';

const GB = 1_000_000_000;

const RUNNING: Progress = {
  receivedBytes: 2.91 * GB,
  durableBytes: 2.9 * GB,
  totalBytes: 3.98 * GB,
  bytesPerSecond: 61_400_000,
  secondsLeft: 17,
  connections: 8,
  strip: [{ from: 0, to: 0.73, kind: 'durable' }],
  perConnection: [],
  retry: null,
};

test('a running download shows its strip, size, connections, throughput and time left', () => {
  expect(rowView(aSnapshot({ kind: 'transferring' }, { progress: RUNNING }), 'en', NOW)).toEqual({
    name: 'set.zip',
    badge: 'ZIP',
    tone: 'active',
    host: 'files.example.org',
    size: '2.91 of 3.98 GB',
    status: '8 connections',
    warned: false,
    tag: null,
    objectTag: null,
    numbers: { throughput: '61.4 MB/s', timeLeft: '17 s left' },
    stateWord: '',
    bar: { segments: RUNNING.strip, fraction: 2.91 / 3.98, text: '73 % · 2.91 of 3.98 GB' },
    actions: { main: 'pause', all: ['pause', 'refreshLink', 'copyLink', 'cancel', 'remove', ...MOVES] },
  });
});

test('a failed download says why, what is kept, and offers Retry', () => {
  const state: JobState = { kind: 'failed', failure: { kind: 'http-status', status: 403, retryAfterMs: null }, atMs: NOW };
  const view = rowView(aSnapshot(state, { sizeBytes: 1000, durableBytes: 714 }), 'en', NOW);
  expect(view).toMatchObject({ tone: 'trouble', size: null, numbers: null, actions: { main: 'retry' } });
  expect(view.status).toMatch(/^The link has expired \(403\)\. 71 % is kept\./);
});

test('a running download that waits for its next attempt looks like one that waits', () => {
  const retry = { failure: { kind: 'http-status', status: 503, retryAfterMs: null }, atMs: NOW + 12_000 } as const;
  const snapshot = aSnapshot({ kind: 'transferring' }, { progress: { ...RUNNING, connections: 0, retry } });
  expect(rowView(snapshot, 'en', NOW)).toMatchObject({
    tone: 'waiting',
    numbers: null,
    stateWord: 'Again in 12 s',
    status: 'The server is busy (503).',
  });
  expect(countsDown(snapshot)).toBe(true);
});

test('a finished download tells when, what it was verified with, and opens', () => {
  const state: JobState = {
    kind: 'done',
    path: '/srv/set.zip',
    sizeBytes: 748_000_000,
    verdict: { kind: 'verified', by: 'sha256' },
    atMs: NOW,
  };
  const view = rowView(aSnapshot(state), 'en', NOW);
  expect(view).toMatchObject({ tone: 'finished', size: '748 MB', tag: 'Verified SHA-256', bar: null, actions: { main: 'open' } });
  expect(view.status).toMatch(/^Completed · Today \d\d:\d\d$/);
});

test('a file of unknown size has no fraction, and no time left is made up', () => {
  const progress = { ...RUNNING, totalBytes: null, secondsLeft: null, strip: [] };
  const view = rowView(aSnapshot({ kind: 'transferring' }, { progress }), 'en', NOW);
  expect([view.bar, view.size, view.numbers?.timeLeft]).toEqual([{ segments: [], fraction: null, text: '2.91 GB' }, '2.91 GB', '']);
});

test('every state has words for its row, in both languages', () => {
  const states: readonly JobState[] = [
    { kind: 'queued' },
    { kind: 'probing' },
    { kind: 'transferring' },
    { kind: 'verifying' },
    { kind: 'committing' },
    { kind: 'paused' },
    { kind: 'waiting', reason: { kind: 'network' } },
    { kind: 'done', path: '/srv/set.zip', sizeBytes: 1, verdict: { kind: 'kept-existing' }, atMs: NOW },
    { kind: 'failed', failure: { kind: 'ranges-lost' }, atMs: NOW },
    { kind: 'cancelled', atMs: NOW },
  ];
  for (const language of ['en', 'zh-CN'] as const) {
    const words = states.map((state) => rowView(aSnapshot(state), language, NOW)).map(({ status, stateWord }) => `${stateWord}|${status}`);
    expect(new Set(words).size).toBe(states.length);
    for (const word of words) expect(word).toMatch(/^(?!\|$)(?!.*undefined)/);
  }
});

test('the main action is one that the state allows', () => {
  for (const reason of [
    { kind: 'network' },
    { kind: 'new-link', status: 403 },
    { kind: 'decision', question: 'remote-changed' },
  ] as const) {
    const { main, all } = actionsOf({ kind: 'waiting', reason });
    expect(main === null || all.includes(main)).toBe(true);
  }
  expect(actionsOf({ kind: 'cancelled', atMs: NOW }).main).toBeNull();
});

test('badges are short extensions, seen through compression', () => {
  expect(['a.iso', 'a.tar.xz', 'a.json.gz', 'v1.2.gz', 'a.parquet', 'README', '.profile'].map(badgeOf)).toEqual([
    'ISO',
    'TAR',
    'JSON',
    'GZ',
    '',
    '',
    '',
  ]);
});

test('a job that needs the user names the action and nothing beside it', () => {
  const waiting = (reason: WaitReason) =>
    rowView(aSnapshot({ kind: 'waiting', reason }, { sizeBytes: 1000, durableBytes: 714 }), 'en', NOW);
  const shown = [
    waiting({ kind: 'new-link', status: 403 }),
    waiting({ kind: 'decision', question: 'target-exists' }),
    waiting({ kind: 'decision', question: 'remote-changed' }),
  ].map(({ tone, stateWord, status, actions }) => [tone, stateWord, actions.main, status]);
  expect(shown).toEqual([
    ['trouble', '', 'refreshLink', 'The link has expired (403). 71 % is kept.'],
    ['trouble', '', 'decide', 'A file of this name exists already.'],
    ['trouble', '', 'decide', 'The file on the server has changed. 71 % of the old file is kept until you decide.'],
  ]);
});

test('a link that ends soon is told, and is a warning when the download takes longer', () => {
  const ending = (minutes: number, secondsLeft: number) => {
    const snapshot = aSnapshot({ kind: 'transferring' }, { progress: { ...RUNNING, secondsLeft } });
    const source = { ...snapshot.job.source, linkExpiresAtMs: NOW + minutes * 60_000 };
    const { status, warned } = rowView({ ...snapshot, job: { ...snapshot.job, source } }, 'en', NOW);
    return [status, warned];
  };
  expect([ending(41, 60), ending(41, 3600), ending(25 * 60, 60), ending(-1, 60)]).toEqual([
    ['link ends in 41 min', false],
    ['link ends in 41 min, too soon', true],
    ['8 connections', false],
    ['8 connections', false],
  ]);
});

test('a job without a size shows none', () => {
  expect(rowView({ job: { ...aJob({ kind: 'queued' }), remote: null }, progress: null }, 'en', NOW).size).toBeNull();
});

test('a queued download says why the whole queue rests; others go on saying what they do', () => {
  const status = (state: JobState): string => rowView(aSnapshot(state), 'en', NOW, 'network').status;
  expect([status({ kind: 'queued' }), status({ kind: 'paused' })]).toEqual(['Waits for the network', '']);
  expect(rowView(aSnapshot({ kind: 'queued' }), 'zh-CN', NOW, 'schedule').status).toBe('等待下载时间');
});
