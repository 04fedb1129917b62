/**
 * What the list is asked for, in columns of their own, so that a window over a hundred thousand jobs reads only what it shows. They
 * follow from the rest of the row and are written with it (write-row.ts); nothing reads a job from them.
 */
import type { Connection } from '../connection.ts';
import { parseJob } from '../parse-row.ts';
import { keyOf } from '../quarantine.ts';
import { listColumns } from '../write-row.ts';

const COLUMNS = `
  ALTER TABLE jobs ADD COLUMN name TEXT NOT NULL DEFAULT '';
  ALTER TABLE jobs ADD COLUMN file_kind TEXT NOT NULL DEFAULT 'other';
  -- Null: a cancelled job, found among all only.
  ALTER TABLE jobs ADD COLUMN place TEXT;
  ALTER TABLE jobs ADD COLUMN ended_at_ms REAL;
`;

const INDEXES = `
  CREATE INDEX jobs_open ON jobs (ended_at_ms, rank, created_at_ms, id, file_kind);
  CREATE INDEX jobs_ended ON jobs (ended_at_ms DESC, rank, id, file_kind) WHERE ended_at_ms IS NOT NULL;
  CREATE INDEX jobs_by_place ON jobs (place, rank, created_at_ms, id, file_kind);
  CREATE INDEX jobs_completed ON jobs (place, ended_at_ms DESC, rank, id, file_kind) WHERE ended_at_ms IS NOT NULL;
  CREATE INDEX jobs_on_disk ON jobs (state, rank, created_at_ms) WHERE target_path IS NOT NULL AND state NOT IN ('done', 'cancelled');

  -- How many jobs are where; a place that is '' is a cancelled job's.
  CREATE TABLE list_counts (
    place TEXT NOT NULL,
    file_kind TEXT NOT NULL,
    jobs INTEGER NOT NULL,
    PRIMARY KEY (place, file_kind)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO list_counts SELECT coalesce(place, ''), file_kind, count(*) FROM jobs GROUP BY 1, 2;

  -- Three letters in a row are found wherever they stand, in every script. Letters cost ten times as much as the row itself, so
  -- they are looked up later, when somebody searches; rows that are due are searched one by one until then.
  CREATE VIRTUAL TABLE job_names USING fts5 (name, host, content = '', contentless_delete = 1, tokenize = 'trigram');
  INSERT INTO job_names (rowid, name, host) SELECT position, name, host FROM jobs;
  CREATE TABLE names_due (job INTEGER PRIMARY KEY) STRICT;

  CREATE TRIGGER jobs_added AFTER INSERT ON jobs BEGIN
    INSERT INTO list_counts VALUES (coalesce(new.place, ''), new.file_kind, 1) ON CONFLICT DO UPDATE SET jobs = jobs + 1;
    INSERT INTO names_due VALUES (new.position) ON CONFLICT DO NOTHING;
  END;
  CREATE TRIGGER jobs_removed AFTER DELETE ON jobs BEGIN
    UPDATE list_counts SET jobs = jobs - 1 WHERE place = coalesce(old.place, '') AND file_kind = old.file_kind;
    INSERT INTO names_due VALUES (old.position) ON CONFLICT DO NOTHING;
  END;
  CREATE TRIGGER jobs_moved AFTER UPDATE ON jobs WHEN old.place IS NOT new.place OR old.file_kind <> new.file_kind BEGIN
    UPDATE list_counts SET jobs = jobs - 1 WHERE place = coalesce(old.place, '') AND file_kind = old.file_kind;
    INSERT INTO list_counts VALUES (coalesce(new.place, ''), new.file_kind, 1) ON CONFLICT DO UPDATE SET jobs = jobs + 1;
  END;
  CREATE TRIGGER jobs_renamed AFTER UPDATE ON jobs WHEN old.name <> new.name OR old.host <> new.host BEGIN
    INSERT INTO names_due VALUES (new.position) ON CONFLICT DO NOTHING;
  END;
`;

export function listing(db: Connection): void {
  db.exec(COLUMNS);
  const fill = db.prepare(
    'UPDATE jobs SET name = @name, file_kind = @file_kind, place = @place, ended_at_ms = @ended_at_ms WHERE position = @position',
  );
  const rowAfter = db.prepare('SELECT * FROM jobs WHERE position > ? ORDER BY position LIMIT 1');
  for (let row = rowAfter.get(-1); row !== undefined;) {
    const { position } = keyOf(row);
    const job = parseJob(row);
    if (job.kind === 'read') fill.run({ ...listColumns(job.value), position });
    row = rowAfter.get(position);
  }
  db.exec(INDEXES);
}
