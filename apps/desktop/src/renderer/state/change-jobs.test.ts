import { expect, test } from 'vitest';
import { countOf, type Progress } from '@sluice/model';
import { aSnapshot, NOW } from './a-job.test-data.ts';
import { search, showFilter, showKind, takeJobs, takeSecond } from './change-jobs.ts';
import { FIRST_STATE, type WindowState } from './window-state.ts';

const PROGRESS: Progress = {
  receivedBytes: 10,
  durableBytes: 5,
  totalBytes: 100,
  bytesPerSecond: 7,
  secondsLeft: 13,
  connections: 2,
  strip: [],
  perConnection: [],
  retry: null,
};

const queued = aSnapshot({ kind: 'queued' }, { id: 'q', rank: 3, name: 'later.iso' });
const running = aSnapshot({ kind: 'transferring' }, { id: 'r', rank: 1, name: 'now.zip', progress: PROGRESS });
const paused = aSnapshot({ kind: 'paused' }, { id: 'p', rank: 2, name: 'rest.zip' });
const done = aSnapshot(
  { kind: 'done', path: '/srv/old.pdf', sizeBytes: 1, verdict: { kind: 'unverified' }, atMs: NOW },
  { id: 'd', rank: 0 },
);
const failed = aSnapshot({ kind: 'failed', failure: { kind: 'ranges-lost' }, atMs: NOW }, { id: 'f', rank: 4 });

function begun(): WindowState {
  return takeJobs(FIRST_STATE, { snapshots: [done, queued, paused, failed, running], removed: [] });
}

test('open downloads come in the order they run, finished ones after them', () => {
  const { listed, counts } = begun();
  expect(listed).toEqual(['r', 'p', 'q', 'f', 'd']);
  const filters = ['all', 'active', 'queued', 'paused', 'completed', 'attention'] as const;
  expect(filters.map((filter) => countOf(counts, filter))).toEqual([5, 1, 1, 1, 1, 1]);
});

test('progress alone changes neither the list nor the counts nor any other row', () => {
  const before = begun();
  const moved = { ...running, progress: { ...PROGRESS, receivedBytes: 20 } };
  const after = takeJobs(before, { snapshots: [moved], removed: [] });
  expect([after.listed === before.listed, after.counts === before.counts, after.selection === before.selection]).toEqual([
    true,
    true,
    true,
  ]);
  expect([after.snapshots.get('r'), after.snapshots.get('q') === before.snapshots.get('q')]).toEqual([moved, true]);
});

test('a filter and a search show what they name', () => {
  expect(showFilter(begun(), 'attention').listed).toEqual(['f']);
  expect(search(begun(), 'ZIP example').listed).toEqual(['r', 'p', 'f']);
  expect(search(begun(), 'nothing').listed).toEqual([]);
});

test('a state and a kind show what is in both; a kind chosen again, or All, shows every kind', () => {
  const archives = showKind(begun(), 'archives');
  expect(archives.listed).toEqual(['r', 'p', 'q', 'f']);
  const both = showFilter(archives, 'paused');
  expect([both.listed, both.fileKind]).toEqual([['p'], 'archives']);
  expect(showKind(both, 'documents').listed).toEqual([]);
  expect(showKind(showFilter(begun(), 'queued'), 'archives').listed).toEqual(['q']);
  expect(showKind(both, 'archives').listed).toEqual(['p']);
  expect([showFilter(both, 'all').listed, showFilter(both, 'all').fileKind]).toEqual([begun().listed, null]);
  expect(search(both, 'rest').listed).toEqual(['p']);
});

test('a removed download leaves the list and the selection', () => {
  const selected = { ...begun(), selection: { ids: new Set(['p']), anchor: 'p', cursor: 'p' } };
  const after = takeJobs(selected, { snapshots: [], removed: ['p'] });
  expect([after.listed, [...after.selection.ids], after.selection.cursor]).toEqual([['r', 'q', 'f', 'd'], [], 'q']);
});

test('state changes are announced, progress and passing states are not', () => {
  const before = { ...begun(), announcement: '' };
  const next = (kind: 'verifying' | 'paused') =>
    takeJobs(before, { snapshots: [aSnapshot({ kind }, { id: 'r', name: 'now.zip' })], removed: [] });
  expect([next('verifying').announcement, next('paused').announcement]).toEqual(['', 'now.zip is paused.']);
});

test('each second adds to the history of the whole and of what runs', () => {
  const after = takeSecond({ ...begun(), throughput: { bytesPerSecond: 9, limitBytesPerSecond: null } });
  expect([after.history.at(-1), after.jobHistories.get('r')?.at(-1), after.jobHistories.has('p')]).toEqual([9, 7, false]);
});

test('an idle second changes nothing', () => {
  expect(takeSecond(FIRST_STATE)).toBe(FIRST_STATE);
});
