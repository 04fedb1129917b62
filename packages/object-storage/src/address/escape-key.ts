/** Keys and parameters as they stand in a request: percent-encoded UTF-8 with upper-case hex, and nothing normalised (spec G1). */

/** Everything but `A-Za-z0-9-._~` is escaped. */
export function escapeAll(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** As `escapeAll`, but a slash stays one; `.` and `..` segments and empty ones stay, too. */
export function escapePath(path: string): string {
  return escapeAll(path).replaceAll('%2F', '/');
}

/** The key of an escaped path; null when it is no UTF-8. */
export function unescapePath(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** `name=value&…` in the order given, escaped; a parameter without a value has no `=`. */
export function queryText(query: readonly (readonly [name: string, value: string])[]): string {
  return query.map(([name, value]) => (value === '' ? escapeAll(name) : `${escapeAll(name)}=${escapeAll(value)}`)).join('&');
}
