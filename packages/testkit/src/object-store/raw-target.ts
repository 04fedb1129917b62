/** A request target taken apart byte by byte: nothing is normalised, so that `..`, `//` and escapes mean what was sent. */

export type QueryPair = readonly [name: string, value: string | null];

export interface RawTarget {
  /** Decoded once, with its leading slash. */
  readonly path: string;
  /** Decoded once; null for a name without `=`. */
  readonly query: readonly QueryPair[];
}

/** Takes a target (Latin-1, as received) apart; null when an escape or its UTF-8 is broken. */
export function parseTarget(target: string): RawTarget | null {
  const mark = target.indexOf('?');
  const rawPath = mark < 0 ? target : target.slice(0, mark);
  const rawQuery = mark < 0 ? '' : target.slice(mark + 1);
  const path = decode(rawPath);
  const query = rawQuery === '' ? [] : rawQuery.split('&').map(decodePair);
  if (path === null || query.includes(null)) return null;
  return { path, query: query.filter((pair) => pair !== null) };
}

/** The value of a parameter: empty for a name without `=`, null when it is not there. */
export function parameter(query: readonly QueryPair[], name: string): string | null {
  const pair = query.find(([candidate]) => candidate === name);
  return pair === undefined ? null : (pair[1] ?? '');
}

/** Escapes all but `A-Za-z0-9-._~`, as all three signatures want it. */
export function escapeAll(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** As `escapeAll`, but slashes stay. */
export function escapePath(path: string): string {
  return path.split('/').map(escapeAll).join('/');
}

function decodePair(pair: string): QueryPair | null {
  const equals = pair.indexOf('=');
  // In a query, and only there, a plus is a space.
  const name = decode((equals < 0 ? pair : pair.slice(0, equals)).replaceAll('+', ' '));
  const value = equals < 0 ? null : decode(pair.slice(equals + 1).replaceAll('+', ' '));
  if (name === null || (equals >= 0 && value === null)) return null;
  return [name, value];
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(raw: string): string | null {
  if (/%(?![0-9A-Fa-f]{2})/.test(raw)) return null;
  const bytes = raw.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  try {
    return UTF8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return null;
  }
}
