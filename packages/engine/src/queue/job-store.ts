/** The queue's durable memory, as the engine needs it. Methods are synchronous, one transaction each; they throw when the disk refuses. */
import type { Block, Checkpoint, HistoryEvent, Job, JobId, JobSecrets, JobStateKind, Part, Ranked } from '@sluice/model';

export interface StoredJob {
  readonly job: Job;
  readonly secrets: JobSecrets;
  readonly checkpoint: Checkpoint;
}

export interface JobQuery {
  /** Only jobs in one of these states; all when absent. */
  readonly states?: readonly JobStateKind[];
  /** Only these; without `states`, `limit` has no effect. */
  readonly ids?: readonly JobId[];
  /** Only jobs that have something on the disk or wait: those that the queue must know of when it opens. */
  readonly begun?: boolean;
  readonly limit?: number;
}

/** What is written of one job. The row is always written whole; the rest only when given. */
export interface JobChange {
  readonly job: Job;
  readonly secrets?: JobSecrets;
  /**
   * `replace` drops all stored parts and blocks first; `update` writes those given, a part being known by its
   * `range.start` and a block by its index.
   */
  readonly checkpoint?: { readonly mode: 'replace' | 'update'; readonly parts: readonly Part[]; readonly blocks: readonly Block[] };
  /** What happened, oldest first; it is appended. */
  readonly history?: readonly HistoryEvent[];
}

export interface JobStore {
  /** Rows that parse, by rank and then by creation. Rows that don't are kept aside by the adapter and never returned. */
  find(query: JobQuery): readonly Job[];
  /** The ids and ranks of the jobs in these states, in the same order, at a fraction of the cost. */
  ranks(states: readonly JobStateKind[]): readonly Ranked[];
  /** Everything of one job, parts and blocks in file order; null when there is none, or its row does not parse. */
  read(id: JobId): StoredJob | null;
  /** Writes all changes in one transaction: all of them or, when it throws, none. Acknowledged means it survives power loss (spec C1). */
  save(changes: readonly JobChange[]): void;
  /** Forgets the jobs with all that belongs to them, in one transaction; unknown ids are passed over. */
  remove(ids: readonly JobId[]): void;
}

/** What is remembered of the way a job went. It is written with the change that it tells of (`JobChange.history`). */
export interface JobHistory {
  /** Oldest first; of a long one the first and the last events (`HISTORY_KEPT`). Empty for an unknown job. */
  events(id: JobId): readonly HistoryEvent[];
}
