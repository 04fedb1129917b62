/** What of a URL names the server, and what the server is asked for. */

export interface Target {
  readonly origin: string;
  /** With the query. */
  readonly path: string;
}

/** Splits without normalising: object keys such as `a/../b` must reach the server as they are. Throws when it is not http(s). */
export function splitUrl(url: string): Target {
  const match = /^(https?:\/\/[^/?#]+)([^#]*)/i.exec(url);
  if (match?.[1] === undefined) throw new TypeError('not an absolute http(s) URL');
  const path = match[2] ?? '';
  return { origin: match[1], path: path.startsWith('/') ? path : `/${path}` };
}
