/** Sites as the user types them, one on each line. */

export type OriginLines =
  | { readonly kind: 'origins'; readonly origins: readonly string[] }
  /** Counted from 1. */
  | { readonly kind: 'bad'; readonly line: number };

const MAX_ORIGINS = 20;

/** What stands behind the host, such as a path, is let go: a browser does not send it. */
export function readOriginLines(text: string): OriginLines {
  const lines = text.split('\n').map((line) => line.trim());
  const origins = lines.map((line) => (line === '' ? '' : originOf(line)));
  const bad = origins.indexOf(null);
  if (bad !== -1) return { kind: 'bad', line: bad + 1 };
  const found = [...new Set(origins.flatMap((origin) => (origin === null || origin === '' ? [] : [origin])))];
  return found.length > MAX_ORIGINS ? { kind: 'bad', line: MAX_ORIGINS + 1 } : { kind: 'origins', origins: found };
}

function originOf(text: string): string | null {
  if (!/^https?:\/\//i.test(text)) return null;
  try {
    return new URL(text).origin;
  } catch {
    return null;
  }
}
