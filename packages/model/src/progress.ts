/** What a running job shows: measured facts that are never persisted. */
import type { ByteRange } from './byte-range.ts';
import type { Failure } from './failure.ts';
import type { Job } from './job.ts';

/** A stretch of the file as a fraction of its size, for the part strip. */
export interface StripSegment {
  readonly from: number;
  readonly to: number;
  readonly kind: 'durable' | 'arriving';
}

/** What is measured of one connection of a job. */
export interface ConnectionFacts {
  /** The part that it fetches now. */
  readonly range: ByteRange;
  /** Bytes of that part taken from the network, those of earlier connections included. */
  readonly receivedBytes: number;
  /** Mean over the last ten seconds. */
  readonly bytesPerSecond: number;
  /** Requests sent so far, for all its parts, retries included. */
  readonly requests: number;
  readonly doing: 'asking' | 'receiving' | 'waiting';
  /** The source that it is connected to, without secrets; absent: all have the same. */
  readonly host?: string;
}

/**
 * What holds a transfer back, with what was measured (spec F5).
 * `server`: each connection gets about the same, and more of them brought more; or it refused one more (`cap`).
 * `link`: more connections brought no more, and the sockets were waited for.
 * `sources`: how many addresses the connections are spread over; absent: one.
 * `few-connections`: a number that the user chose, each with the same throughput.
 */
export type SpeedVerdict =
  | {
      readonly by: 'server';
      readonly connections: number;
      readonly eachBytesPerSecond: number;
      readonly cap: number | null;
      readonly sources?: number;
    }
  | { readonly by: 'link'; readonly connections: number; readonly bytesPerSecond: number }
  | { readonly by: 'disk'; /** Of the connections' time. */ readonly waitShare: number }
  | { readonly by: 'limit'; readonly limitBytesPerSecond: number; readonly scope: 'job' | 'all' }
  | { readonly by: 'few-connections'; readonly connections: number; readonly eachBytesPerSecond: number }
  | { readonly by: 'unknown' };

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
  /** Each connection, also one that waits for its next attempt; at most 64. */
  readonly perConnection: readonly ConnectionFacts[];
  /** At most 60 segments, in file order. */
  readonly strip: readonly StripSegment[];
  /** Why not faster; absent or null while there is too little to tell by. */
  readonly speed?: SpeedVerdict | null;
  /** Set while nothing arrives and the next attempt is waited for. */
  readonly retry: { readonly failure: Failure; readonly atMs: number } | null;
}

/** One job as others see it: the row, and its progress while it runs. */
export interface JobSnapshot {
  readonly job: Job;
  readonly progress: Progress | null;
}
