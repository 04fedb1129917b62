/** The port behind which the queue lives: all that a caller over JSON-RPC can see and do. */
import type { Failure, JobId, JobSnapshot } from '@sluice/model';

export interface AskedDownload {
  readonly url: string;
  /** Further addresses said to hold the same bytes. */
  readonly mirrors: readonly string[];
  /** Absolute path, or null for the folder of the settings. The other side refuses folders that callers may not choose. */
  readonly directory: string | null;
  readonly name: string | null;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly connections: number | null;
  readonly limitBytesPerSecond: number | null;
  /** As aria2 writes it: `sha-256=HEX`. */
  readonly checksum: string | null;
  readonly begin: 'queued' | 'paused';
}

export type AddedDownload =
  | { readonly kind: 'added'; readonly id: JobId }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'folder-refused' };

export interface Downloads {
  /** In queue order. */
  all(): readonly JobSnapshot[];
  one(id: JobId): JobSnapshot | null;
  add(asked: AskedDownload): AddedDownload;
  pause(ids: readonly JobId[] | 'all'): void;
  resume(ids: readonly JobId[] | 'all'): void;
  /** Forgets; what arrived of an unfinished one is deleted, a finished file stays. */
  remove(ids: readonly JobId[]): void;
  move(id: JobId, before: JobId | null): void;
  /** The cap over all jobs; null: none. */
  limit(): number | null;
  setLimit(bytesPerSecond: number | null): void;
  /** The cap of one download; null: none of its own. */
  setLimitOf(id: JobId, bytesPerSecond: number | null): void;
  /** Calls back when a job's state changes, until the returned function is called. */
  subscribe(listener: (snapshot: JobSnapshot) => void): () => void;
}
