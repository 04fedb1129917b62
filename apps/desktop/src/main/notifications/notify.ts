/** Watches the queue's news and tells the user what finished and what needs them: gathered, so that a batch makes one notification. */
import type { Clock, QueueEvent } from '@sluice/engine';
import { needsUser, type Job, type JobId, type JobSnapshot } from '@sluice/model';
import type { Language } from '@sluice/words';
import { noteOfAttention, noteOfDone } from './make-note.ts';
import type { Note } from './note.ts';

/** More of the same is waited for as long as this, and at most as long as that. */
const QUIET_MS = 600;
const LONGEST_MS = 3000;

export interface NotifyPorts {
  readonly clock: Clock;
  readonly wanted: () => { readonly done: boolean; readonly attention: boolean };
  /** Who looks at the window sees the news there. */
  readonly isWatched: () => boolean;
  /** Whether the trouble of this job was told before, and is being worked on. */
  readonly isKnown: (id: JobId) => boolean;
  readonly language: () => Language;
  readonly show: (note: Note) => void;
}

export class Notify {
  readonly #ports: NotifyPorts;
  /** Jobs that have not come to an end; only their end is news. */
  readonly #open: Set<JobId>;
  readonly #troubled = new Set<JobId>();
  #done: Job[] = [];
  #attention: JobSnapshot[] = [];
  #cancelTimer: (() => void) | null = null;
  #firstAtMs = 0;

  /** `resting`: jobs that are queued or paused, of which nothing more need be known. */
  constructor(unfinished: readonly Job[], ports: NotifyPorts, resting: readonly JobId[] = []) {
    this.#ports = ports;
    this.#open = new Set([...unfinished.map(({ id }) => id), ...resting]);
    for (const job of unfinished) if (needsUser(job.state)) this.#troubled.add(job.id);
  }

  take(event: QueueEvent): void {
    if (event.kind === 'removed') return this.#forget(event.id);
    if (event.cause !== 'state') return;
    const { snapshot } = event;
    const { job } = snapshot;
    const wasTroubled = this.#troubled.has(job.id);
    if (needsUser(job.state)) {
      this.#troubled.add(job.id);
      this.#open.add(job.id);
      if (!wasTroubled && !this.#ports.isKnown(job.id)) this.#gather(() => this.#attention.push(snapshot));
      return;
    }
    this.#forget(job.id);
    if (job.state.kind === 'done') {
      if (this.#open.delete(job.id)) this.#gather(() => this.#done.push(job));
    } else if (job.state.kind === 'cancelled') this.#open.delete(job.id);
    else this.#open.add(job.id);
  }

  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  /** What is no longer so is not told. */
  #forget(id: JobId): void {
    this.#troubled.delete(id);
    this.#attention = this.#attention.filter(({ job }) => job.id !== id);
  }

  #gather(add: () => void): void {
    const { clock } = this.#ports;
    if (this.#cancelTimer === null) this.#firstAtMs = clock.monotonicMs();
    this.#cancelTimer?.();
    add();
    const delayMs = Math.max(0, Math.min(QUIET_MS, this.#firstAtMs + LONGEST_MS - clock.monotonicMs()));
    this.#cancelTimer = clock.after(delayMs, () => {
      this.#tell();
    });
  }

  #tell(): void {
    this.#cancelTimer = null;
    const [done, attention] = [this.#done, this.#attention];
    this.#done = [];
    this.#attention = [];
    const { clock, isWatched, language, show, wanted } = this.#ports;
    if (isWatched()) return;
    const notes = [
      wanted().done ? noteOfDone(done, language()) : null,
      wanted().attention ? noteOfAttention(attention, language(), clock.nowMs()) : null,
    ];
    for (const note of notes) if (note !== null) show(note);
  }
}
