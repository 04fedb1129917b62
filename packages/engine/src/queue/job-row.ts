/** The one place that applies events to a job: it asks the table, stores the row with its history, and tells the listeners. */
import { HISTORY_KEPT, nextState, type HistoryEvent, type HistoryFact, type Job, type JobEvent, type JobState } from '@sluice/model';
import { historyOfChange } from './history-of-change.ts';
import type { JobChange, JobStore } from './job-store.ts';

type RowListener = (job: Job) => void;

export interface RowContext {
  readonly store: Pick<JobStore, 'save'>;
  readonly listener: RowListener;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
}

/** What is written besides the row. The history of the change comes by itself. */
type Rest = Omit<JobChange, 'job' | 'history'>;

/** The states that carry no data of their own. */
type PlainState = Extract<JobState, { readonly kind: 'queued' | 'probing' | 'transferring' | 'verifying' | 'committing' | 'paused' }>;

export class JobRow {
  readonly #context: RowContext;
  #job: Job;
  /** Noted and not stored yet: it goes with the next change or checkpoint, so that no event costs a transaction of its own. */
  #noted: HistoryEvent[] = [];

  constructor(context: RowContext, job: Job) {
    this.#context = context;
    this.#job = job;
  }

  get job(): Job {
    return this.#job;
  }

  /** What has happened and is not stored yet. */
  get noted(): readonly HistoryEvent[] {
    return this.#noted;
  }

  /** Whether `event` applies now. */
  allows(event: JobEvent): boolean {
    return nextState(this.#job.state.kind, event) !== null;
  }

  /**
   * Applies an event that leads to `state`, together with other facts of the row and its checkpoint, in one transaction.
   * Throws, and changes nothing, when the table does not lead there: that is a bug of the caller.
   */
  apply(event: JobEvent, state: JobState, facts: Partial<Job> = {}, rest: Rest = {}): void {
    const change = this.changeFor(event, state, facts, rest);
    this.#context.store.save([change]);
    this.settle(change);
  }

  /** `apply` for the states without data. */
  applyPlain(event: JobEvent, kind: PlainState['kind'], facts: Partial<Job> = {}, rest: Rest = {}): void {
    this.apply(event, { kind }, facts, rest);
  }

  /**
   * Goes on to a state that lasts for moments, and from which a crash leads to the same as from the one before: it is told, and stored
   * with the next change. Throws as `apply` does.
   */
  pass(event: JobEvent, kind: PlainState['kind'], facts: Partial<Job> = {}): void {
    const { job, history } = this.changeFor(event, { kind }, facts);
    this.#job = job;
    this.#noted = [...(history ?? [])];
    this.#context.listener(job);
  }

  /** What `apply` would store: for those who store many rows at once, and then call `settle` with it. */
  changeFor(event: JobEvent, state: JobState, facts: Partial<Job> = {}, rest: Rest = {}): JobChange {
    const expected = nextState(this.#job.state.kind, event);
    if (expected !== state.kind) throw new Error(`${event} does not lead from ${this.#job.state.kind} to ${state.kind}`);
    const job = { ...this.#job, ...facts, state };
    const atMs = this.#context.nowMs();
    const told = historyOfChange(event, this.#job, job).map((fact) => ({ ...fact, atMs }));
    return { job, ...rest, ...historyWith(this.#noted, told) };
  }

  /** A change of `changeFor` is stored. */
  settle({ job, history }: JobChange): void {
    this.#job = job;
    this.stored(history ?? []);
    this.#context.listener(job);
  }

  /** Stores facts that change no state. */
  update(facts: Partial<Job>, rest: Rest = {}): void {
    const change = { job: { ...this.#job, ...facts }, ...rest, ...historyWith(this.#noted, []) };
    this.#context.store.save([change]);
    this.settle(change);
  }

  /** Remembers what happened; it is stored with the next change. Never call it once a chunk. */
  note(fact: HistoryFact): void {
    this.#noted.push({ ...fact, atMs: this.#context.nowMs() });
    if (this.#noted.length > HISTORY_KEPT.last) this.#noted.shift();
  }

  /** These have been stored, by whoever stored them. */
  stored(events: readonly HistoryEvent[]): void {
    if (events.length > 0) this.#noted = this.#noted.filter((noted) => !events.includes(noted));
  }

  /** Takes over facts that somebody else has stored already, as the checkpointer does. */
  adopt(job: Job): void {
    this.#job = job;
  }
}

function historyWith(noted: readonly HistoryEvent[], told: readonly HistoryEvent[]): Pick<JobChange, 'history'> {
  return noted.length + told.length === 0 ? {} : { history: [...noted, ...told] };
}
