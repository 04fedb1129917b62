import type { JobState } from '@sluice/model';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { doneState, opened, someJob, testFolder } from './test-support.ts';
import { prepareStatements } from './statements.ts';
import { writeJob } from './write-job.ts';
import { INDEXED, INSERT_JOB, jobColumns, updateJob } from './write-row.ts';

/** A database of the present schema. */
function newDatabase(): Database.Database {
  const folder = testFolder();
  onTestFinished(folder.remove);
  opened(folder.path).store.close();
  const db = new Database(folder.database);
  onTestFinished(() => void db.close());
  return db;
}

/** The indexes of `jobs` that a statement writes to, without what its triggers do. */
function indexesWritten(db: Database.Database, sql: string): readonly string[] {
  const pages = db.prepare<[], { name: string; rootpage: number }>("SELECT name, rootpage FROM sqlite_schema WHERE type = 'index'").all();
  const steps = db
    .prepare<[object], { addr: number; opcode: string; p1: number; p2: number }>(`EXPLAIN ${sql}`)
    .all(jobColumns(someJob('a')));
  // The programs of triggers follow, each counted from 0.
  const trigger = steps.findIndex(({ addr }, index) => index > 0 && addr === 0);
  const own = trigger === -1 ? steps : steps.slice(0, trigger);
  const written = new Set(own.flatMap(({ opcode, p1 }) => (opcode === 'IdxInsert' || opcode === 'IdxDelete' ? [p1] : [])));
  const opened = own.filter(({ opcode, p1 }) => opcode === 'OpenWrite' && written.has(p1));
  return opened.map(({ p2 }) => pages.find(({ rootpage }) => rootpage === p2)?.name ?? '?').toSorted();
}

const bits = (...columns: readonly (typeof INDEXED)[number][]): number =>
  columns.reduce((sum, column) => sum + (1 << INDEXED.indexOf(column)), 0);

test('a change of the row alone touches no index, and any other those that rest on what changed', () => {
  const db = newDatabase();
  expect(indexesWritten(db, updateJob(0))).toEqual([]);
  expect(indexesWritten(db, updateJob(bits('target_path')))).toEqual(['jobs_on_disk']);
  expect(indexesWritten(db, updateJob(bits('state')))).toEqual(['jobs_by_state', 'jobs_on_disk']);
  expect(indexesWritten(db, updateJob(bits('state', 'place')))).toEqual([
    'jobs_by_place',
    'jobs_by_state',
    'jobs_completed',
    'jobs_on_disk',
  ]);
  const all = db.prepare("SELECT count(*) FROM pragma_index_list('jobs')").pluck().get();
  // The id never changes.
  expect(indexesWritten(db, updateJob(bits(...INDEXED)))).toHaveLength(Number(all) - 1);
  expect(indexesWritten(db, INSERT_JOB)).toHaveLength(Number(all));
});

test('whatever changes of a job, its row is then as given, and the indexes agree with it', () => {
  const db = newDatabase();
  const statements = prepareStatements(db);
  const job = someJob('a');
  const waiting: JobState = { kind: 'waiting', reason: { kind: 'network' } };
  const changed = [
    job,
    { ...job, durableBytes: 7 },
    { ...job, rank: 8 },
    { ...job, createdAtMs: 9 },
    { ...job, state: { kind: 'probing' } as const },
    { ...job, state: waiting },
    { ...job, target: { ...job.target, path: null } },
    { ...job, target: { ...job.target, chosenName: null, path: '/home/user/Downloads/other.zip' } },
    { ...job, source: { url: 'https://files.example/disk.zip', host: 'files.example' } },
    { ...job, state: doneState('a'), partFile: null },
  ];
  const position = writeJob(statements, jobColumns(job));
  for (const one of changed) {
    for (const next of [one, one, job]) {
      expect(writeJob(statements, jobColumns(next))).toBe(position);
      expect(db.prepare('SELECT * FROM jobs').all()).toEqual([{ position, ...jobColumns(next) }]);
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    }
  }
});
