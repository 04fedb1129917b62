/** What was learned of a server, as a row. A row that does not parse is as good as none: nothing rests on it but speed. */
import type { HostFacts } from '@sluice/engine';
import { Unreadable, count, nullable, number, object, text } from './reader.ts';

const readRow = object({
  refuses_if_range_at_ms: nullable(number),
  connections: nullable(count),
  connections_at_ms: nullable(number),
});

export function parseHostFacts(row: unknown): HostFacts | null {
  try {
    const { refuses_if_range_at_ms: refusesIfRangeAtMs, connections: most, connections_at_ms: atMs } = readRow(row);
    return { refusesIfRangeAtMs, connections: most === null || most < 1 || atMs === null ? null : { most, atMs } };
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
];

/** The host is the server's name and port, and nothing of a URL. */
export function hostColumns(host: string, { refusesIfRangeAtMs, connections }: HostFacts): HostColumns {
  return [text(host), refusesIfRangeAtMs, connections?.most ?? null, connections?.atMs ?? null];
}
