import Database from 'better-sqlite3';
import type { Block, JobState, Part } from '@sluice/model';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { jobStoreContract } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import type { SecretBox } from './secret-box.ts';
import type { SqliteJobStore } from './sqlite-job-store.ts';
import { FIND_ALL, FIND_BY_STATE } from './statements.ts';
import type { StoreNotice } from './store-notice.ts';
import { NOW_MS, doneState, opened, someJob, testFolder, type TestFolder } from './test-support.ts';

jobStoreContract('SqliteJobStore', () => {
  const folder = testFolder();
  let { store } = opened(folder.path);
  const reopen = (): SqliteJobStore => {
    store.close();
    return (store = opened(folder.path).store);
  };
  const close = (): void => {
    store.close();
    folder.remove();
  };
  return Promise.resolve({ store, reopen: () => Promise.resolve(reopen()), close: () => Promise.resolve(close()) });
});

function newFolder(): TestFolder {
  const folder = testFolder();
  onTestFinished(folder.remove);
  return folder;
}

function newStore(folder = newFolder()): SqliteJobStore {
  const { store } = opened(folder.path);
  onTestFinished(() => store.close());
  return store;
}

/** Changes rows behind the store's back, as a disk or a bug may. */
function tamper(folder: TestFolder, sql: string): void {
  const db = new Database(folder.database);
  db.exec(sql);
  db.close();
}

const PART: Part = { range: { start: 0, end: 1_000 }, durableBytes: 400 };
const BLOCK: Block = { index: 0, lengthBytes: 400, crc32: 0xffffffff };

test('everything of a job comes back as it was given, after reopening too', () => {
  const folder = newFolder();
  const secrets = { url: 'https://user:pw@files.example/disk.iso?token=t0ps3cret', headers: [['Cookie', 'a=b; é']] as const };
  const state: JobState = { kind: 'failed', failure: { kind: 'http-status', status: 503, retryAfterMs: 2_000 }, atMs: NOW_MS };
  const job = someJob('a', { rank: 1.5, durableBytes: 400, state });
  const parts = [PART, { range: { start: 1_000, end: Number.MAX_SAFE_INTEGER }, durableBytes: 0 }];
  const first = opened(folder.path);
  first.store.save([{ job, secrets, checkpoint: { mode: 'replace', parts, blocks: [BLOCK] } }]);
  first.store.close();
  expect(newStore(folder).read('a')).toEqual({ job, secrets, checkpoint: { parts, blocks: [BLOCK] } });
});

test('a save that throws leaves nothing of itself', () => {
  const store = newStore();
  store.save([{ job: someJob('a') }]);
  const bad = { job: someJob('b', { rank: Number.NaN }) };
  expect(() => store.save([{ job: someJob('a', { rank: 7 }) }, bad])).toThrow();
  expect(store.find({})).toEqual([someJob('a')]);
});

test('finding the next queued among thousands of finished jobs neither scans nor sorts', () => {
  const folder = newFolder();
  const first = opened(folder.path);
  const done = Array.from({ length: 3_000 }, (_, index) => ({ job: someJob(`done-${index}`, { state: doneState('x'), rank: index }) }));
  first.store.save(done);
  first.store.save([{ job: someJob('next', { rank: 200_000 }) }]);
  expect(first.store.find({ states: ['queued'], limit: 1 })).toEqual([someJob('next', { rank: 200_000 })]);
  expect(first.store.counts()).toMatchObject({ done: 3_000, queued: 1, failed: 0 });
  first.store.close();

  const db = new Database(folder.database, { readonly: true });
  const planOf = (sql: string, ...values: readonly string[]): unknown => db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  expect(planOf(FIND_BY_STATE, 'queued')).toEqual([expect.objectContaining({ detail: 'SEARCH jobs USING INDEX jobs_by_state (state=?)' })]);
  expect(planOf(FIND_ALL)).toEqual([expect.objectContaining({ detail: 'SCAN jobs USING INDEX jobs_by_rank' })]);
  db.close();
});

test('several states come in one order, and the limit holds for all together', () => {
  const store = newStore();
  const states = ['queued', 'paused', 'probing', 'queued', 'paused'] as const;
  store.save(states.map((kind, index) => ({ job: someJob(`${kind}-${index}`, { rank: 10 - index, state: { kind } }) })));
  const names = (limit?: number): readonly string[] =>
    store.find({ states: ['paused', 'queued', 'paused'], ...(limit === undefined ? {} : { limit }) }).map(({ id }) => id);
  expect(names()).toEqual(['paused-4', 'queued-3', 'paused-1', 'queued-0']);
  expect(names(3)).toEqual(['paused-4', 'queued-3', 'paused-1']);
  expect([names(0), store.find({ states: [] })]).toEqual([[], []]);
});

test('C4: a row that does not parse is kept aside with its parts, told of at opening, and the others come', () => {
  const folder = newFolder();
  const first = opened(folder.path);
  first.store.save([
    {
      job: someJob('bad'),
      secrets: { url: 'https://x.example/', headers: [] },
      checkpoint: { mode: 'replace', parts: [PART], blocks: [BLOCK] },
    },
    { job: someJob('good') },
    { job: someJob('worse') },
  ]);
  first.store.close();
  tamper(
    folder,
    `UPDATE jobs SET options_json = '{"connections":"many"}' WHERE id = 'bad'; UPDATE jobs SET state = 'done' WHERE id = 'worse'`,
  );

  const { store, notices } = opened(folder.path);
  onTestFinished(() => store.close());
  expect(notices).toEqual([{ kind: 'quarantined', count: 2, ids: ['bad', 'worse'] }]);
  expect([store.find({}), store.read('bad')]).toEqual([[someJob('good')], null]);
  expect(store.quarantined()).toEqual([
    { number: 1, jobId: 'bad', what: 'job', detail: 'options_json.connections: not a count', atMs: NOW_MS },
    { number: 2, jobId: 'worse', what: 'job', detail: 'state: not the same state in both columns', atMs: NOW_MS },
  ]);
  store.save([{ job: someJob('bad') }]);
  expect(store.read('bad')?.checkpoint).toEqual({ parts: [], blocks: [] });

  const db = new Database(folder.database, { readonly: true });
  const [kept] = db.prepare<[], { row_json: string; sealed: Uint8Array }>('SELECT row_json, sealed FROM quarantine').all();
  db.close();
  expect(JSON.parse(kept?.row_json ?? '')).toMatchObject({
    job: { id: 'bad' },
    parts: [{ durable_bytes: 400 }],
    blocks: [{ crc32: 0xffffffff }],
  });
  expect(kept?.sealed.length).toBeGreaterThan(0);
});

test('C4: a row that goes bad while the program runs is skipped by find, with the limit filled from behind it', () => {
  const folder = newFolder();
  const notices: StoreNotice[] = [];
  const { store } = opened(folder.path, { onNotice: (notice) => notices.push(notice) });
  onTestFinished(() => store.close());
  store.save(['a', 'b', 'c'].map((id, index) => ({ job: someJob(id, { rank: index }) })));
  tamper(folder, `UPDATE jobs SET restarts_json = '{' WHERE id = 'a'`);
  expect(store.find({ states: ['queued'], limit: 2 }).map(({ id }) => id)).toEqual(['b', 'c']);
  expect(notices).toEqual([{ kind: 'quarantined', count: 1, ids: ['a'] }]);
});

test('C4: a part that claims more than it holds makes its job unreadable, never longer', () => {
  const folder = newFolder();
  const store = newStore(folder);
  store.save([{ job: someJob('a'), checkpoint: { mode: 'replace', parts: [PART], blocks: [] } }]);
  tamper(folder, 'UPDATE parts SET durable_bytes = 1001');
  expect([store.read('a'), store.find({})]).toEqual([null, []]);
  expect(store.quarantined()).toMatchObject([{ jobId: 'a', detail: 'durable_bytes: not within its range' }]);
});

/** Stands in for the system's keychain: unreadable without the key, and no pattern of the plain text left. */
function keyedBox(key: number): SecretBox {
  const turn = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte) => byte ^ key));
  return {
    seal: (plain) => turn(Buffer.from(`sealed:${plain}`)),
    open: (sealed) => /^sealed:(.*)$/s.exec(turn(sealed).toString('utf8'))?.[1] ?? null,
  };
}

const SECRETS = { url: 'https://u:pa55word@files.example/?token=t0ps3cret', headers: [['Authorization', 'Bearer bea7er']] as const };

test('D4: with a box that seals, no file of the folder has a secret in it', () => {
  const folder = newFolder();
  const { store } = opened(folder.path, { secretBox: keyedBox(0x5c) });
  store.save([{ job: someJob('a'), secrets: SECRETS }]);
  const planted = (): readonly string[] =>
    readdirSync(folder.path).filter((name) => /pa55word|t0ps3cret|bea7er/.test(readFileSync(join(folder.path, name), 'latin1')));
  expect(planted()).toEqual([]);
  store.close();
  expect([planted(), readdirSync(folder.path)]).toEqual([[], ['queue.backup.db', 'queue.db', 'queue.lock']]);
});

test('secrets that can’t be opened leave the plain address', () => {
  const folder = newFolder();
  const first = opened(folder.path, { secretBox: keyedBox(0x5c) });
  first.store.save([{ job: someJob('a'), secrets: SECRETS }]);
  expect(first.store.read('a')?.secrets).toEqual(SECRETS);
  first.store.close();
  const stranger = opened(folder.path, { secretBox: keyedBox(0x33) });
  expect(stranger.store.read('a')?.secrets).toEqual({ url: someJob('a').source.url, headers: [] });
  stranger.store.close();
});

test('D4: what belonged to a removed job is gone from the tables and, closed, from the file', () => {
  const folder = newFolder();
  const first = opened(folder.path);
  first.store.save([{ job: someJob('a'), secrets: SECRETS, checkpoint: { mode: 'replace', parts: [PART], blocks: [BLOCK] } }]);
  first.store.remove(['a', 'unknown']);
  first.store.close();
  const db = new Database(folder.database, { readonly: true });
  const left = ['jobs', 'parts', 'blocks', 'secrets'].map((table) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  db.close();
  expect(left).toEqual([0, 0, 0, 0]);
  expect(readFileSync(folder.database, 'latin1')).not.toContain('t0ps3cret');
});

test('settings are JSON values that last; one never written is undefined', () => {
  const folder = newFolder();
  const first = opened(folder.path);
  first.store.writeSetting('limit', { bytesPerSecond: null });
  first.store.writeSetting('limit', { bytesPerSecond: 5 });
  expect(() => first.store.writeSetting('limit', undefined)).toThrow(TypeError);
  first.store.close();
  const store = newStore(folder);
  expect([store.readSetting('limit'), store.readSetting('theme')]).toEqual([{ bytesPerSecond: 5 }, undefined]);
});

test('closing twice is closing once', () => {
  const { store } = opened(newFolder().path);
  store.close();
  store.close();
});
