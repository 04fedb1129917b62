/** What a running job shows: measured facts that are never persisted. */
import type { Failure } from './failure.ts';
import type { Job } from './job.ts';

/** A stretch of the file as a fraction of its size, for the part strip. */
export interface StripSegment {
  readonly from: number;
  readonly to: number;
  readonly kind: 'durable' | 'arriving';
}

export interface Progress {
  /** Bytes taken from the network, durable ones included. Never falls within a run. */
  readonly receivedBytes: number;
  readonly durableBytes: number;
  /** Null when the server did not say. */
  readonly totalBytes: number | null;
  /** Mean over the last ten seconds. */
  readonly bytesPerSecond: number;
  /** Null when it can't be told. */
  readonly secondsLeft: number | null;
  /** Connections with a request under way. */
  readonly connections: number;
  /** At most 60 segments, in file order. */
  readonly strip: readonly StripSegment[];
  /** Set while nothing arrives and the next attempt is waited for. */
  readonly retry: { readonly failure: Failure; readonly atMs: number } | null;
}

/** One job as others see it: the row, and its progress while it runs. */
export interface JobSnapshot {
  readonly job: Job;
  readonly progress: Progress | null;
}
