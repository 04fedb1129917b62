/** The one place that applies events to a job: it asks the table, stores the row, and tells the listeners. */
import { nextState, type Job, type JobEvent, type JobState } from '@sluice/model';
import type { JobChange, JobStore } from './job-store.ts';

export type RowListener = (job: Job) => void;

/** The states that carry no data of their own. */
type PlainState = Extract<JobState, { readonly kind: 'queued' | 'probing' | 'transferring' | 'verifying' | 'committing' | 'paused' }>;

export class JobRow {
  readonly #store: JobStore;
  readonly #listener: RowListener;
  #job: Job;

  constructor(store: JobStore, listener: RowListener, job: Job) {
    this.#store = store;
    this.#listener = listener;
    this.#job = job;
  }

  get job(): Job {
    return this.#job;
  }

  /** Whether `event` applies now. */
  allows(event: JobEvent): boolean {
    return nextState(this.#job.state.kind, event) !== null;
  }

  /**
   * Applies an event that leads to `state`, together with other facts of the row and its checkpoint, in one transaction.
   * Throws, and changes nothing, when the table does not lead there: that is a bug of the caller.
   */
  apply(event: JobEvent, state: JobState, facts: Partial<Job> = {}, rest: Omit<JobChange, 'job'> = {}): void {
    const expected = nextState(this.#job.state.kind, event);
    if (expected !== state.kind) throw new Error(`${event} does not lead from ${this.#job.state.kind} to ${state.kind}`);
    this.#write({ ...this.#job, ...facts, state }, rest);
  }

  /** `apply` for the states without data. */
  applyPlain(event: JobEvent, kind: PlainState['kind'], facts: Partial<Job> = {}, rest: Omit<JobChange, 'job'> = {}): void {
    this.apply(event, { kind }, facts, rest);
  }

  /** Stores facts that change no state. */
  update(facts: Partial<Job>, rest: Omit<JobChange, 'job'> = {}): void {
    this.#write({ ...this.#job, ...facts }, rest);
  }

  /** Takes over facts that somebody else has stored already, as the checkpointer does. */
  adopt(job: Job): void {
    this.#job = job;
  }

  #write(job: Job, rest: Omit<JobChange, 'job'>): void {
    this.#store.save([{ job, ...rest }]);
    this.#job = job;
    this.#listener(job);
  }
}
