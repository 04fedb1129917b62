/** Connections to object stores and what is in their buckets, between window and main process. Secrets travel one way: to main. */
import { TRAFFIC_LIMIT_BITS, type Connection, type Failure } from '@sluice/model';
import { z } from 'zod';
import { path } from './bounded.ts';

/** A key has 1,023 bytes at the most; what is longer is refused by its address. */
const MAX_KEY_LENGTH = 2048;
/** Security tokens are a few kilobytes long. */
const MAX_SECRET_LENGTH = 16 * 1024;
export const MAX_CHOSEN = 5_000;

const text = z.string().min(1).max(512);
const secret = z.string().min(1).max(MAX_SECRET_LENGTH);
export const connectionId = z.string().min(1).max(128);
export const bucket = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/);
export const objectKey = z.string().max(MAX_KEY_LENGTH);
export const pageToken = z.string().min(1).max(8192);

export const connectionInput = z.strictObject({
  /** Null: a new one. */
  id: connectionId.nullable(),
  name: z.string().trim().min(1).max(64),
  provider: z.enum(['oss', 's3']),
  endpoint: text.nullable(),
  region: text.nullable(),
  addressing: z.enum(['virtual-host', 'path', 'cname']),
  network: z.enum(['public', 'internal', 'accelerate', 'dual-stack']),
  signature: z.enum(['v4', 'v1']),
  credentials: z.enum(['environment', 'stored', 'anonymous']),
  bucket: bucket.nullable(),
  /** Null: those that are kept stay. */
  keys: z.strictObject({ accessKeyId: text, secret, token: secret.nullable() }).nullable(),
});

/** What may be asked of an object (spec G7), and through which connection; null: the one that is known for its bucket. */
export const objectWish = z.strictObject({
  connectionId: connectionId.nullable(),
  versionId: text.nullable(),
  requestPayer: z.boolean(),
  trafficLimitBitsPerSecond: z.int().min(TRAFFIC_LIMIT_BITS.least).max(TRAFFIC_LIMIT_BITS.most).nullable(),
  subRange: z.strictObject({ start: z.int().min(0), end: z.int().min(1).nullable() }).nullable(),
  requestRestore: z.boolean(),
  /** SSE-C: 32 bytes in base64. */
  customerKey: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/)
    .nullable(),
});

export interface ConnectionView {
  readonly connection: Connection;
  readonly bucket: string | null;
  /** The name of the kept keys; null: none are kept, or they can't be opened. */
  readonly accessKeyId: string | null;
}

export interface ConnectionList {
  readonly connections: readonly ConnectionView[];
}

export type SaveConnectionReply =
  | { readonly kind: 'saved'; readonly id: string; readonly connections: readonly ConnectionView[] }
  | { readonly kind: 'refused'; readonly reason: 'endpoint' | 'region' | 'keys' | 'too-many' };

export type TestReply =
  | { readonly kind: 'works'; readonly notes: readonly ConnectionNote[] }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly notes: readonly ConnectionNote[] }
  | Extract<SaveConnectionReply, { readonly kind: 'refused' }>;

/** What was corrected on the way. */
export type ConnectionNote =
  | { readonly kind: 'endpoint-followed'; readonly connection: string; readonly bucket: string; readonly to: string }
  | { readonly kind: 'clock-differs'; readonly connection: string; readonly offsetMs: number };

export interface ListedKey {
  readonly key: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number | null;
  readonly storageClass: string | null;
}

/** One page of a level. */
export type ObjectPage =
  | {
      readonly kind: 'page';
      readonly prefixes: readonly string[];
      readonly objects: readonly ListedKey[];
      /** What the next page is asked with; null: this is the last. */
      readonly next: string | null;
    }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface AddObjectsReply {
  readonly added: number;
  readonly refused: number;
  /** The user called it off. */
  readonly stopped: boolean;
  /** Why the list could not be read to its end, or why the first refused one was. */
  readonly failure: Failure | null;
}

export interface AddingObjects {
  readonly added: number;
  readonly refused: number;
}

/** A web address that is an object of a known connection's bucket. */
export interface RecognisedObject {
  readonly url: string;
  readonly address: string;
  readonly connectionId: string;
  readonly connection: string;
}

export const chosenObjects = z.strictObject({
  connectionId,
  bucket,
  /** The level that was looked at: what stands before it stays out of local paths. */
  level: objectKey,
  prefixes: z.array(objectKey).max(MAX_CHOSEN),
  objects: z.array(z.strictObject({ key: objectKey, sizeBytes: z.int().min(0) })).max(MAX_CHOSEN),
  /** Null: the download folder of the settings. */
  directory: path.nullable(),
});
