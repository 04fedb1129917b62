/**
 * What other programs of the same user say to the running app when they hand over links, and its answer: one line of JSON each way.
 * Both ends may be of different versions, so both parse (law 7); see docs/decisions/0025-handing-over-links.md.
 */

export interface HandoverRequest {
  /** The language of the sentences in the answer. */
  readonly language: 'en' | 'zh-CN';
  /** Absolute path; null: the app's download folder. */
  readonly directory: string | null;
  readonly links: readonly HandedLink[];
}

export interface HandedLink {
  readonly url: string;
  /** Null: the server's name. */
  readonly name: string | null;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export type HandoverReply =
  /** One outcome for each link, in their order. */
  | { readonly kind: 'answered'; readonly outcomes: readonly HandoverOutcome[] }
  /** Nothing was done: the request has another form than this version knows. */
  | { readonly kind: 'not-understood' };

export type HandoverOutcome =
  | { readonly kind: 'added'; readonly id: string }
  /** `reason` is a sentence, without secrets. */
  | { readonly kind: 'refused'; readonly reason: string };

export const MAX_HANDOVER_BYTES = 1024 * 1024;
const VERSION = 1;
const MAX_LINKS = 1000;
const MAX_HEADERS = 100;
const MAX_URL_LENGTH = 64 * 1024;
const MAX_PATH_LENGTH = 4096;
const MAX_NAME_LENGTH = 1024;

export function writeRequest(request: HandoverRequest): string {
  return `${JSON.stringify({ version: VERSION, ...request })}\n`;
}

export function writeReply(reply: HandoverReply): string {
  return `${JSON.stringify({ version: VERSION, ...reply })}\n`;
}

/** Null for whatever is no request of this version. */
export function readRequest(line: string): HandoverRequest | null {
  const { version, language, directory, links } = record(parse(line));
  if (version !== VERSION || (language !== 'en' && language !== 'zh-CN')) return null;
  if (directory !== null && !isText(directory, MAX_PATH_LENGTH)) return null;
  if (!Array.isArray(links) || links.length === 0 || links.length > MAX_LINKS) return null;
  const read = links.map(readLink);
  return read.every((link) => link !== null) ? { language, directory, links: read } : null;
}

/** Null for whatever is no answer of this version. */
export function readReply(line: string): HandoverReply | null {
  const { version, kind, outcomes } = record(parse(line));
  if (version !== VERSION) return null;
  if (kind === 'not-understood') return { kind };
  if (kind !== 'answered' || !Array.isArray(outcomes)) return null;
  const read = outcomes.map(readOutcome);
  return read.every((outcome) => outcome !== null) ? { kind, outcomes: read } : null;
}

function readLink(given: unknown): HandedLink | null {
  const { url, name, headers } = record(given);
  if (!isText(url, MAX_URL_LENGTH) || !(name === null || isText(name, MAX_NAME_LENGTH))) return null;
  if (!Array.isArray(headers) || headers.length > MAX_HEADERS) return null;
  const read = headers.map(readHeader);
  return read.every((header) => header !== null) ? { url, name, headers: read } : null;
}

function readHeader(given: unknown): readonly [string, string] | null {
  const pair: readonly unknown[] = Array.isArray(given) ? given : [];
  const [name, value] = pair;
  if (pair.length !== 2) return null;
  return isText(name, MAX_NAME_LENGTH) && typeof value === 'string' && value.length <= MAX_URL_LENGTH ? [name, value] : null;
}

function readOutcome(given: unknown): HandoverOutcome | null {
  const { kind, id, reason } = record(given);
  if (kind === 'added' && isText(id, MAX_NAME_LENGTH)) return { kind, id };
  return kind === 'refused' && isText(reason, MAX_PATH_LENGTH) ? { kind, reason } : null;
}

function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= maxLength;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
