/** The values of options: each is parsed once, here, to what the commands use, or to the problem with it. */
import { MAX_CONNECTIONS, MAX_PART_SIZE_BYTES, MIN_PART_SIZE_BYTES } from '@sluice/engine';
import { parseDigest, type Digest, type VerifyPolicy } from '@sluice/model';
import type { SettledPolicy, UsageProblem, ValueOption } from './command.ts';
import { parseSize } from './parse-size.ts';

export type Parsed<T> = { readonly kind: 'value'; readonly value: T } | { readonly kind: 'problem'; readonly problem: UsageProblem };

/** A smaller number is almost surely a forgotten unit: `--limit 2` for `--limit 2M`. */
const LEAST_LIMIT_BYTES_PER_SECOND = 1024;

const VERIFY_POLICIES: readonly VerifyPolicy[] = ['needed', 'everything'];

const POLICIES: readonly SettledPolicy[] = ['keep-both', 'overwrite', 'skip'];

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

export function parsePolicy(text: string): Parsed<SettledPolicy> {
  const policy = POLICIES.find((candidate) => candidate === text);
  return policy === undefined ? invalid('on-conflict', text) : value(policy);
}

/** A digest, or `auto`: look for one that is published beside the file. */
export function parseChecksum(text: string): Parsed<Digest | 'auto'> {
  if (text === 'auto') return value(text);
  const digest = parseDigest(text);
  return digest === null ? invalid('checksum', text) : value(digest);
}

/** How much of a complete file is read again. */
export function parseVerify(text: string): Parsed<VerifyPolicy> {
  const policy = VERIFY_POLICIES.find((candidate) => candidate === text);
  return policy === undefined ? invalid('verify', text) : value(policy);
}

/** A path that is not empty. */
export function parsePath(option: 'output' | 'directory' | 'state', text: string): Parsed<string> {
  return text === '' ? invalid(option, text) : value(text);
}

/** `undefined` (the option was not given) becomes null; anything else is parsed. */
export function optional<T>(text: string | undefined, parse: (text: string) => Parsed<T>): Parsed<T | null> {
  return text === undefined ? value(null) : parse(text);
}

function value<T>(given: T): Parsed<T> {
  return { kind: 'value', value: given };
}

function invalid(option: ValueOption, given: string): Parsed<never> {
  return { kind: 'problem', problem: { kind: 'invalid-value', option, given } };
}
