/** How a bucket is reached and as whom, what may be asked of an object, and what a store tells of one (spec G1–G8). No secrets here. */
import type { ObjectProvider } from './object-address.ts';

export interface Connection {
  /** Known to the user's list of connections; of a connection that only one job has, any text. */
  readonly id: string;
  readonly name: string;
  readonly provider: ObjectProvider;
  /** A host, with `http://` or `https://` and a port where it has them; null: made from the region. */
  readonly endpoint: string | null;
  /** The bare one, such as `cn-hangzhou`; null: read from the endpoint where it says so. */
  readonly region: string | null;
  /** An endpoint that is an IP address or `localhost` is addressed by path in any case. `cname`: the endpoint is the bucket's own domain. */
  readonly addressing: 'virtual-host' | 'path' | 'cname';
  /** Which of the region's endpoints, where none is given. */
  readonly network: 'public' | 'internal' | 'accelerate' | 'dual-stack';
  /** `v1` is OSS's older signature; S3 has only `v4`. OSS without a known region falls back to `v1`, because `v4` signs the region. */
  readonly signature: 'v4' | 'v1';
  /** Where the keys come from: the environment, the place where the program keeps secrets, or nowhere. */
  readonly credentials: 'environment' | 'stored' | 'anonymous';
}

/** The connection that a job uses: one of the user's list, or one that was given with the job alone. */
export type ConnectionRef =
  | { readonly kind: 'saved'; readonly id: string; /** As it was called when the job was added. */ readonly name: string }
  | { readonly kind: 'given'; readonly connection: Connection };

/** What a user may ask of an object; every request of the job carries it (spec G7). */
export interface ObjectOptions {
  /** Absent: the connection that the list of connections knows for the bucket. */
  readonly connection?: ConnectionRef;
  /** Goes before a version in the address. */
  readonly versionId?: string;
  readonly requestPayer?: boolean;
  /** 819,200…838,860,800; OSS only. */
  readonly trafficLimitBitsPerSecond?: number;
  /** Only these bytes of the object are the file; `end: null`: to its end. */
  readonly subRange?: { readonly start: number; readonly end: number | null };
  /** Ask the store to take an archived object out of the archive. Absent: wait until somebody has. */
  readonly requestRestore?: boolean;
}

/** The bounds of `trafficLimitBitsPerSecond`. */
export const TRAFFIC_LIMIT_BITS = { least: 819_200, most: 838_860_800 } as const;

/** What a store tells of an object beside what every server tells. Texts and lists are bounded. */
export interface ObjectFacts {
  readonly storageClass: string | null;
  readonly versionId: string | null;
  /** Of the request that began the job. */
  readonly requestId: string | null;
  /** `x-oss-meta-*` and `x-amz-meta-*` without the prefix, at most 64. */
  readonly userMetadata: readonly (readonly [name: string, value: string])[];
}

/** What to do about an answer of a store. */
export type ObjectStoreAdvice =
  | 'access-denied'
  | 'signature'
  | 'no-such-key'
  | 'no-such-bucket'
  | 'wrong-endpoint'
  | 'token-expired'
  | 'invalid-key-id'
  | 'clock-skew'
  | 'other';
