/** The number of connections beyond which more brought no more, and when that was found out (0014). Losing it costs seconds only. */
export const hostBest = `
  ALTER TABLE hosts ADD COLUMN best_connections INTEGER;
  ALTER TABLE hosts ADD COLUMN best_at_ms REAL;
`;
