/** What was learned of servers (spec B1, B9), so that a mistake is made with each of them once. Losing it costs requests only. */
export const hosts = `
  CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    refuses_if_range_at_ms REAL,
    connections INTEGER,
    connections_at_ms REAL
  ) STRICT, WITHOUT ROWID;
`;
