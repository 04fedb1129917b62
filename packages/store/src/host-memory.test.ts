import Database from 'better-sqlite3';
import { hostMemoryContract } from '@sluice/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { opened, testFolder } from './test-support.ts';

hostMemoryContract('SqliteJobStore', () => {
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
  return { memory: store, reopen };
});

test('a row that says nonsense is as good as none', () => {
  const folder = testFolder();
  opened(folder.path).store.close();
  const db = new Database(folder.database);
  db.exec("INSERT INTO hosts VALUES ('a', NULL, -1, 5, 2, 5), ('b', 9e999, NULL, NULL, NULL, NULL), ('c', NULL, 0, 1, 0, 1)");
  db.close();
  const { store } = opened(folder.path);
  onTestFinished(() => {
    store.close();
    folder.remove();
  });
  expect(['a', 'b', 'c'].map((host) => store.recall(host))).toEqual([null, null, { refusesIfRangeAtMs: null, connections: null }]);
});
