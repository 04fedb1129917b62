import Database from 'better-sqlite3';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION, migrate, schemaOf } from './migrate.ts';
import { opened, someJob, testFolder } from './test-support.ts';

const PAUSED = { kind: 'paused', by: 'user', atMs: 7 } as const;
const LEARNED = { refusesIfRangeAtMs: 1_000, connections: { most: 4, atMs: 2_000 } };
const FIXTURES = new URL('fixtures/', import.meta.url);

function inMemory(): Database.Database {
  const db = new Database(':memory:');
  onTestFinished(() => void db.close());
  return db;
}

function schemaText(db: Database.Database): unknown {
  return db.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name").all();
}

test('from nothing to the present schema, and a second time changes nothing', () => {
  const db = inMemory();
  expect(schemaOf(db)).toEqual({ kind: 'foreign' });
  migrate(db);
  const after = schemaText(db);
  migrate(db);
  expect(schemaText(db)).toEqual(after);
  expect([schemaOf(db), db.pragma('application_id', { simple: true })]).toEqual([{ kind: 'current' }, APPLICATION_ID]);
});

test('a step that fails leaves the schema before it, whole', () => {
  const db = inMemory();
  expect(() => migrate(db, [...MIGRATIONS, 'CREATE TABLE half (x); CREATE TABLE jobs (y);'])).toThrow();
  expect(schemaOf(db)).toEqual({ kind: 'current' });
  expect(db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
});

test('older and newer are told apart', () => {
  const db = inMemory();
  migrate(db);
  expect(schemaOf(db, SCHEMA_VERSION + 1)).toEqual({ kind: 'older' });
  expect(schemaOf(db, SCHEMA_VERSION - 1)).toEqual({ kind: 'newer', version: SCHEMA_VERSION });
});

test('there is a fixture of every released schema', () => {
  const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.sql'));
  expect(names.sort()).toEqual(MIGRATIONS.map((_, index) => `schema-${index + 1}.sql`));
});

test.each(readdirSync(FIXTURES))('a queue of %s opens with its jobs, progress and secrets', (name) => {
  const folder = testFolder();
  onTestFinished(folder.remove);
  mkdirSync(folder.path);
  const db = new Database(folder.database);
  db.exec(readFileSync(new URL(name, FIXTURES), 'utf8'));
  db.close();
  const { store, notices } = opened(folder.path);
  onTestFinished(() => store.close());
  expect(notices).toEqual([]);
  expect(store.find({})).toEqual([someJob('fixture', { durableBytes: 400 })]);
  expect(store.read('fixture')).toMatchObject({
    secrets: { url: 'https://files.example/disk.iso?token=t', headers: [['Cookie', 'a=b']] },
    checkpoint: { parts: [{ range: { start: 0, end: 1_000 }, durableBytes: 400 }], blocks: [{ index: 0, lengthBytes: 400, crc32: 7 }] },
  });
  expect(store.readSetting('limit')).toEqual({ bytesPerSecond: 5 });
  expect(store.recall('files.example')).toEqual(name === 'schema-1.sql' ? null : LEARNED);
  expect(store.events('fixture')).toEqual(name < 'schema-3.sql' ? [] : [PAUSED]);
});

/** Run with SLUICE_WRITE_FIXTURE=1 when a new schema is released; a fixture that is there is never written again. */
test.runIf(process.env['SLUICE_WRITE_FIXTURE'] === '1')('writes the fixture of the present schema', () => {
  const folder = testFolder();
  onTestFinished(folder.remove);
  const { store } = opened(folder.path);
  store.save([
    {
      job: someJob('fixture', { durableBytes: 400 }),
      secrets: { url: 'https://files.example/disk.iso?token=t', headers: [['Cookie', 'a=b']] },
      checkpoint: {
        mode: 'replace',
        parts: [{ range: { start: 0, end: 1_000 }, durableBytes: 400 }],
        blocks: [{ index: 0, lengthBytes: 400, crc32: 7 }],
      },
      history: [PAUSED],
    },
  ]);
  store.writeSetting('limit', { bytesPerSecond: 5 });
  store.learn('files.example', LEARNED);
  store.close();
  writeFileSync(new URL(`schema-${SCHEMA_VERSION}.sql`, FIXTURES), dump(folder.database), { flag: 'wx' });
});

function dump(path: string): string {
  const db = new Database(path, { readonly: true });
  // What belongs to the search index is made by its own statement, and filled when somebody searches.
  const schema = db.prepare<[], { name: string; type: string; sql: string }>(
    `SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'job\\_names\\_%' ESCAPE '\\' ORDER BY type DESC, rowid`,
  );
  const objects = schema.all();
  const sqlOf = (...types: readonly string[]): readonly string[] =>
    objects.filter(({ type }) => types.includes(type)).map(({ sql }) => `${sql};`);
  const lines = [`PRAGMA application_id = ${APPLICATION_ID};`, `PRAGMA user_version = ${SCHEMA_VERSION};`, ...sqlOf('table', 'index')];
  for (const { name } of objects.filter((one) => one.type === 'table' && one.name !== 'job_names')) {
    const columns = db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(name);
    const values = columns.map((column) => `quote("${column}")`).join(" || ', ' || ");
    const rows = db.prepare<[], string>(`SELECT ${values} FROM "${name}"`).pluck().all();
    lines.push(...rows.map((row) => `INSERT INTO ${name} VALUES (${row});`));
  }
  // Last: the rows they would write are there already.
  lines.push(...sqlOf('trigger'));
  db.close();
  return `${lines.join('\n')}\n`;
}
