/** The job's state machine. This table is the only owner of transitions; an event that does not apply changes nothing and says so. */
import type { JobStateKind } from './job.ts';

export type JobEvent =
  /** A place is free: the engine begins. */
  | 'start'
  /** The remote file is known and the part file exists. */
  | 'transfer'
  /** All parts are durable. */
  | 'verify'
  | 'commit'
  | 'finish'
  /** The bytes must all be fetched again (the remote file changed, or the digest disagreed). */
  | 'restart'
  | 'wait'
  | 'fail'
  /** The reason to wait is gone, or the user will not wait longer. */
  | 'continue'
  | 'pause'
  | 'resume'
  | 'retry'
  | 'cancel'
  /** The program stops, sleeps or crashed: what ran will run again. */
  | 'interrupt';

type Row = Partial<Record<JobEvent, JobStateKind>>;

export const TRANSITIONS = {
  queued: { start: 'probing', pause: 'paused', cancel: 'cancelled' },
  probing: {
    transfer: 'transferring',
    verify: 'verifying',
    finish: 'done',
    restart: 'probing',
    wait: 'waiting',
    fail: 'failed',
    pause: 'paused',
    cancel: 'cancelled',
    interrupt: 'queued',
  },
  transferring: {
    verify: 'verifying',
    restart: 'probing',
    wait: 'waiting',
    fail: 'failed',
    pause: 'paused',
    cancel: 'cancelled',
    interrupt: 'queued',
  },
  verifying: {
    commit: 'committing',
    transfer: 'transferring',
    restart: 'probing',
    wait: 'waiting',
    fail: 'failed',
    pause: 'paused',
    cancel: 'cancelled',
    interrupt: 'queued',
  },
  committing: { finish: 'done', wait: 'waiting', fail: 'failed', pause: 'paused', cancel: 'cancelled', interrupt: 'queued' },
  waiting: { continue: 'queued', resume: 'queued', retry: 'queued', pause: 'paused', cancel: 'cancelled' },
  paused: { resume: 'queued', cancel: 'cancelled' },
  failed: { retry: 'queued', resume: 'queued', cancel: 'cancelled' },
  done: {},
  cancelled: {},
} as const satisfies Record<JobStateKind, Row>;

/** The state that `event` leads to, or null when it does not apply in `state`. */
export function nextState(state: JobStateKind, event: JobEvent): JobStateKind | null {
  const row: Row = TRANSITIONS[state];
  return row[event] ?? null;
}

/** Whether no event leaves this state. */
export function isTerminal(state: JobStateKind): boolean {
  return Object.keys(TRANSITIONS[state]).length === 0;
}

/** Whether the engine holds resources (sockets, file handles) for a job in this state. */
export function isRunning(state: JobStateKind): boolean {
  return state === 'probing' || state === 'transferring' || state === 'verifying' || state === 'committing';
}
