/** The values of options: each is parsed once, here, to what the commands use, or to the problem with it. */
import { MAX_CONNECTIONS, MAX_PART_SIZE_BYTES, MIN_PART_SIZE_BYTES, parseHeaderLine } from '@sluice/engine';
import { parseDigest, type ConflictPolicy, type Digest } from '@sluice/model';
import type { UsageProblem, ValueOption } from './command.ts';
import { parseSize } from './parse-size.ts';

export type Parsed<T> = { readonly kind: 'value'; readonly value: T } | { readonly kind: 'problem'; readonly problem: UsageProblem };

/** A smaller number is almost surely a forgotten unit: `--limit 2` for `--limit 2M`. */
const LEAST_LIMIT_BYTES_PER_SECOND = 1024;

const POLICIES: readonly ConflictPolicy[] = ['keep-both', 'overwrite', 'skip'];

export function parseConnections(text: string): Parsed<number> {
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= MAX_CONNECTIONS ? value(count) : invalid('connections', text);
}

export function parsePartSize(text: string): Parsed<number> {
  const bytes = parseSize(text);
  const fits = bytes !== null && bytes >= MIN_PART_SIZE_BYTES && bytes <= MAX_PART_SIZE_BYTES;
  return fits ? value(bytes) : invalid('part-size', text);
}

/** Bytes a second; `2M/s` is understood too. */
export function parseLimit(text: string): Parsed<number> {
  const bytes = parseSize(text.replace(/\/s$/i, ''));
  return bytes !== null && bytes >= LEAST_LIMIT_BYTES_PER_SECOND ? value(bytes) : invalid('limit', text);
}

export function parsePolicy(text: string): Parsed<ConflictPolicy> {
  const policy = POLICIES.find((candidate) => candidate === text);
  return policy === undefined ? invalid('on-conflict', text) : value(policy);
}

export function parseChecksum(text: string): Parsed<Digest> {
  const digest = parseDigest(text);
  return digest === null ? invalid('checksum', text) : value(digest);
}

/** A path that is not empty. */
export function parsePath(option: 'output' | 'directory' | 'state', text: string): Parsed<string> {
  return text === '' ? invalid(option, text) : value(text);
}

export function parseHeader(line: string): Parsed<readonly [name: string, value: string]> {
  const header = parseHeaderLine(line);
  return header === null ? { kind: 'problem', problem: { kind: 'invalid-header', name: nameOf(line) } } : value(header);
}

/** `undefined` (the option was not given) becomes null; anything else is parsed. */
export function optional<T>(text: string | undefined, parse: (text: string) => Parsed<T>): Parsed<T | null> {
  return text === undefined ? value(null) : parse(text);
}

/** All lines, or the first problem among them. */
export function every<T>(texts: readonly string[], parse: (text: string) => Parsed<T>): Parsed<readonly T[]> {
  const values: T[] = [];
  for (const text of texts) {
    const parsed = parse(text);
    if (parsed.kind === 'problem') return parsed;
    values.push(parsed.value);
  }
  return value(values);
}

function nameOf(headerLine: string): string {
  const colon = headerLine.indexOf(':');
  return colon < 0 ? '' : headerLine.slice(0, colon);
}

function value<T>(given: T): Parsed<T> {
  return { kind: 'value', value: given };
}

function invalid(option: ValueOption, given: string): Parsed<never> {
  return { kind: 'problem', problem: { kind: 'invalid-value', option, given } };
}
