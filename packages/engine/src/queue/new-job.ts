/** What a user asks for, before anything is known of the file. */
import type { ConflictPolicy, Failure, Job, JobId, JobOptions, JobSnapshot } from '@sluice/model';

export interface NewJob {
  /** Exactly as given; parsed strictly by the queue. */
  readonly url: string;
  /** Further addresses said to hold the same bytes, best first; more than `MAX_MIRRORS` are not taken. */
  readonly mirrors?: readonly string[];
  /** Absolute path of an existing folder. */
  readonly directory: string;
  /** The name that the user chose, or null for the server's. */
  readonly chosenName: string | null;
  readonly conflict: ConflictPolicy;
  readonly options: JobOptions;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** `none`, or a proxy's URL, for this job alone; absent: as the program is set. */
  readonly proxy?: string;
  /** SSE-C: 32 bytes in base64. */
  readonly customerKey?: string;
  /** `queued` starts when a place is free, `paused` when the user says so. */
  readonly begin: 'queued' | 'paused';
}

export type AddOutcome = { readonly kind: 'added'; readonly job: Job } | { readonly kind: 'refused'; readonly failure: Failure };

/** News from the queue. A late listener asks for `snapshots()` and then subscribes. */
export type QueueEvent =
  /** `state`: the row changed. `progress`: only the measured facts did; at most four times a second for each job. */
  | { readonly kind: 'job'; readonly cause: 'state' | 'progress'; readonly snapshot: JobSnapshot }
  | { readonly kind: 'removed'; readonly id: JobId };

export type RefreshOutcome = { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly failure: Failure };

/** The user's answer to what a job in `waiting: decision` asks. */
export type Decision =
  | { readonly question: 'target-exists'; readonly conflict: Exclude<ConflictPolicy, 'ask'> }
  /** Drop what arrived of the old file, and fetch the new one. */
  | { readonly question: 'remote-changed'; readonly choice: 'restart' };
