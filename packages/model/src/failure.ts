/**
 * Why something did not work, as facts. No prose: the sentence is made once, where it is shown (packages/words).
 * Texts inside a failure are bounded and free of secrets (spec D4).
 */
import type { AdoptTrouble } from './adopt.ts';

import type { ObjectProvider } from './object-address.ts';
import type { ObjectStoreAdvice } from './object-store.ts';

export type Failure = NetworkFailure | HttpFailure | ObjectFailure | InputFailure | DiskFailure | IntegrityFailure | InternalFailure;

export type NetworkFailure =
  | { readonly kind: 'dns'; readonly host: string }
  | { readonly kind: 'connect'; readonly host: string; readonly port: number; readonly cause: 'refused' | 'timeout' | 'unreachable' }
  | { readonly kind: 'tls'; readonly host: string; /** Node's or OpenSSL's code, such as CERT_HAS_EXPIRED. */ readonly code: string }
  | { readonly kind: 'reset'; readonly host: string }
  | { readonly kind: 'timeout'; readonly waitedFor: 'head' | 'body'; readonly afterMs: number }
  | ProxyFailure
  | { readonly kind: 'truncated'; readonly expectedBytes: number | null; readonly receivedBytes: number };

/** A proxy that stands between us and the server did not let the request through. Never carries credentials. */
export interface ProxyFailure {
  readonly kind: 'proxy';
  /** The proxy's, not the server's. */
  readonly host: string;
  readonly port: number;
  readonly cause: ProxyTrouble;
}

export type ProxyTrouble =
  /** The proxy itself can't be reached. */
  | 'dns'
  | 'refused'
  | 'timeout'
  | 'unreachable'
  /** It wants credentials, or others. */
  | 'auth'
  /** It does not let anybody go there. */
  | 'denied'
  /** It could not reach the server. */
  | 'target'
  /** It hung up, or does not speak the protocol. */
  | 'protocol';

export type HttpFailure =
  | { readonly kind: 'http-status'; readonly status: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'protocol'; readonly fault: ProtocolFault }
  | { readonly kind: 'redirect'; readonly fault: 'too-many' | 'no-location' | 'bad-location' | 'scheme' | 'insecure' }
  | { readonly kind: 'too-large'; /** The number as the server wrote it, bounded. */ readonly size: string }
  | { readonly kind: 'not-the-file'; readonly mediaType: string }
  | { readonly kind: 'remote-changed'; readonly what: 'validator' | 'size' }
  | { readonly kind: 'ranges-lost' }
  /** A stream that can't be continued was cut each time it was begun, never later than after `receivedBytes`. */
  | { readonly kind: 'stream-cut'; readonly receivedBytes: number; readonly tries: number }
  /** A new link for a started job leads to another file. */
  | { readonly kind: 'other-file'; readonly what: 'size' | 'bytes' };

/** What was wrong with a response that had to answer a range request (spec B3, B5). */
export type ProtocolFault =
  | 'status'
  | 'no-content-range'
  | 'content-range-syntax'
  | 'content-range-start'
  | 'content-range-end'
  | 'content-range-total'
  | 'content-length'
  | 'content-coding'
  | 'multipart'
  | 'head-too-large'
  | 'malformed';

export type ObjectFailure =
  | ObjectStoreFailure
  /** The object is in an archive and can't be read now. */
  | {
      readonly kind: 'restore-needed';
      readonly storageClass: string | null;
      /** Whether it is being taken out. */
      readonly ongoing: boolean;
      readonly expectedEndAtMs: number | null;
      readonly pollAfterMs: number;
    }
  /** No request could be made. `unknown`: there is no such connection, or none for this bucket. */
  | { readonly kind: 'connection'; readonly trouble: ConnectionTrouble; readonly provider: ObjectProvider; readonly name: string };

export type ConnectionTrouble = 'unknown' | 'no-credentials' | 'no-endpoint';

/** What an object store answered instead of the object. Texts are the store's own, bounded; the advice is read from them. */
export interface ObjectStoreFailure {
  readonly kind: 'object-store';
  readonly provider: ObjectProvider;
  readonly status: number;
  /** Empty where the answer names none. */
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly hostId: string | null;
  /** OSS's own number of the case; shown, and never decided by. */
  readonly ec: string | null;
  readonly advice: ObjectStoreAdvice;
  /** What the caller must be allowed, such as `oss:GetObject`; null where that is not the trouble. */
  readonly permission: string | null;
  /** The endpoint that the store names as the right one. */
  readonly endpoint: string | null;
  /** The store's own page about the case: an https address, shown as text. Absent: it names none, or none that can be shown. */
  readonly recommendDoc?: string;
}

export type InputFailure =
  | { readonly kind: 'invalid-url'; readonly text: string }
  | { readonly kind: 'unsupported-scheme'; readonly scheme: string }
  | { readonly kind: 'invalid-option'; readonly option: JobOptionName; readonly value: string }
  | { readonly kind: 'name-illegal'; readonly name: string }
  /** The job that was meant is finished, or forgotten. */
  | { readonly kind: 'no-such-job' }
  /** What another program left unfinished can't be continued. */
  | { readonly kind: 'not-adopted'; readonly cause: AdoptTrouble; readonly path: string };

export type JobOptionName = 'connections' | 'part-size' | 'limit' | 'checksum' | 'header' | 'on-conflict' | 'proxy' | ObjectOptionName;

export type ObjectOptionName = 'traffic-limit' | 'sub-range' | 'sse-c-key' | 'version-id' | 'endpoint' | 'region';

export type DiskFailure =
  | { readonly kind: 'folder-missing'; readonly path: string }
  | { readonly kind: 'folder-not-a-folder'; readonly path: string }
  | { readonly kind: 'folder-read-only'; readonly path: string }
  | { readonly kind: 'disk-space'; readonly path: string; readonly neededBytes: number; readonly availableBytes: number }
  | { readonly kind: 'disk'; readonly operation: DiskOperation; readonly path: string; /** errno name. */ readonly code: string }
  | { readonly kind: 'target-exists'; readonly path: string }
  | { readonly kind: 'target-in-use'; readonly path: string }
  | { readonly kind: 'part-file-foreign'; readonly path: string };

export type DiskOperation = 'open' | 'read' | 'write' | 'sync' | 'rename' | 'delete' | 'inspect';

export type IntegrityFailure = {
  readonly kind: 'checksum-mismatch';
  readonly algorithm: string;
  readonly expected: string;
  readonly actual: string;
};

/** A bug in Sluice met while driving a job, or a row that could not be read. The job stops; the program and the other jobs go on. */
export type InternalFailure =
  { readonly kind: 'fault'; readonly detail: string } | { readonly kind: 'row-unreadable'; readonly detail: string };
