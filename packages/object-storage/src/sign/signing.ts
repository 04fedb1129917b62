/** What all signatures share: hashes, the compact date, and the request as it is signed. */
import { createHash, createHmac } from 'node:crypto';

export type Pair = readonly [name: string, value: string];

export interface Credentials {
  readonly accessKeyId: string;
  readonly secret: string;
  /** Of STS; null: the key is a lasting one. */
  readonly token: string | null;
}

export interface Unsigned {
  readonly verb: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly bucket: string;
  /** As it is, unescaped; empty: the bucket itself. */
  readonly key: string;
  /** Unescaped; an empty value means none. */
  readonly query: readonly Pair[];
  readonly headers: readonly Pair[];
}

export function hmacSha256(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

export function hmacSha1Base64(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('base64');
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** `20231216T162057Z` */
export function compactDate(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** Byte order of ASCII texts; code units are bytes there. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The signing key: each step signs the next one. */
export function deriveKey(first: string, steps: readonly string[]): Buffer {
  return steps.reduce<Buffer>((key, step) => hmacSha256(key, step), Buffer.from(first, 'utf8'));
}
