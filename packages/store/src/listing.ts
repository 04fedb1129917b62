/** What the list of a window is asked for: stretches of rows in order, and how many each filter holds. Every query is an index's own. */
import type Database from 'better-sqlite3';
import {
  FILE_KINDS,
  LIST_PLACES,
  toListCounts,
  type CountedCell,
  type JobId,
  type ListCounts,
  type ListFilter,
  type ListQuery,
  type ListedRows,
} from '@sluice/model';
import type { Connection } from './connection.ts';
import { count, number, object, text } from './reader.ts';

/** Two lists, one behind the other: open jobs as they run, and ended ones, newest first. */
type Section = 'open' | 'ended';

const KEY: Readonly<Record<Section, string>> = { open: 'rank', ended: 'ended_at_ms' };
const ORDER: Readonly<Record<Section, string>> = {
  open: 'ORDER BY jobs.rank, jobs.created_at_ms, jobs.id',
  ended: 'ORDER BY jobs.ended_at_ms DESC, jobs.rank, jobs.id',
};

/** The latest job at each address of a JSON list that some job has. */
export const JOBS_AT = `SELECT url, id FROM (
  SELECT asked.value AS url, (SELECT id FROM jobs WHERE jobs.url = asked.value ORDER BY position DESC LIMIT 1) AS id FROM json_each(?) AS asked
) WHERE id IS NOT NULL`;

export const COUNTS = 'SELECT place, file_kind, jobs FROM list_counts';

/** A word that so many rows have is quicker found row by row, in the list's own order. */
const MANY = 2_000;
/** Names whose letters are looked up in one go: some milliseconds of work. */
const NAMES_A_TURN = 50;
/**
 * The index merges what many turns have added. Left to itself it does much of that within one write, which then takes thirty times as
 * long as the others; so it is told to leave it, and gets a little of it every few turns.
 */
const OWN_MERGES = [
  "INSERT INTO job_names (job_names, rank) VALUES ('automerge', 0)",
  "INSERT INTO job_names (job_names, rank) VALUES ('crisismerge', 64)",
];
const TURNS_A_MERGE = 4;
/** Pages that one merge may write. */
const MERGE = "INSERT INTO job_names (job_names, rank) VALUES ('merge', 16)";

const readRow = object({ id: text, key: number });
const readCount = object({ place: text, file_kind: text, jobs: count });
const readJobAt = object({ url: text, id: text });
const readDue = object({ job: count });

export interface ListSql {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/**
 * The rows of one section, from which a limit and an offset take a stretch; null where the filter has none there. `byLetters`: the
 * words are found by the index of letters, else row by row.
 */
export function sqlFor({ filter, fileKind, words }: ListQuery, section: Section, byLetters: boolean): ListSql | null {
  const where = placeOf(filter, section);
  if (where === null) return null;
  const long = byLetters ? words.filter(isLong) : [];
  const conditions: readonly Condition[] = [
    where,
    ...(fileKind === null ? [] : [{ sql: 'jobs.file_kind = ?', values: [fileKind] }]),
    ...words.filter((word) => !long.includes(word)).map(inText),
  ];
  const found = long.length === 0 ? null : foundByLetters(long);
  const sql = `${found?.sql ?? ''} SELECT jobs.id, jobs.${KEY[section]} AS key
    FROM ${found === null ? 'jobs' : 'found CROSS JOIN jobs ON jobs.position = found.position'}
    WHERE ${conditions.map((one) => one.sql).join(' AND ')} ${ORDER[section]} LIMIT ? OFFSET ?`;
  return { sql, values: [...(found?.values ?? []), ...conditions.flatMap(({ values = [] }) => values)] };
}

/** What the index knows of rows that are due is old. */
function foundByLetters(words: readonly string[]): Required<Condition> {
  const texts = words.map(inText);
  const sql = `WITH found (position) AS MATERIALIZED (
    SELECT rowid FROM job_names WHERE job_names MATCH ? AND rowid NOT IN (SELECT job FROM names_due)
    UNION ALL
    SELECT jobs.position FROM names_due CROSS JOIN jobs ON jobs.position = names_due.job WHERE ${texts.map((one) => one.sql).join(' AND ')})`;
  return { sql, values: [matching(words), ...texts.flatMap(({ values }) => values)] };
}

function inText(word: string): Required<Condition> {
  return { sql: IN_TEXT, values: [likeAnywhere(word), likeAnywhere(word)] };
}

function matching(words: readonly string[]): string {
  return words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ');
}

/** Apart, since what follows a NUL in a name is not looked at. */
const IN_TEXT = "(jobs.name LIKE ? ESCAPE '\\' OR jobs.host LIKE ? ESCAPE '\\')";

interface Condition {
  readonly sql: string;
  readonly values?: readonly string[];
}

/** Partial indexes are found by their own condition, word for word. */
function placeOf(filter: ListFilter, section: Section): Condition | null {
  if (filter === 'all') return { sql: section === 'open' ? 'jobs.ended_at_ms IS NULL' : 'jobs.ended_at_ms IS NOT NULL' };
  if (filter === 'completed') return section === 'open' ? null : { sql: "jobs.place = 'completed' AND jobs.ended_at_ms IS NOT NULL" };
  return section === 'open' ? { sql: 'jobs.place = ?', values: [filter] } : null;
}

/** The index knows three letters in a row; what is shorter is looked for row by row. */
function isLong(word: string): boolean {
  return [...word].length >= 3;
}

function likeAnywhere(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}

export class Listing {
  readonly #db: Connection;
  readonly #prepared = new Map<string, Database.Statement>();
  #turns = 0;

  constructor(db: Connection) {
    this.#db = db;
  }

  /** `limit` rows of the list from the one at `from` on; fewer at its end. */
  rows(query: ListQuery, from: number, limit: number): ListedRows {
    const open = this.#section(query, 'open', from, limit);
    if (open.length >= limit) return columns(open, []);
    // Where the open ones end is only known once they are counted; a stretch that begins among them tells it.
    const before = open.length > 0 || from === 0 ? 0 : from - this.#length(query, 'open');
    return columns(open, this.#section(query, 'ended', before, limit - open.length));
  }

  counts(): ListCounts {
    return toListCounts(this.#all(COUNTS).map(readCount).flatMap(cellOf));
  }

  /** Those of some addresses, written as jobs have them, that a job has, with the one that was added last: ended ones count too. */
  jobsAt(urls: readonly string[]): ReadonlyMap<string, JobId> {
    return new Map(
      this.#all(JOBS_AT, JSON.stringify(urls))
        .map(readJobAt)
        .map(({ url, id }) => [url, id]),
    );
  }

  /** Looks up the letters of some names that are due; false when none is left. Call within a transaction. */
  indexSome(): boolean {
    if (this.#turns === 0) for (const sql of OWN_MERGES) this.#prepare(sql).run();
    this.#turns += 1;
    if (this.#turns % TURNS_A_MERGE === 0) this.#prepare(MERGE).run();
    const due = this.#all('SELECT job FROM names_due LIMIT ?', NAMES_A_TURN).map(readDue);
    for (const { job } of due) {
      this.#prepare('DELETE FROM job_names WHERE rowid = ?').run(job);
      this.#prepare('INSERT INTO job_names (rowid, name, host) SELECT position, name, host FROM jobs WHERE position = ?').run(job);
      this.#prepare('DELETE FROM names_due WHERE job = ?').run(job);
    }
    return due.length === NAMES_A_TURN;
  }

  #section(query: ListQuery, section: Section, from: number, limit: number): readonly { readonly id: string; readonly key: number }[] {
    const found = sqlFor(query, section, this.#isRare(query));
    return found === null ? [] : this.#all(found.sql, ...found.values, limit, from).map(readRow);
  }

  #length(query: ListQuery, section: Section): number {
    const found = sqlFor(query, section, this.#isRare(query));
    if (found === null) return 0;
    const [row] = this.#all(`SELECT count(*) AS jobs FROM (${found.sql})`, ...found.values, -1, 0);
    return readJobs(row).jobs;
  }

  /** Whether the index of letters narrows a search down. */
  #isRare({ words }: ListQuery): boolean {
    const long = words.filter(isLong);
    if (long.length === 0) return false;
    const sql = 'SELECT count(*) AS jobs FROM (SELECT 1 FROM job_names WHERE job_names MATCH ? LIMIT ?)';
    return readJobs(this.#all(sql, matching(long), MANY)[0]).jobs < MANY;
  }

  #all(sql: string, ...values: readonly (string | number)[]): readonly unknown[] {
    return this.#prepare(sql).all(...values);
  }

  #prepare(sql: string): Database.Statement {
    const statement = this.#prepared.get(sql) ?? this.#db.prepare(sql);
    this.#prepared.set(sql, statement);
    return statement;
  }
}

const readJobs = object({ jobs: count });

type Rows = readonly { readonly id: string; readonly key: number }[];

function columns(open: Rows, ended: Rows): ListedRows {
  const rows = [...open, ...ended];
  return { ids: rows.map(({ id }) => id), keys: rows.map(({ key }) => key), open: open.length };
}

/** None for a word that this version does not know. */
function cellOf({ place, file_kind: kind, jobs }: ReturnType<typeof readCount>): readonly CountedCell[] {
  const known = place === '' ? 'cancelled' : LIST_PLACES.find((one) => one === place);
  const fileKind = FILE_KINDS.find((one) => one === kind);
  return known === undefined || fileKind === undefined ? [] : [{ place: known, fileKind, jobs }];
}
