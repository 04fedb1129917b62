/** aria2's options for one download, read strictly: what Sluice has is taken, the rest is ignored as aria2's own callers expect. */
import { invalid } from './rpc-error.ts';

export interface ReadOptions {
  readonly directory: string | null;
  readonly name: string | null;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly connections: number | null;
  readonly limitBytesPerSecond: number | null;
  readonly checksum: string | null;
  readonly begin: 'queued' | 'paused';
}

const MAX_HEADERS = 100;
const MAX_CONNECTIONS = 64;
const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2 };

/** @throws RpcError for a value of the wrong kind */
export function readOptions(given: unknown): ReadOptions {
  const options = recordOf(given);
  const text = (key: string): string | null => textIn(options, key);
  const headers = [...headerLines(options['header']), ...named('Referer', text('referer')), ...named('User-Agent', text('user-agent'))];
  const split = text('split') ?? text('max-connection-per-server');
  return {
    directory: text('dir'),
    name: text('out'),
    headers: [...headers, ...basicAuthorization(text('http-user'), text('http-passwd'))].slice(0, MAX_HEADERS),
    connections: split === null ? null : Math.min(MAX_CONNECTIONS, Math.max(1, Number.parseInt(split, 10) || 1)),
    limitBytesPerSecond: readLimit(text('max-download-limit')),
    checksum: text('checksum'),
    begin: text('pause') === 'true' ? 'paused' : 'queued',
  };
}

/** Bytes a second as aria2 writes them (`500K`, `1M`, plain); `0` and nothing mean no limit. */
export function readLimit(text: string | null): number | null {
  const match = text === null ? null : /^(\d{1,15})([km]?)$/i.exec(text.trim());
  if (text !== null && match === null) throw invalid(`${text.slice(0, 40)} is no speed`);
  const bytes = Number(match?.[1] ?? 0) * (UNITS[match?.[2]?.toLowerCase() ?? ''] ?? 1);
  return bytes === 0 ? null : bytes;
}

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid('options must be an object');
  return { ...value };
}

export function textIn(options: Readonly<Record<string, unknown>>, key: string): string | null {
  const value = options[key];
  if (value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw invalid(`${key} must be text`);
}

function headerLines(value: unknown): readonly (readonly [string, string])[] {
  const lines: readonly unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split('\n')
      : value === undefined
        ? []
        : [value];
  return lines.slice(0, MAX_HEADERS).map((line) => {
    const match = typeof line === 'string' ? /^([^:\s]+):\s*(.*)$/.exec(line) : null;
    if (match?.[1] === undefined || match[2] === undefined) throw invalid('header must be lines of the form "Name: value"');
    return [match[1], match[2]] as const;
  });
}

function named(name: string, value: string | null): readonly (readonly [string, string])[] {
  return value === null ? [] : [[name, value]];
}

function basicAuthorization(user: string | null, password: string | null): readonly (readonly [string, string])[] {
  return user === null ? [] : [['Authorization', `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`]];
}
