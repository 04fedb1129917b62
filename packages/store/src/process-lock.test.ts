import { chmodSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from './open-database.ts';
import { OPTIONS, holdElsewhere, opened, someJob, testFolder } from './test-support.ts';

test('C9: a second process is told that the folder is taken, and gets it once the first is killed', async () => {
  const folder = testFolder();
  onTestFinished(folder.remove);
  const first = await holdElsewhere(folder.path, 'a');
  onTestFinished(() => void first.kill());
  expect(first.outcome).toBe('open');

  const second = await holdElsewhere(folder.path);
  onTestFinished(() => void second.kill());
  expect(second.outcome).toBe('locked');
  expect(openDatabase(folder.path, OPTIONS)).toEqual({ kind: 'locked', folder: folder.path });

  await first.kill();
  const { store, notices } = opened(folder.path);
  expect(notices).toEqual([]);
  expect(store.find({})).toEqual([someJob('a', { durableBytes: 400 })]);
  expect(store.read('a')?.checkpoint.parts).toEqual([{ range: { start: 0, end: 1_000 }, durableBytes: 400 }]);
  store.close();
});

test('C9: the same process gets the folder once, and again after closing', () => {
  const folder = testFolder();
  onTestFinished(folder.remove);
  const { store } = opened(folder.path);
  expect(openDatabase(folder.path, OPTIONS).kind).toBe('locked');
  store.close();
  opened(folder.path).store.close();
});

test('readers look on while another process writes, and see what it saved', async () => {
  const folder = testFolder();
  onTestFinished(folder.remove);
  const writer = await holdElsewhere(folder.path, 'a', 'b');
  onTestFinished(() => void writer.kill());
  const reader = opened(folder.path, { readOnly: true });
  expect(reader.store.find({}).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(() => reader.store.save([{ job: someJob('c') }])).toThrow();
  reader.store.close();
  expect(writer.outcome).toBe('open');
});

test('C1: whatever a killed process had acknowledged is there, and at most the one save after it', async () => {
  for (const patience of [1, 40, 333]) {
    const folder = testFolder();
    onTestFinished(folder.remove);
    const writer = await holdElsewhere(folder.path, '--on-and-on');
    onTestFinished(() => void writer.kill());
    await writer.said(1 + patience);
    const acknowledged = (await writer.kill()).slice(1).map((number) => `job-${number}`);
    // Somebody looks in between: the -wal file must outlive that.
    opened(folder.path, { readOnly: true }).store.close();
    const { store, notices } = opened(folder.path);
    const found = store.find({}).map(({ id }) => id);
    store.close();
    expect(notices).toEqual([]);
    expect(found.slice(0, acknowledged.length)).toEqual(acknowledged);
    expect(found.length - acknowledged.length).toBeLessThanOrEqual(1);
  }
});

test('a lock file with rubbish in it is renamed and keeps nobody out', () => {
  const folder = testFolder();
  onTestFinished(folder.remove);
  opened(folder.path).store.close();
  const lock = join(folder.path, 'queue.lock');
  writeFileSync(lock, 'x'.repeat(5_000));
  opened(folder.path).store.close();
  expect(statSync(`${lock}.corrupt-2026-01-02T03-04-05.006Z`).size).toBe(5_000);
});

test.skipIf(process.platform === 'win32')('folder and files are for their user alone, also when they were not', () => {
  const folder = testFolder();
  onTestFinished(folder.remove);
  opened(folder.path).store.close();
  chmodSync(folder.database, 0o644);
  const { store } = opened(folder.path);
  store.save([{ job: someJob('a') }]);
  const modes = ['queue.db', 'queue.db-wal', 'queue.backup.db'].map((name) => statSync(join(folder.path, name)).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600, 0o600]);
  expect(statSync(folder.path).mode & 0o777).toBe(0o700);
  store.close();
});
