/** What was learned of a server, as a row. A row that does not parse is as good as none: nothing rests on it but speed. */
import type { HostFacts } from '@sluice/engine';
import { Unreadable, count, nullable, number, object, text } from './reader.ts';

const readRow = object({
  refuses_if_range_at_ms: nullable(number),
  connections: nullable(count),
  connections_at_ms: nullable(number),
  best_connections: nullable(count),
  best_at_ms: nullable(number),
});

export function parseHostFacts(row: unknown): HostFacts | null {
  try {
    const { refuses_if_range_at_ms: refusesIfRangeAtMs, connections: most, connections_at_ms: atMs, ...read } = readRow(row);
    const { best_connections: connections, best_at_ms: bestAtMs } = read;
    const best = connections === null || connections < 1 || bestAtMs === null ? {} : { best: { connections, atMs: bestAtMs } };
    return { refusesIfRangeAtMs, connections: most === null || most < 1 || atMs === null ? null : { most, atMs }, ...best };
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

export type HostColumns = readonly [
  host: string,
  refusesIfRangeAtMs: number | null,
  connections: number | null,
  connectionsAtMs: number | null,
  bestConnections: number | null,
  bestAtMs: number | null,
];

/** The host is the server's name and port, and nothing of a URL. */
export function hostColumns(host: string, { refusesIfRangeAtMs, connections, best }: HostFacts): HostColumns {
  const known = [connections?.most ?? null, connections?.atMs ?? null, best?.connections ?? null, best?.atMs ?? null] as const;
  return [text(host), refusesIfRangeAtMs, ...known];
}
