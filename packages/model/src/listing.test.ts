import { expect, test } from 'vitest';
import { countJobs, countOf, isListed, LIST_FILTERS, needsUser, toListCounts } from './listing.ts';
import type { Job, JobState } from './job.ts';
import { aJob } from './testing/a-job.ts';

function job(name: string, state: JobState): Job {
  return aJob({ id: name, source: { url: `https://files.example/${name}`, host: 'files.example' }, state });
}

const JOBS = [
  job('a.zip', { kind: 'paused' }),
  job('b.zip', { kind: 'queued' }),
  job('c.mp4', { kind: 'paused' }),
  job('d.mp4', { kind: 'cancelled', atMs: 1 }),
  job('e.zip', { kind: 'waiting', reason: { kind: 'disk-space', path: '/srv', neededBytes: 1, availableBytes: 0 } }),
];

test('every count is that of the jobs which that filter shows of that kind, cancelled ones under All alone', () => {
  const counts = countJobs(JOBS);
  for (const filter of LIST_FILTERS) {
    for (const fileKind of [null, 'archives', 'video', 'audio'] as const) {
      const shown = JOBS.filter((one) => isListed(one, { filter, fileKind, words: [] }));
      expect([filter, fileKind, countOf(counts, filter, fileKind)]).toEqual([filter, fileKind, shown.length]);
    }
  }
  expect([countOf(counts, 'all'), countOf(counts, 'paused'), countOf(counts, 'attention', 'archives')]).toEqual([5, 2, 1]);
});

test('what is counted in several cells is added up', () => {
  const cell = { place: 'paused', fileKind: 'video', jobs: 2 } as const;
  expect(countOf(toListCounts([cell, cell]), 'paused', 'video')).toBe(4);
});

test('words are looked for in the name and the host, within the state and the kind', () => {
  const shown = (words: readonly string[]): readonly string[] =>
    JOBS.filter((one) => isListed(one, { filter: 'paused', fileKind: null, words })).map(({ id }) => id);
  expect([shown(['files', 'zip']), shown(['mp4']), shown(['b'])]).toEqual([['a.zip'], ['c.mp4'], []]);
});

test('full disks, dead links and questions need the user; what goes on by itself does not', () => {
  const waiting = (reason: Extract<JobState, { kind: 'waiting' }>['reason']): boolean => needsUser({ kind: 'waiting', reason });
  expect([
    waiting({ kind: 'disk-space', path: '/srv', neededBytes: 1, availableBytes: 0 }),
    waiting({ kind: 'network' }),
    needsUser({ kind: 'paused' }),
  ]).toEqual([true, false, false]);
});
