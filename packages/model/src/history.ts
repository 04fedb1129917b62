/**
 * What happened to a job, as facts and not prose: the sentence is made where it is shown (packages/words). Everything in an event is
 * fit to be shown: it carries no URL, header or credential (spec D4).
 */
import type { ByteRange } from './byte-range.ts';
import type { Failure } from './failure.ts';
import type { Verdict, WaitReason } from './job.ts';

export type HistoryFact =
  /** The user, or a list, asked for the file. Not stored: the job's own row tells it. */
  | { readonly kind: 'added' }
  /** A place in the queue was free. `keptBytes`: what was durable already. */
  | { readonly kind: 'started'; readonly keptBytes: number }
  | {
      readonly kind: 'probed';
      readonly sizeBytes: number | null;
      readonly resumable: boolean;
      /** Of the server, where it answered. */ readonly host: string;
    }
  /** A part lost its connection and went on where it was. `part` counts from 1 in file order, as it was then. */
  | { readonly kind: 'part-went-on'; readonly part: number; readonly range: ByteRange; readonly atBytes: number; readonly failure: Failure }
  /** The server serves so many connections, and not one more. */
  | { readonly kind: 'connections-lowered'; readonly connections: number; readonly failure: Failure }
  /** Blocks on the disk were not what had been written; exactly they are fetched again. */
  | { readonly kind: 'blocks-repaired'; readonly count: number; readonly bytes: number }
  /** `crash`: the program ended without saying so. */
  | { readonly kind: 'paused'; readonly by: 'user' | 'quit' | 'sleep' | 'crash' }
  | { readonly kind: 'resumed'; /** `itself`: the reason to wait was gone. */ readonly by: 'user' | 'itself' }
  | { readonly kind: 'waiting'; readonly reason: WaitReason }
  /** All bytes had to be fetched again. */
  | { readonly kind: 'restarted'; readonly reason: Failure; readonly droppedBytes: number }
  | { readonly kind: 'link-refreshed'; readonly host: string }
  /** The source in use did not serve any more, and this one, which holds the same bytes, took its place. */
  | { readonly kind: 'mirror-used'; readonly host: string; readonly failure: Failure }
  /** A source said to hold the same bytes can't be used in this run. */
  | { readonly kind: 'mirror-refused'; readonly host: string; readonly failure: Failure }
  /** A source that was shown to hold the same bytes serves beside the others (0034). */
  | { readonly kind: 'source-joined'; readonly host: string }
  /** One of several sources that served at the same time fell away; the others went on. */
  | { readonly kind: 'source-left'; readonly host: string; readonly failure: Failure }
  /** The whole did not agree with its digest: what did not come from `host` alone is fetched again, from there. */
  | { readonly kind: 'bytes-doubted'; readonly host: string; readonly bytes: number }
  /** The bytes agree with the digest. */
  | { readonly kind: 'verified'; /** The algorithm. */ readonly by: string }
  | { readonly kind: 'committed'; readonly path: string; readonly sizeBytes: number; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'cancelled' };

export type HistoryEvent = HistoryFact & { readonly atMs: number };

/** How much of a job's history is kept: how it began, and what happened last. */
export const HISTORY_KEPT = { first: 50, last: 150 } as const;

/** Leaves out the oldest middle when there is more than is kept. */
export function boundedHistory<T>(events: readonly T[]): readonly T[] {
  const { first, last } = HISTORY_KEPT;
  return events.length <= first + last ? events : [...events.slice(0, first), ...events.slice(-last)];
}
