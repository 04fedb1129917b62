/** Connections as they were written down, read again: nothing of a file or a row is believed before it was looked at. */
import type { Connection } from '@sluice/model';
import { parseEndpoint } from '../address/endpoint.ts';
import type { Credentials } from '../sign/signing.ts';

const MAX_TEXT = 512;
/** Security tokens are a few kilobytes long. */
const MAX_SECRET = 16 * 1024;

type Fields = Readonly<Record<string, unknown>>;

/** Null when anything of it is missing, too long or of no known kind. */
export function parseConnection(value: unknown): Connection | null {
  const fields = fieldsOf(value);
  if (fields === null) return null;
  const id = textIn(fields['id']);
  const name = textIn(fields['name']);
  const provider = oneOf(fields['provider'], ['oss', 's3'] as const);
  const endpoint = nullableText(fields['endpoint']);
  const region = nullableText(fields['region']);
  const addressing = oneOf(fields['addressing'], ['virtual-host', 'path', 'cname'] as const);
  const network = oneOf(fields['network'], ['public', 'internal', 'accelerate', 'dual-stack'] as const);
  const signature = oneOf(fields['signature'], ['v4', 'v1'] as const);
  const credentials = oneOf(fields['credentials'], ['environment', 'stored', 'anonymous'] as const);
  if (id === null || name === null || provider === null || endpoint === undefined || region === undefined) return null;
  if (addressing === null || network === null || signature === null || credentials === null) return null;
  if (endpoint !== null && parseEndpoint(endpoint) === null) return null;
  return { id, name, provider, endpoint, region, addressing, network, signature, credentials };
}

/** Keys as they stood inside a seal. */
export function parseCredentials(text: string): Credentials | null {
  const fields = fieldsOf(jsonIn(text));
  const [accessKeyId, secret] = [fields?.['accessKeyId'], fields?.['secret']].map((value) => textIn(value, MAX_SECRET));
  const token = fields === null || fields['token'] === null ? null : textIn(fields['token'], MAX_SECRET);
  if (fields === null || accessKeyId === undefined || accessKeyId === null || secret === undefined || secret === null) return null;
  return { accessKeyId, secret, token };
}

/** A bucket's name, as wide as addresses take it. */
export function parseBucket(value: unknown): string | null {
  return typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/.test(value) ? value : null;
}

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Control characters have no place in a header or on a screen. */
function textIn(value: unknown, most = MAX_TEXT): string | null {
  return typeof value === 'string' && value !== '' && value.length <= most && !/\p{Cc}/u.test(value) ? value : null;
}

/** Undefined: it is neither null nor a text. */
function nullableText(value: unknown): string | null | undefined {
  return value === null ? null : (textIn(value) ?? undefined);
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | null {
  return allowed.find((candidate) => candidate === value) ?? null;
}
