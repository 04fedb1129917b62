import Database from 'better-sqlite3';
import { jobHistoryContract } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { opened, someJob, testFolder } from './test-support.ts';

jobHistoryContract('SqliteJobStore', () => {
  const folder = testFolder();
  let { store } = opened(folder.path);
  onTestFinished(() => {
    store.close();
    folder.remove();
  });
  const reopen = (): typeof store => {
    store.close();
    return (store = opened(folder.path).store);
  };
  return { store, reopen };
});

test('an event that says nonsense, or a later version’s, is left out and the others are told', () => {
  const folder = testFolder();
  const first = opened(folder.path);
  first.store.save([{ job: someJob('a'), history: [{ kind: 'cancelled', atMs: 5 }] }]);
  first.store.close();
  const db = new Database(folder.database);
  const add = db.prepare('INSERT INTO history SELECT position, ?, ? FROM jobs');
  add.run(2, '{"kind":"moved-to-the-moon","atMs":6}');
  add.run(3, '{"kind":"cancelled"}');
  add.run(4, 'not json');
  add.run(5, '{"kind":"part-went-on","part":1,"range":{"start":9,"end":2},"atBytes":9,"failure":{"kind":"reset","host":"h"},"atMs":6}');
  add.run(6, '{"kind":"resumed","by":"user","atMs":7,"new":true}');
  db.close();
  const { store } = opened(folder.path);
  onTestFinished(() => {
    store.close();
    folder.remove();
  });
  expect(store.events('a')).toEqual([
    { kind: 'cancelled', atMs: 5 },
    { kind: 'resumed', by: 'user', atMs: 7 },
  ]);
});
