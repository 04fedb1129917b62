/** What happened to each job, oldest first, each event as JSON. Losing it costs sentences only. */
export const history = `
  CREATE TABLE history (
    job INTEGER NOT NULL REFERENCES jobs (position) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    event_json TEXT NOT NULL,
    PRIMARY KEY (job, number)
  ) STRICT, WITHOUT ROWID;
`;
