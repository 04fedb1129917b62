import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { createDatabase } from './backup.ts';
import { copyToMemory, openForReading, openForWriting, type Connection } from './connection.ts';
import { MIGRATIONS, SCHEMA_VERSION, migrate } from './migrate.ts';
import { stateFiles } from './state-files.ts';
import { testFolder } from './test-support.ts';

function newDatabase(): string {
  const folder = testFolder();
  onTestFinished(folder.remove);
  mkdirSync(folder.path);
  createDatabase(stateFiles(folder.path));
  return folder.database;
}

function closing(db: Connection): Connection {
  onTestFinished(() => void db.close());
  return db;
}

test('C1: each commit is synced to the disk itself, and readers are not in the way', () => {
  const db = closing(openForWriting(newDatabase()));
  const FULL = 2;
  const settings = ['synchronous', 'journal_mode', 'fullfsync', 'checkpoint_fullfsync', 'foreign_keys', 'trusted_schema'];
  expect(settings.map((name) => db.pragma(name, { simple: true }))).toEqual([FULL, 'wal', 1, 1, 1, 0]);
});

test('a copy in memory can be brought to another schema without touching the file', () => {
  const path = newDatabase();
  const reader = closing(openForReading(path));
  const copy = closing(copyToMemory(reader));
  migrate(copy, [...MIGRATIONS, 'CREATE TABLE later (x)']);
  expect([copy, reader].map((db) => db.pragma('user_version', { simple: true }))).toEqual([SCHEMA_VERSION + 1, SCHEMA_VERSION]);
});

test('what is no database is refused when it is opened, not later', () => {
  const path = newDatabase();
  writeFileSync(path, 'rubbish'.repeat(1_000));
  expect(() => openForWriting(path)).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }));
  expect(() => openForReading(`${path}.missing`)).toThrow(expect.objectContaining({ code: 'SQLITE_CANTOPEN' }));
});
