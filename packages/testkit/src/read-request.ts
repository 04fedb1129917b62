/** Reads requests from a connection's bytes: just what a scripted server needs of HTTP/1.0 and 1.1. */

export interface RequestHead {
  readonly version: '1.0' | '1.1';
  readonly method: string;
  /** As sent, with the query. */
  readonly target: string;
  /** Names in lower case; repeated headers joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** What came with it, as Latin-1; only bodies of a given length are understood. */
  readonly body: string;
}

const HEAD_END = '\r\n\r\n';

export class RequestReader {
  #text = '';

  /** Adds received bytes. */
  push(bytes: Uint8Array): void {
    this.#text += Buffer.from(bytes).toString('latin1');
  }

  /** The next complete request, or null until more bytes come. Throws when it is not HTTP. */
  next(): RequestHead | null {
    const end = this.#text.indexOf(HEAD_END);
    if (end < 0) return null;
    const head = parseHead(this.#text.slice(0, end));
    const bodyStart = end + HEAD_END.length;
    const bodyEnd = bodyStart + Number(head.headers['content-length'] ?? 0);
    if (this.#text.length < bodyEnd) return null;
    const body = this.#text.slice(bodyStart, bodyEnd);
    this.#text = this.#text.slice(bodyEnd);
    return { ...head, body };
  }
}

function parseHead(text: string): Omit<RequestHead, 'body'> {
  const [line = '', ...lines] = text.split('\r\n');
  const [, method, target, minor] = /^([A-Z]+) (\S+) HTTP\/1\.([01])$/.exec(line) ?? [];
  if (method === undefined || target === undefined) throw new Error(`not a request line: ${line}`);
  const headers: Record<string, string> = {};
  for (const header of lines) {
    const colon = header.indexOf(':');
    const name = header.slice(0, colon).toLowerCase();
    const value = header.slice(colon + 1).trim();
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return { version: minor === '0' ? '1.0' : '1.1', method, target, headers };
}

/** A single range as asked for; `end` null is open-ended. A set of ranges and nonsense are ignored (RFC 9110 §14.2). */
export type AskedRange =
  | { readonly kind: 'from'; readonly start: number; /** Exclusive. */ readonly end: number | null }
  | { readonly kind: 'suffix'; readonly length: number };

/** Parses a Range header; null when the server has to ignore it. */
export function parseRange(value: string | undefined): AskedRange | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(value?.trim() ?? '');
  if (match === null) return null;
  const [, first = '', last = ''] = match;
  if (first === '') return last === '' ? null : { kind: 'suffix', length: Number(last) };
  if (last === '') return { kind: 'from', start: Number(first), end: null };
  return Number(last) < Number(first) ? null : { kind: 'from', start: Number(first), end: Number(last) + 1 };
}
