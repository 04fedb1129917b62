/** The first row of a job, and everything that is refused without the network. */
import { describe, expect, test } from 'vitest';
import { httpSource, type NewJob } from '../index.ts';
import { NO_OPTIONS } from '../testing/queue-rig.ts';
import { makeJob } from './make-job.ts';

const REQUEST: NewJob = {
  url: 'https://user:secret@h.example:8443/a%20b.zip?X-Amz-Signature=secret&v=1',
  directory: '/d',
  chosenName: null,
  conflict: 'keep-both',
  options: NO_OPTIONS,
  headers: [['Authorization', 'Bearer secret']],
  begin: 'queued',
};

const make = (changes: Partial<NewJob> = {}, index = 0): ReturnType<typeof makeJob> =>
  makeJob({ ...REQUEST, ...changes }, { nowMs: 5000, index, random: () => 0.5, sources: [httpSource] });

test('a job has its source without secrets; they are kept apart, as given', () => {
  const made = make();
  if (made.kind !== 'made') throw new Error(JSON.stringify(made));
  expect(JSON.stringify(made.job)).not.toContain('secret');
  expect(made.secrets).toEqual({ url: REQUEST.url, headers: REQUEST.headers });
  expect(made.job).toMatchObject({
    source: { host: 'h.example:8443' },
    state: { kind: 'queued' },
    remote: null,
    partFile: null,
    durableBytes: 0,
  });
});

test('jobs of one call keep their order, and come after those of earlier calls', () => {
  const ranks = [0, 1, 999].map((index) => make({}, index)).map((made) => (made.kind === 'made' ? made.job.rank : Number.NaN));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(new Set(ranks).size).toBe(3);
});

test('an id can be typed: eight letters and digits without look-alikes, whatever the dice say', () => {
  for (const random of [0, 0.25, 0.999999999]) {
    const made = makeJob(REQUEST, { nowMs: 0, index: 0, random: () => random, sources: [httpSource] });
    expect(made.kind === 'made' ? made.job.id : '').toMatch(/^[a-hjkmnp-z2-9]{8}$/);
  }
});

describe('refused', () => {
  test.each<[Partial<NewJob>, object]>([
    [{ url: '' }, { kind: 'invalid-url' }],
    [{ url: 'h.example/x y' }, { kind: 'invalid-url' }],
    [{ url: 'ftp://h.example/x' }, { kind: 'unsupported-scheme', scheme: 'ftp:' }],
    [{ chosenName: '../x' }, { kind: 'name-illegal', name: '../x' }],
    [{ chosenName: '' }, { kind: 'name-illegal', name: '' }],
    [{ directory: 'relative/folder' }, { kind: 'folder-missing', path: 'relative/folder' }],
    [{ options: { ...NO_OPTIONS, partSizeBytes: 1 } }, { kind: 'invalid-option', option: 'part-size' }],
  ])('%j', (changes, failure) => {
    expect(make(changes)).toMatchObject({ kind: 'refused', failure });
  });
});
