/** What the whole queue obeys; changed live by `JobQueue.configure`. */
import type { VerifyPolicy } from '@sluice/model';
import type { Timetable } from '../plan/timetable.ts';

export interface QueueSettings {
  /** Jobs that run at the same time. */
  readonly concurrentJobs: number;
  /** For jobs without a number of their own; null: automatic. */
  readonly connectionsPerJob: number | null;
  readonly partSizeBytes: number | null;
  /** For all jobs together; null: none. */
  readonly limitBytesPerSecond: number | null;
  /** Other limits at certain times of the week, in place of that one; the first that holds counts. */
  readonly timetable: Timetable;
  /** Gives finished files the time of change that the server tells. */
  readonly keepServerTime: boolean;
  readonly verify: VerifyPolicy;
}

export const DEFAULT_SETTINGS: QueueSettings = {
  concurrentJobs: 3,
  connectionsPerJob: null,
  partSizeBytes: null,
  limitBytesPerSecond: null,
  timetable: [],
  keepServerTime: true,
  verify: 'needed',
};
