/** The list's questions: right, and each answered by an index. */
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { countOf, displayName, fileKindOf, filterOf, isListed, listKeyOf, type Job, type JobState, type ListQuery } from '@sluice/model';
import { EVERY_STATE } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { COUNTS, JOBS_AT, sqlFor } from './listing.ts';
import { FIND_ON_DISK, IDS_BY_STATE } from './statements.ts';
import { doneState, opened, someJob, testFolder, type Opened } from './test-support.ts';

const ALL: ListQuery = { filter: 'all', fileKind: null, words: [] };

function openedStore(): Opened['store'] & { readonly path?: string } {
  const folder = testFolder();
  const { store } = opened(folder.path);
  onTestFinished(() => {
    store.close();
    folder.remove();
  });
  return store;
}

const named = (id: string, chosenName: string, state: JobState = { kind: 'queued' }, changes: Partial<Job> = {}): Job =>
  someJob(id, { state, target: { ...someJob(id).target, chosenName, path: null }, ...changes });

test('open jobs come as they run, ended ones behind them, newest first; a stretch may begin anywhere', () => {
  const store = openedStore();
  store.save([
    { job: named('old', 'a', { kind: 'cancelled', atMs: 5 }) },
    { job: named('second', 'b', { kind: 'paused' }, { rank: 2 }) },
    { job: named('new', 'c', { ...doneState('c'), atMs: 9 } as JobState) },
    { job: named('first', 'd', { kind: 'queued' }, { rank: 1 }) },
  ]);
  expect(store.listing.rows(ALL, 0, 10)).toEqual({ ids: ['first', 'second', 'new', 'old'], keys: [1, 2, 9, 5], open: 2 });
  const stretches = [0, 1, 2, 3, 4, 9].map((from) => store.listing.rows(ALL, from, 2).ids);
  expect(stretches).toEqual([['first', 'second'], ['second', 'new'], ['new', 'old'], ['old'], [], []]);
});

test('every state is under the filter, and in the place, that the window gives it', () => {
  const store = openedStore();
  const jobs = EVERY_STATE.map((state, index) => someJob(`job-${index}`, { state, rank: index }));
  store.save(jobs.map((job) => ({ job })));
  for (const filter of ['active', 'queued', 'paused', 'completed', 'attention'] as const) {
    const { ids, keys } = store.listing.rows({ ...ALL, filter }, 0, 1_000);
    const expected = jobs.filter(({ state }) => filterOf(state) === filter);
    expect([filter, [...ids].sort()]).toEqual([filter, expected.map(({ id }) => id).sort()]);
    expect(countOf(store.listing.counts(), filter)).toBe(expected.length);
    const keyOf = new Map(expected.map((job) => [job.id, listKeyOf(job).key]));
    expect(keys).toEqual(ids.map((id) => keyOf.get(id)));
  }
  expect(countOf(store.listing.counts(), 'all')).toBe(jobs.length);
});

test.each([
  ['UBUNTU', ['a']],
  ['desktop ubuntu', ['a']],
  ['untu-24', ['a']],
  ['电影', ['b']],
  ['电影合集', ['b']],
  ['影合集.m', ['b']],
  ['ÄRGER', ['c']],
  ['other.example', ['b']],
  ['24 files.example', ['a']],
  ['100%', ['c']],
  ['"', ['d']],
  ['"quoted"', ['d']],
  ['_', ['d']],
  ['nothing', []],
  ['ubuntu nothing', []],
  ['AND', []],
  ['* OR a', []],
])('searching for %j', (text, ids) => {
  const store = openedStore();
  const at = (host: string): Partial<Job> => ({ source: { url: `https://${host}/x`, host } });
  store.save([
    { job: named('a', 'Ubuntu-24.04-desktop.iso') },
    { job: named('b', '我的电影合集.mkv', { kind: 'queued' }, at('other.example')) },
    { job: named('c', 'ärger 100% pur.txt', { kind: 'queued' }, at('c.example')) },
    { job: named('d', 'so_called "quoted" name', { kind: 'queued' }, at('d.example')) },
  ]);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  expect(store.listing.rows({ ...ALL, words }, 0, 10).ids).toEqual(ids);
});

test('what is searched follows the row: a new name is found, the old one and a removed job are not', async () => {
  const store = openedStore();
  const found = (word: string): readonly string[] => store.listing.rows({ ...ALL, words: [word] }, 0, 10).ids;
  store.save([{ job: named('a', 'first-name.bin') }, { job: named('b', 'first-name.zip') }]);
  store.save([{ job: named('a', 'second-name.bin') }]);
  expect([found('first'), found('second')]).toEqual([['b'], ['a']]);
  await store.settled;
  expect([found('first'), found('second')]).toEqual([['b'], ['a']]);
  store.remove(['b']);
  expect(found('name')).toEqual(['a']);
  await store.settled;
  store.save([{ job: named('c', 'third.bin') }]);
  expect(found('name')).toEqual(['a']);
  await store.settled;
  expect([found('name'), found('first'), found('third')]).toEqual([['a'], [], ['c']]);
});

test('kinds of files are counted and listed', () => {
  const store = openedStore();
  store.save(['a.zip', 'b.mkv', 'c.ZIP', 'd'].map((name) => ({ job: named(name, name) })));
  store.save([{ job: named('e', 'e', doneState('e')) }, { job: named('f.mp4', 'f.mp4', { kind: 'paused' }) }]);
  const counts = store.listing.counts();
  expect((['archives', 'video', 'other', 'audio'] as const).map((kind) => countOf(counts, 'all', kind))).toEqual([3, 2, 1, 0]);
  expect([countOf(counts, 'queued', 'video'), countOf(counts, 'paused', 'video'), countOf(counts, 'completed')]).toEqual([1, 1, 1]);
  expect(store.listing.rows({ ...ALL, fileKind: 'archives' }, 0, 10).ids).toEqual(['a.zip', 'c.ZIP', 'e']);
  expect(store.listing.rows({ ...ALL, filter: 'paused', fileKind: 'video' }, 0, 10).ids).toEqual(['f.mp4']);
});

test('an address is known while a job has it, ended or not, and by the latest of them', () => {
  const store = openedStore();
  const at = (url: string): Partial<Job> => ({ source: { url, host: 'h' } });
  store.save([
    { job: named('a', 'a', { kind: 'paused' }, at('https://h/a?token=…')) },
    { job: named('b', 'b', { kind: 'cancelled', atMs: 5 }, at('oss://bucket/b "x"')) },
    { job: named('c', 'c', { kind: 'paused' }, at('https://h/a?token=…')) },
  ]);
  const asked = ['https://h/a', 'https://h/a?token=…', 'oss://bucket/b "x"', "'; DROP TABLE jobs", ''];
  expect([...store.listing.jobsAt(asked)]).toEqual([
    ['https://h/a?token=…', 'c'],
    ['oss://bucket/b "x"', 'b'],
  ]);
  store.remove(['a', 'b']);
  expect([...store.listing.jobsAt(asked)]).toEqual([['https://h/a?token=…', 'c']]);
  store.save([{ job: named('c', 'c', { kind: 'paused' }, at('https://h/new')) }]);
  expect([...store.listing.jobsAt([...asked, 'https://h/new'])]).toEqual([['https://h/new', 'c']]);
});

test('whatever is asked, the answer is that of a plain filter over all rows', () => {
  const store = openedStore();
  const jobs = EVERY_STATE.map((state, index) =>
    named(`job-${index}`, `file ${index}.${index % 2 === 0 ? 'zip' : 'mp4'}`, state, { rank: index % 3 }),
  );
  store.save(jobs.map((job) => ({ job })));
  const queries = fc.record({
    filter: fc.constantFrom('all', 'active', 'queued', 'paused', 'completed', 'attention'),
    fileKind: fc.constantFrom(null, 'archives', 'video'),
    words: fc.array(fc.constantFrom('1', 'file', 'zip', 'mp', 'e 1', 'example'), { maxLength: 2 }),
    from: fc.integer({ min: 0, max: 6 }),
  });
  fc.assert(
    fc.property(queries, ({ from, ...query }) => {
      const whole = store.listing.rows(query, 0, 1_000);
      const plain = jobs.filter(
        (job) =>
          (query.filter === 'all' || filterOf(job.state) === query.filter) &&
          (query.fileKind === null || fileKindOf(displayName(job)) === query.fileKind) &&
          query.words.every((word) => `${displayName(job)}\n${job.source.host}`.toLowerCase().includes(word)),
      );
      expect([...whole.ids].sort()).toEqual(plain.map(({ id }) => id).sort());
      // The window, which follows by itself, has the same rule; and the counts are those of what is shown.
      expect(jobs.filter((job) => isListed(job, query))).toEqual(plain);
      if (query.words.length === 0) expect(countOf(store.listing.counts(), query.filter, query.fileKind)).toBe(plain.length);
      expect(store.listing.rows(query, from, 1_000).ids).toEqual(whole.ids.slice(from));
    }),
    { numRuns: 60 },
  );
});

test('no question reads rows that it does not show, or sorts them', () => {
  const folder = testFolder();
  onTestFinished(folder.remove);
  opened(folder.path).store.close();
  const db = new Database(folder.database, { readonly: true });
  const planOf = (sql: string, ...values: readonly (string | number)[]): string =>
    db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values).map(({ detail }) => detail).join('; '); // prettier-ignore
  const plan = (query: Partial<ListQuery>, section: 'open' | 'ended'): string => {
    const found = sqlFor({ ...ALL, ...query }, section, true);
    return found === null ? 'nothing' : planOf(found.sql, ...found.values, 10, 0);
  };
  expect(plan({}, 'open')).toBe('SEARCH jobs USING COVERING INDEX jobs_open (ended_at_ms=?)');
  expect(plan({}, 'ended')).toBe('SEARCH jobs USING COVERING INDEX jobs_ended (ended_at_ms>?)');
  for (const filter of ['active', 'queued', 'paused', 'attention'] as const) {
    expect(plan({ filter }, 'open')).toBe('SEARCH jobs USING COVERING INDEX jobs_by_place (place=?)');
  }
  expect(plan({ filter: 'completed' }, 'ended')).toBe('SEARCH jobs USING COVERING INDEX jobs_completed (place=? AND ended_at_ms>?)');
  expect(plan({ fileKind: 'video' }, 'open')).toBe('SEARCH jobs USING COVERING INDEX jobs_open (ended_at_ms=?)');
  // A kind within a state: the state's own stretch, in its order, of an index that knows the kinds.
  expect(plan({ filter: 'completed', fileKind: 'video' }, 'ended')).toBe(
    'SEARCH jobs USING COVERING INDEX jobs_completed (place=? AND ended_at_ms>?)',
  );
  expect(plan({ filter: 'paused', fileKind: 'video' }, 'open')).toBe('SEARCH jobs USING COVERING INDEX jobs_by_place (place=?)');
  expect(planOf(COUNTS)).toBe('SCAN list_counts');
  expect(planOf(JOBS_AT, '[]')).toMatch(/SEARCH jobs USING INDEX jobs_by_url \(url=\?\)$/);
  expect(planOf(FIND_ON_DISK, 'queued')).toBe('SEARCH jobs USING INDEX jobs_on_disk (state=?)');
  expect(planOf(IDS_BY_STATE, 'queued')).toBe('SEARCH jobs USING INDEX jobs_by_state (state=?)');
  // A search reads what matches, by the index of letters, and sorts that alone.
  expect(plan({ words: ['ubuntu'] }, 'open')).toMatch(
    /SCAN job_names VIRTUAL TABLE INDEX .*SEARCH jobs USING INTEGER PRIMARY KEY \(rowid=\?\); USE TEMP B-TREE FOR ORDER BY$/,
  );
  expect(plan({ words: ['ubuntu'] }, 'open')).not.toContain('SCAN jobs');
  db.close();
});
