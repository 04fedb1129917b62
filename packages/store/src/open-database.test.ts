import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { smallDisk } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { restoreBackup } from './backup.ts';
import { openDatabase } from './open-database.ts';
import { stateFiles } from './state-files.ts';
import { NOW_MS, OPTIONS, doneState, holdElsewhere, opened, someJob, testFolder, type TestFolder } from './test-support.ts';

const DATE = '2026-01-02T03-04-05.006Z';
const PARTS = [{ range: { start: 0, end: 1_000 }, durableBytes: 400 }];

function newFolder(): TestFolder {
  const folder = testFolder();
  onTestFinished(folder.remove);
  return folder;
}

/** A closed database with many jobs (so that damage has something to hit) and no backup. */
async function filledFolder(jobs = 200): Promise<TestFolder> {
  const folder = newFolder();
  const { store } = opened(folder.path);
  store.save(Array.from({ length: jobs }, (_, index) => ({ job: someJob(`job-${index}`, { rank: index }) })));
  store.close();
  // While the thread of a backup has it open, this process must not damage it: shared memory that is cut ends the process.
  await store.settled;
  rmSync(join(folder.path, 'queue.backup.db'));
  return folder;
}

const DAMAGE: Readonly<Record<string, (path: string) => void>> = {
  'cut in the middle': (path) => truncateSync(path, Math.floor(statSync(path).size / 2)),
  'cut to nothing': (path) => truncateSync(path, 0),
  'random bytes': (path) => writeFileSync(path, Buffer.from(Array.from({ length: 9_000 }, (_, index) => (index * 7_919) % 251))),
  'a flipped bit in the magic': (path) => flip(path, 3),
  'a flipped bit in the page size': (path) => flip(path, 16),
  'pages of another file': (path) => overwrite(path, 4_096, Buffer.alloc(8_192, 0xa5)),
  'another program’s database': (path) => {
    rmSync(path);
    new Database(path).exec('CREATE TABLE bookmarks (url)').close();
  },
};

function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const content = readFileSync(path);
  content.set(bytes, at);
  writeFileSync(path, content);
}

function flip(path: string, at: number): void {
  overwrite(path, at, Uint8Array.of((readFileSync(path)[at] ?? 0) ^ 0x40));
}

test.each(Object.entries(DAMAGE))('C10: %s: the file is set aside as it was, and an empty queue begins', async (_, damage) => {
  const folder = await filledFolder();
  damage(folder.database);
  const damaged = readFileSync(folder.database);
  const aside = `${folder.database}.corrupt-${DATE}`;
  const { store, notices } = opened(folder.path);
  expect(notices).toEqual([{ kind: 'set-aside', path: aside, restoredFrom: 'nothing' }]);
  expect(readFileSync(aside).length).toBe(damaged.length);
  expect(store.find({})).toEqual([]);
  store.save([{ job: someJob('new') }]);
  store.close();
  expect(opened(folder.path, { readOnly: true }).store.find({})).toHaveLength(1);
});

test('C10: two damaged databases within one millisecond are both kept', async () => {
  const folder = await filledFolder();
  for (let round = 0; round < 2; round += 1) {
    writeFileSync(folder.database, 'rubbish');
    rmSync(join(folder.path, 'queue.backup.db'), { force: true });
    opened(folder.path).store.close();
  }
  const kept = readdirSync(folder.path).filter((name) => name.includes('corrupt'));
  expect(kept.sort()).toEqual([`queue.db.corrupt-${DATE}`, `queue.db.corrupt-${DATE}-2`]);
});

test('C10: the last backup takes the place, and unfinished jobs give up progress that nothing can check', async () => {
  const folder = newFolder();
  const first = opened(folder.path);
  const running = someJob('running', { durableBytes: 400 });
  const done = someJob('done', { state: doneState('done'), rank: 2 });
  first.store.save([{ job: running, checkpoint: { mode: 'replace', parts: PARTS, blocks: [] } }, { job: done }]);
  first.store.close();
  await first.store.settled;
  writeFileSync(folder.database, 'rubbish');

  const { store, notices } = opened(folder.path);
  expect(notices).toEqual([
    { kind: 'set-aside', path: `${folder.database}.corrupt-${DATE}`, restoredFrom: 'backup' },
    { kind: 'progress-doubted', ids: ['running'] },
  ]);
  const lastReason = { kind: 'row-unreadable', detail: 'the last changes of the queue database were lost' };
  expect(store.find({})).toEqual([{ ...running, durableBytes: 0, restarts: { count: 2, lastReason } }, done]);
  expect(store.read('running')?.checkpoint).toEqual({ parts: [], blocks: [] });
  expect(store.quarantined()).toMatchObject([{ jobId: 'running', what: 'progress', atMs: NOW_MS }]);
  store.close();
});

test('C10: after a restore, a job keeps what its blocks vouch for, and no restart is counted', async () => {
  const folder = newFolder();
  const first = opened(folder.path);
  const MiB = 1_048_576;
  const facts = someJob('a');
  if (facts.remote === null) throw new Error('no remote');
  const parts = [
    { range: { start: 0, end: 4 * MiB }, durableBytes: 2 * MiB + 500 },
    { range: { start: 4 * MiB, end: 9 * MiB }, durableBytes: 2 * MiB },
  ];
  const blocks = [
    { index: 0, lengthBytes: MiB, crc32: 1 },
    { index: 1, lengthBytes: MiB, crc32: 2 },
    { index: 2, lengthBytes: 500, crc32: 3 },
    { index: 5, lengthBytes: MiB, crc32: 4 },
  ];
  const job = someJob('a', { durableBytes: 4 * MiB + 500, remote: { ...facts.remote, sizeBytes: 9 * MiB } });
  const stream = { ...job, id: 'stream', remote: { ...facts.remote, sizeBytes: 9 * MiB, resumable: false } };
  first.store.save([job, stream].map((each) => ({ job: each, checkpoint: { mode: 'replace', parts, blocks } })));
  first.store.close();
  await first.store.settled;
  rmSync(folder.database);

  const { store, notices } = opened(folder.path);
  expect(notices).toEqual([
    { kind: 'backup-used' },
    { kind: 'progress-checked', ids: ['a'] },
    { kind: 'progress-doubted', ids: ['stream'] },
  ]);
  const [head, tail] = parts;
  expect(store.read('a')).toMatchObject({
    job: { ...job, durableBytes: 2 * MiB + 500 },
    checkpoint: { parts: [head, { ...tail, durableBytes: 0 }], blocks },
  });
  expect(store.read('stream')?.checkpoint.parts).toEqual([]);
  expect(store.quarantined()).toMatchObject([{ jobId: 'stream', what: 'progress' }]);
  store.close();
});

test('C10: a program that dies between the restore and the doubt goes on with the doubt', async () => {
  const folder = newFolder();
  const first = opened(folder.path);
  first.store.save([{ job: someJob('a', { durableBytes: 400 }), checkpoint: { mode: 'replace', parts: PARTS, blocks: [] } }]);
  first.store.close();
  await first.store.settled;
  rmSync(folder.database);
  expect(restoreBackup(stateFiles(folder.path), NOW_MS)).toBe(true);
  for (const expected of [[{ kind: 'progress-doubted', ids: ['a'] }], []]) {
    const { store, notices } = opened(folder.path);
    expect([notices, store.read('a')?.checkpoint.parts]).toEqual([expected, []]);
    store.close();
  }
});

test('damage met while running is found out at the next opening, even after a close', async () => {
  const folder = await filledFolder(20_000);
  const { store } = opened(folder.path);
  overwrite(folder.database, 4_096 * 60, Buffer.alloc(4_096 * 400, 0x5a));
  expect(() => store.find({})).toThrow(expect.objectContaining({ code: expect.stringMatching(/^SQLITE_CORRUPT/) }));
  store.close();
  const next = opened(folder.path);
  expect(next.notices).toMatchObject([{ kind: 'set-aside' }]);
  next.store.close();
});

test('C10: a database that is gone comes back from its backup', async () => {
  const folder = newFolder();
  const first = opened(folder.path);
  first.store.save([{ job: someJob('a') }]);
  first.store.close();
  await first.store.settled;
  rmSync(folder.database);
  const { store, notices } = opened(folder.path);
  expect(notices).toEqual([{ kind: 'backup-used' }]);
  expect(store.find({})).toEqual([someJob('a')]);
  store.close();
});

test('C10: a backup that is damaged too is set aside as well', async () => {
  const folder = await filledFolder();
  writeFileSync(folder.database, 'rubbish');
  writeFileSync(join(folder.path, 'queue.backup.db'), 'more rubbish');
  const { store, notices } = opened(folder.path);
  expect(notices).toMatchObject([{ kind: 'set-aside', restoredFrom: 'nothing' }]);
  store.close();
  expect(readFileSync(join(folder.path, `queue.backup.db.corrupt-${DATE}`), 'utf8')).toBe('more rubbish');
});

test('every close leaves a backup of what changed, replaced whole', () => {
  const folder = newFolder();
  const backup = join(folder.path, 'queue.backup.db');
  const closedAt = (hours: number, id: string): number => {
    const { store } = opened(folder.path, { clock: { nowMs: () => NOW_MS + hours * 3_600_000 } });
    store.save([{ job: someJob(id) }]);
    store.close();
    const copy = new Database(backup, { readonly: true });
    const jobs = Number(copy.prepare('SELECT count(*) FROM jobs').pluck().get());
    copy.close();
    return jobs;
  };
  expect([closedAt(0, 'a'), closedAt(1, 'b'), closedAt(25, 'c'), closedAt(-5, 'd')]).toEqual([1, 2, 3, 4]);
  expect(readdirSync(folder.path).sort()).toEqual(['queue.backup.db', 'queue.db', 'queue.lock']);
});

test('C10: after a kill the -wal file holds the last changes; when it is gone, progress is doubted and the user told', async () => {
  const folder = newFolder();
  opened(folder.path).store.close();
  const other = await holdElsewhere(folder.path, 'lost');
  await other.kill();
  rmSync(`${folder.database}-wal`);
  const without = opened(folder.path);
  expect(without.notices).toEqual([{ kind: 'wal-missing' }]);
  expect(without.store.find({})).toEqual([]);
  without.store.close();
});

test('C10: who only looks leaves nothing behind that would hide a lost -wal file', async () => {
  const folder = newFolder();
  opened(folder.path).store.close();
  const other = await holdElsewhere(folder.path, 'lost');
  await other.kill();
  rmSync(`${folder.database}-wal`);
  rmSync(`${folder.database}-shm`, { force: true });
  const before = readdirSync(folder.path);
  const looking = opened(folder.path, { readOnly: true });
  expect(looking.store.find({})).toEqual([]);
  looking.store.close();
  expect(readdirSync(folder.path)).toEqual(before);
  const owner = opened(folder.path);
  expect(owner.notices).toEqual([{ kind: 'wal-missing' }]);
  owner.store.close();
});

test('C10: damage that only the full check sees is found after a kill, and the -wal file is kept beside', async () => {
  const folder = await filledFolder();
  const other = await holdElsewhere(folder.path, 'a');
  await other.kill();
  const wal = readFileSync(`${folder.database}-wal`);
  overwrite(folder.database, 4_096 * 12, Buffer.alloc(4_096 * 4, 0x5a));
  const { store, notices } = opened(folder.path);
  const aside = `${folder.database}.corrupt-${DATE}`;
  expect(notices).toEqual([{ kind: 'set-aside', path: aside, restoredFrom: 'nothing' }]);
  expect(readFileSync(`${aside}-wal`).equals(wal)).toBe(true);
  store.close();
});

test('a newer schema is refused and left as it was', async () => {
  const folder = await filledFolder(1);
  const db = new Database(folder.database);
  db.pragma('user_version = 99');
  db.close();
  const before = readFileSync(folder.database);
  expect(openDatabase(folder.path, OPTIONS)).toEqual({ kind: 'newer-schema', version: 99 });
  expect(openDatabase(folder.path, { ...OPTIONS, readOnly: true })).toEqual({ kind: 'newer-schema', version: 99 });
  expect(readFileSync(folder.database).equals(before)).toBe(true);
});

test('reading where there is nothing is an empty queue, and makes no file', () => {
  const folder = newFolder();
  const { store, notices } = opened(folder.path, { readOnly: true });
  expect([store.find({}), store.counts().queued, notices]).toEqual([[], 0, []]);
  expect(() => store.save([{ job: someJob('a') }])).toThrow();
  store.close();
  expect(existsSync(folder.path)).toBe(false);
});

test('reading a damaged database says so and touches nothing', async () => {
  const folder = await filledFolder(1);
  writeFileSync(folder.database, '');
  writeFileSync(`${folder.database}-wal`, 'frames');
  expect(openDatabase(folder.path, { ...OPTIONS, readOnly: true })).toEqual({ kind: 'unusable', code: 'SQLITE_NOTADB' });
  expect(readFileSync(`${folder.database}-wal`, 'utf8')).toBe('frames');
});

test('a folder that can’t be one is unusable, with the system’s reason', () => {
  const folder = newFolder();
  writeFileSync(folder.path, 'a file');
  expect(openDatabase(folder.path, OPTIONS)).toEqual({ kind: 'unusable', code: 'EEXIST' });
  expect(openDatabase(join(folder.path, 'below'), OPTIONS)).toEqual({ kind: 'unusable', code: 'ENOTDIR' });
  const other = newFolder();
  mkdirSync(other.database, { recursive: true });
  expect(openDatabase(other.path, OPTIONS)).toEqual({ kind: 'unusable', code: 'EISDIR' });
});

test('a full disk: opening says so; a save fails whole, and all that was acknowledged is there afterwards', async (context) => {
  const disk = await smallDisk(1);
  if (disk === null) return context.skip('this user may not mount');
  onTestFinished(() => disk.remove());
  const { store } = opened(disk.path);
  store.save([{ job: someJob('kept') }]);
  const room = join(disk.path, 'filler');
  expect(() => writeFileSync(room, Buffer.alloc(2 * 1024 * 1024))).toThrow('ENOSPC');
  const many = Array.from({ length: 300 }, (_, index) => ({ job: someJob(`big-${index}`) }));
  expect(() => store.save(many)).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }));
  expect(store.find({})).toEqual([someJob('kept')]);
  store.close();
  rmSync(room);
  const again = opened(disk.path);
  expect(again.store.find({})).toEqual([someJob('kept')]);
  again.store.close();

  expect(() => writeFileSync(room, Buffer.alloc(2 * 1024 * 1024))).toThrow('ENOSPC');
  expect(openDatabase(join(disk.path, 'new'), OPTIONS).kind).toBe('unusable');
});
