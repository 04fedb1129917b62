/**
 * The first schema. Times are REAL milliseconds, bytes INTEGER. No CHECK constraints on rows: a row that says nonsense is put into
 * quarantine alone, and must not make SQLite's integrity check condemn the whole file.
 */
export const jobs = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO meta VALUES ('clean_shutdown', '1');

  CREATE TABLE settings (key TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE jobs (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    rank REAL NOT NULL,
    created_at_ms REAL NOT NULL,
    started_at_ms REAL,
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    directory TEXT NOT NULL,
    chosen_name TEXT,
    conflict TEXT NOT NULL,
    target_path TEXT,
    block_size_bytes INTEGER NOT NULL,
    durable_bytes INTEGER NOT NULL,
    state_json TEXT NOT NULL,
    options_json TEXT NOT NULL,
    remote_json TEXT NOT NULL,
    part_file_json TEXT NOT NULL,
    restarts_json TEXT NOT NULL
  ) STRICT;
  -- position, the rowid, ends both: equal ranks and times come in the order of adding.
  CREATE INDEX jobs_by_state ON jobs (state, rank, created_at_ms);
  CREATE INDEX jobs_by_rank ON jobs (rank, created_at_ms);

  CREATE TABLE parts (
    job INTEGER NOT NULL REFERENCES jobs (position) ON DELETE CASCADE,
    range_start INTEGER NOT NULL,
    range_end INTEGER NOT NULL,
    durable_bytes INTEGER NOT NULL,
    PRIMARY KEY (job, range_start)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE blocks (
    job INTEGER NOT NULL REFERENCES jobs (position) ON DELETE CASCADE,
    block_index INTEGER NOT NULL,
    length_bytes INTEGER NOT NULL,
    crc32 INTEGER NOT NULL,
    PRIMARY KEY (job, block_index)
  ) STRICT, WITHOUT ROWID;

  -- Spec D4: whatever opens a source is here, sealed, and in no other table.
  CREATE TABLE secrets (
    job INTEGER PRIMARY KEY REFERENCES jobs (position) ON DELETE CASCADE,
    sealed BLOB NOT NULL
  ) STRICT;

  -- Spec C4: what could not be trusted, whole, so that it can be shown and won back. Nothing here is read as a job again.
  CREATE TABLE quarantine (
    number INTEGER PRIMARY KEY,
    job_id TEXT NOT NULL,
    what TEXT NOT NULL,
    detail TEXT NOT NULL,
    row_json TEXT NOT NULL,
    sealed BLOB,
    at_ms REAL NOT NULL
  ) STRICT;
`;
