/** What OSS's signature version 4 and AWS's have in common: a scope of day, region and service, and a key that is made for it alone. */
import { createHash, createHmac } from 'node:crypto';
import { escapeAll, type QueryPair } from './raw-target.ts';
import { parseBasicDate, type SignedClaim } from './signed-claim.ts';

/** Where the two differ. */
interface ScopeRules {
  readonly algorithm: string;
  /** What stands before the secret in the first key. */
  readonly keyPrefix: string;
  /** The last step of the scope. */
  readonly ending: string;
}

/** What a request says of its signature, in its headers or in its query. */
export interface ScopedSaying {
  readonly credential: string;
  readonly signature: string;
  readonly date: string;
  readonly token: string | null;
  /** Null for a signature in the headers. */
  readonly expiresSeconds: number | null;
}

interface Scope {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedAtMs: number;
}

/** Null when the credential has another ending, or the date is none, or of another day. */
export function readScope({ ending }: ScopeRules, { credential, date }: ScopedSaying): Scope | null {
  const [accessKeyId = '', day = '', region = '', service = '', last] = credential.split('/');
  const signedAtMs = parseBasicDate(date);
  if (last !== ending || signedAtMs === null || !date.startsWith(day)) return null;
  return { accessKeyId, day, region, service, signedAtMs };
}

export function scopedClaim(rules: ScopeRules, said: ScopedSaying, scope: Scope, canonicalRequest: string): SignedClaim {
  const { accessKeyId, day, region, service, signedAtMs } = scope;
  const steps = [day, region, service, rules.ending];
  const stringToSign = [rules.algorithm, said.date, steps.join('/'), sha256(canonicalRequest)].join('\n');
  const keyFor = (secret: string): Buffer => steps.reduce<Buffer>(hmac, Buffer.from(`${rules.keyPrefix}${secret}`));
  return {
    accessKeyId,
    token: said.token,
    signature: said.signature,
    signedAtMs,
    expiresAtMs: said.expiresSeconds === null ? null : signedAtMs + said.expiresSeconds * 1000,
    region,
    stringToSign,
    canonicalRequest,
    expected: (secret) => hmac(keyFor(secret), stringToSign).toString('hex'),
  };
}

/** The `Name=value` fields behind the algorithm; null when the header begins with another one. */
export function authorizationFields(authorization: string, { algorithm }: ScopeRules): ReadonlyMap<string, string> | null {
  if (!authorization.startsWith(`${algorithm} `)) return null;
  const fields = authorization.slice(algorithm.length + 1).split(',');
  return new Map(
    fields.map((field) => {
      const [name = '', ...value] = field.trim().split('=');
      return [name, value.join('=')] as const;
    }),
  );
}

/** For how many seconds a link is good: a week at most; null for anything else. */
export function linkSeconds(text: string | null): number | null {
  return text !== null && /^\d{1,6}$/.test(text) && Number(text) <= 604_800 ? Number(text) : null;
}

/** Sorted by escaped name, then by escaped value. `bareNames`: a parameter without a value has no `=`. */
export function canonicalQuery(query: readonly QueryPair[], { bareNames }: { readonly bareNames: boolean }): string {
  const pairs = query.map(([name, value]) => [escapeAll(name), escapeAll(value ?? '')] as const);
  return pairs
    .toSorted(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => (bareNames && value === '' ? name : `${name}=${value}`))
    .join('&');
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
