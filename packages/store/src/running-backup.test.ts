import Database from 'better-sqlite3';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openForWriting } from './connection.ts';
import { RunningBackup } from './running-backup.ts';
import type { SqliteJobStore } from './sqlite-job-store.ts';
import { stateFiles } from './state-files.ts';
import type { StoreNotice } from './store-notice.ts';
import { NOW_MS, holdElsewhere, opened, someJob, testFolder, type TestFolder } from './test-support.ts';

const MINUTE_MS = 60_000;
const PARTS = [{ range: { start: 0, end: 1_000 }, durableBytes: 0 }];

function newFolder(): TestFolder {
  const folder = testFolder();
  onTestFinished(folder.remove);
  return folder;
}

function backupOf(folder: TestFolder): string {
  return join(folder.path, 'queue.backup.db');
}

function idsIn(path: string): readonly string[] {
  const copy = new Database(path, { readonly: true });
  try {
    return copy.prepare<[], string>('SELECT id FROM jobs ORDER BY position').pluck().all();
  } finally {
    copy.close();
  }
}

interface Bench {
  readonly folder: TestFolder;
  readonly store: SqliteJobStore;
  readonly backup: RunningBackup;
  readonly notices: StoreNotice[];
  readonly clock: { ms: number; nowMs: () => number };
}

/** A closed queue with one job and its backup, and a running backup that the test drives over a connection of its own. */
function bench(jobs = 1): Bench {
  const folder = newFolder();
  const first = opened(folder.path);
  first.store.save(Array.from({ length: jobs }, (_, index) => ({ job: someJob(`job-${index}`) })));
  first.store.close();
  const clock = { ms: NOW_MS, nowMs: (): number => clock.ms };
  const notices: StoreNotice[] = [];
  const { store } = opened(folder.path, { clock: { nowMs: () => NOW_MS } });
  const db = openForWriting(folder.database);
  const backup = new RunningBackup({ db, files: stateFiles(folder.path), clock, report: (notice) => notices.push(notice) });
  onTestFinished(() => {
    store.close();
    backup.stop();
    db.close();
  });
  return { folder, store, backup, notices, clock };
}

/** In its first minute a run makes none: what the last one left is in the backup of its close. */
function openedAMinuteAgo(folder: TestFolder): SqliteJobStore {
  let ms = NOW_MS - MINUTE_MS;
  const { store } = opened(folder.path, { clock: { nowMs: () => ms } });
  ms = NOW_MS;
  return store;
}

test('in the first minute of a run no backup is made, however much changes', async () => {
  const folder = newFolder();
  const { store } = opened(folder.path);
  onTestFinished(() => store.close());
  store.save([{ job: someJob('a'), checkpoint: { mode: 'replace', parts: PARTS, blocks: [] } }]);
  await store.settled;
  expect(existsSync(backupOf(folder))).toBe(false);
});

test('C10: a change after five minutes makes a backup while the program runs, and one before does not', async () => {
  const { folder, store, backup, clock } = bench();
  store.save([{ job: someJob('later') }]);
  clock.ms += 4 * MINUTE_MS;
  backup.changed(false);
  await backup.settled;
  expect(idsIn(backupOf(folder))).toEqual(['job-0']);
  clock.ms += MINUTE_MS;
  backup.changed(false);
  await backup.settled;
  expect(idsIn(backupOf(folder))).toEqual(['job-0', 'later']);
  expect(statSync(backupOf(folder)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  expect(readdirSync(folder.path).filter((name) => name.includes('running'))).toEqual([]);
});

test('a job that has just begun is in a backup after a minute; a clock that was put back makes one at once', async () => {
  const { folder, store, backup, clock } = bench();
  store.save([{ job: someJob('begun'), checkpoint: { mode: 'replace', parts: PARTS, blocks: [] } }]);
  clock.ms += MINUTE_MS;
  backup.changed(true);
  await backup.settled;
  expect(idsIn(backupOf(folder))).toEqual(['job-0', 'begun']);
  store.save([{ job: someJob('past') }]);
  clock.ms -= 60 * MINUTE_MS;
  backup.changed(false);
  await backup.settled;
  expect(idsIn(backupOf(folder))).toEqual(['job-0', 'begun', 'past']);
});

test('a store that saves makes its first backup by itself while it goes on saving, and it can be restored', async () => {
  const folder = newFolder();
  const store = openedAMinuteAgo(folder);
  onTestFinished(() => store.close());
  store.save(Array.from({ length: 2_000 }, (_, index) => ({ job: someJob(`job-${index}`) })));
  for (let round = 0; !existsSync(backupOf(folder)); round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (round === 4) store.save([{ job: someJob('on-the-way') }]);
  }
  const restored = newFolder();
  opened(restored.path).store.close();
  rmSync(restored.database);
  writeFileSync(backupOf(restored), readFileSync(backupOf(folder)));
  const again = opened(restored.path);
  onTestFinished(() => again.store.close());
  expect(again.notices).toEqual([{ kind: 'backup-used' }]);
  expect(again.store.find({}).length).toBeGreaterThanOrEqual(2_000);
});

test('closing while a backup is under way drops it, leaves one of everything, and gives the folder free', async () => {
  const folder = newFolder();
  const store = openedAMinuteAgo(folder);
  store.save(Array.from({ length: 2_000 }, (_, index) => ({ job: someJob(`job-${index}`) })));
  const running = `${backupOf(folder)}.running`;
  while (!existsSync(running) || statSync(running).size === 0) await new Promise((resolve) => setImmediate(resolve));
  store.close();
  expect(readdirSync(folder.path).sort()).toEqual(['queue.backup.db', 'queue.db', 'queue.lock']);
  expect(idsIn(backupOf(folder))).toHaveLength(2_000);
  const again = opened(folder.path);
  expect(again.notices).toEqual([]);
  again.store.close();
});

test('what a kill in the middle of a backup leaves is cleared away, and the old backup stands', async () => {
  const folder = newFolder();
  const first = opened(folder.path);
  first.store.save([{ job: someJob('a') }]);
  first.store.close();
  await first.store.settled;
  const before = readFileSync(backupOf(folder));
  writeFileSync(`${backupOf(folder)}.running`, before.subarray(0, 4_096));
  writeFileSync(`${backupOf(folder)}.running-journal`, 'half');
  rmSync(folder.database);
  const { store, notices } = opened(folder.path);
  expect(notices).toEqual([{ kind: 'backup-used' }]);
  expect(store.find({})).toEqual([someJob('a')]);
  expect(readFileSync(backupOf(folder)).equals(before)).toBe(true);
  expect(readdirSync(folder.path).filter((name) => name.includes('running'))).toEqual([]);
  store.close();
});

test('C10: a kill while backups are made leaves a whole one', async () => {
  const folder = newFolder();
  const first = opened(folder.path, { clock: { nowMs: () => NOW_MS - 60 * MINUTE_MS } });
  first.store.save(Array.from({ length: 5_000 }, (_, index) => ({ job: someJob(`old-${index}`) })));
  first.store.close();
  const other = await holdElsewhere(folder.path, 'a', '--on-and-on');
  await other.said(5);
  await other.kill();
  expect(idsIn(backupOf(folder)).slice(0, 5_000)).toHaveLength(5_000);
  rmSync(folder.database);
  rmSync(`${folder.database}-wal`, { force: true });
  const { store, notices } = opened(folder.path);
  expect(notices).toEqual([{ kind: 'backup-used' }]);
  store.close();
});

test('a backup that the disk refuses is told once, not thrown, and the old one stands', async () => {
  const { folder, store, backup, notices, clock } = bench();
  const before = readFileSync(backupOf(folder));
  store.save([{ job: someJob('more') }]);
  clock.ms += 5 * MINUTE_MS;
  backup.changed(false);
  // Before the copy has begun, which looks at the folder first.
  writeFileSync(`${backupOf(folder)}.running`, 'no database, and not empty');
  await backup.settled;
  backup.changed(false);
  await backup.settled;
  expect(notices).toEqual([{ kind: 'backup-failed', code: expect.stringMatching(/^SQLITE_/) }]);
  expect(readFileSync(backupOf(folder)).equals(before)).toBe(true);
});
